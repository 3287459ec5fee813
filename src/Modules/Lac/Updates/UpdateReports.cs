using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Reports;
using Attendance.SharedKernel;

namespace Attendance.Lac.Updates;

/// <summary>
/// Reads termly updates for a caller: always only the children in the caller's scope today, whatever part is asked for. So a unit has those who live there, a key worker those on the own
/// cases, and the looked-after team all, or one unit's or key worker's.
/// </summary>
internal sealed class UpdateReports(IPolicy policy, ReportBook reports, Distribution distribution)
{
    /// <summary>The terms that have an update, the newest first. Null: the caller's role is shown none.</summary>
    public async Task<IReadOnlyList<ReportRow>?> TermsAsync(Caller caller, CancellationToken cancellation) =>
        (await VisibleAsync(caller, cancellation)).IsNobody ? null : await reports.ListAsync(ReportKind.Term, cancellation);

    /// <summary>The update of the term that begins on a day. Null: there is none for this caller. That a person opened it is logged.</summary>
    public async Task<Update?> ReadAsync(
        Caller caller,
        DateOnly firstDay,
        UpdatePart part,
        DistributionStep step,
        CancellationToken cancellation
    )
    {
        var visible = await VisibleAsync(caller, cancellation);
        if (visible.IsNobody || await reports.FindAsync(ReportKind.Term, firstDay, cancellation) is not { } report)
            return null;
        var all = await reports.EntriesAsync<UpdateEntry>(report.Id, visible, cancellation);
        var entries = all.Where(one =>
                (part.Unit is null || one.Row.UnitId == part.Unit) && (part.Worker is null || one.Row.KeyWorker == part.Worker)
            )
            .ToList();
        foreach (var (row, _) in entries)
            AuditScope.Current?.Show(new PupilId(row.PupilId));
        await distribution.OpenedAsync(caller, report.Id, step, cancellation);
        // The log is the looked-after team's.
        var log = await policy.CouldAsync(caller, Act.AuditCare, CareBook.Register, cancellation)
            ? await distribution.ReadAsync(report.Id, cancellation)
            : null;
        return new Update(report, all, entries, log);
    }

    private ValueTask<Visible> VisibleAsync(Caller caller, CancellationToken cancellation) =>
        policy.VisibleAsync(caller, Act.ReadCare, "e.pupil_id", cancellation);
}

/// <summary>Which part of an update: of one unit, or of one key worker (a person's number); neither: all.</summary>
internal readonly record struct UpdatePart(long? Unit, long? Worker);

/// <summary>An update as one caller may read it: every child in scope, those of the part that was asked for, and for the looked-after team the log.</summary>
internal sealed record Update(
    ReportRow Report,
    IReadOnlyList<(EntryRow Row, UpdateEntry Entry)> All,
    IReadOnlyList<(EntryRow Row, UpdateEntry Entry)> Entries,
    IReadOnlyList<DistributionRow>? Log
)
{
    /// <summary>Whose children the part has, in words.</summary>
    public string Of(UpdatePart part) =>
        part.Unit is { } unit ? All.FirstOrDefault(one => one.Row.UnitId == unit).Entry?.Unit ?? "a residential unit"
        : part.Worker is { } worker ? All.FirstOrDefault(one => one.Row.KeyWorker == worker).Entry?.KeyWorker ?? "a key worker"
        : "all children in the reader's scope";
}
