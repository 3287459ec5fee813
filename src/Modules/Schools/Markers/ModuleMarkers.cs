using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Markers;

/// <summary>Markers in a lent transaction. The change is noted on the child's rolls, so that the child's grain hears of it.</summary>
internal sealed class ModuleMarkers(SchoolClock clock, IPlaces places) : IMarkers
{
    public async Task ReplaceAsync(
        DbTransaction transaction,
        Caller caller,
        PupilId pupil,
        string kind,
        string source,
        IReadOnlyCollection<MarkedSpan> spans,
        CancellationToken cancellation = default
    )
    {
        if (!MarkerKinds.IsKnown(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of marker.");
        var change = new RollTransaction(transaction, clock, places, caller.Name, cancellation);
        var survivor = (await change.Rows.AliasesAsync(cancellation)).Survivor(pupil.Value);
        if ((await change.Rows.PupilsAsync([survivor], cancellation)).Count == 0)
            throw new InvalidOperationException($"There is no child {pupil}.");
        var known = (await change.Rows.MarkersAsync([survivor], cancellation))
            .Where(row => row.Span.Kind == kind && row.Span.Source == source)
            .ToDictionary(row => row.Span.From);
        var wanted = spans.ToDictionary(span => span.From, span => new MarkerSpan(kind, source, span.From, span.To, span.Detail));
        var rows = new List<MarkerRow>();
        foreach (var span in wanted.Values)
        {
            var row = known.GetValueOrDefault(span.From);
            if (row is null || row.Removed || row.Span != span)
                rows.Add(new MarkerRow(survivor, span, (row?.Version ?? 0) + 1, Removed: false));
        }
        foreach (var row in known.Values.Where(row => !row.Removed && !wanted.ContainsKey(row.Span.From)))
            rows.Add(row with { Version = row.Version + 1, Removed = true });
        if (rows.Count == 0)
            return;
        await change.TouchEveryRollAsync("marker", [survivor]);
        await change.SaveMarkersAsync(rows);
        await change.CloseAsync();
    }
}
