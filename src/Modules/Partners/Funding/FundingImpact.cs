using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.Support;
using Attendance.SharedKernel;

namespace Attendance.Partners.Funding;

/// <summary>
/// What schools came to by the streams of money that reach them: directly, or through a programme or initiative that the stream pays for. Each school stands in one line, under all its streams
/// together, so that the lines add up to all schools; nothing is said of how much was spent. Pure.
/// </summary>
internal static class FundingImpact
{
    /// <summary>The streams that reach each school, by short name in order.</summary>
    public static ILookup<Laestab, string> StreamsOf(IReadOnlyList<Programme> programmes)
    {
        var byId = programmes.ToDictionary(programme => programme.Id, StringComparer.Ordinal);
        return programmes
            .SelectMany(programme => Payers(programme, byId).SelectMany(payer => programme.Schools.Select(school => (school, payer))))
            .Distinct()
            .OrderBy(each => each.payer, StringComparer.Ordinal)
            .ToLookup(each => each.school, each => each.payer);
    }

    /// <summary>The lines, of one stream first, then of several, then of none; sums of schools before anything is divided.</summary>
    public static IReadOnlyList<ImpactSums> Of(
        IEnumerable<Laestab> schools,
        ILookup<Laestab, string> streams,
        Func<Laestab, (HalfDays Now, HalfDays Before)> attendance
    ) =>
        [
            .. schools
                .GroupBy(school => string.Join(',', streams[school]), StringComparer.Ordinal)
                .Select(group => new ImpactSums(
                    group.Key.Length == 0 ? [] : group.Key.Split(','),
                    group.Count(),
                    group.Aggregate(default(HalfDays), (sum, school) => sum + attendance(school).Now),
                    group.Aggregate(default(HalfDays), (sum, school) => sum + attendance(school).Before)
                ))
                .OrderBy(line => line.Streams.Count == 0 ? int.MaxValue : line.Streams.Count)
                .ThenBy(line => string.Join(',', line.Streams), StringComparer.Ordinal),
        ];

    /// <summary>
    /// What agencies did with children, by the streams that pay for it: through the programme that a record names. Each record stands in one line, so that the lines add up to all.
    /// </summary>
    public static IReadOnlyList<(IReadOnlyList<string> Streams, IReadOnlyList<SupportRecord> Records)> Of(
        IEnumerable<SupportRecord> records,
        IReadOnlyList<Programme> programmes
    )
    {
        var byId = programmes.ToDictionary(programme => programme.Id, StringComparer.Ordinal);
        return
        [
            .. records
                .GroupBy(
                    record =>
                        record.Programme is { } paid && byId.TryGetValue(paid, out var programme)
                            ? string.Join(',', Payers(programme, byId).Order(StringComparer.Ordinal))
                            : "",
                    StringComparer.Ordinal
                )
                .OrderBy(line => line.Key.Length == 0)
                .ThenBy(line => line.Key, StringComparer.Ordinal)
                .Select(line =>
                    ((IReadOnlyList<string>)(line.Key.Length == 0 ? [] : line.Key.Split(',')), (IReadOnlyList<SupportRecord>)[.. line])
                ),
        ];
    }

    // A stream pays for itself; a programme may be paid for by a programme that a stream pays for.
    private static IEnumerable<string> Payers(Programme programme, IReadOnlyDictionary<string, Programme> byId)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = programme; at is not null && seen.Add(at.Id); at = at.FundedBy is { } payer ? byId.GetValueOrDefault(payer) : null)
        {
            if (at.Kind is ProgrammeKind.Funding)
                yield return at.Id;
        }
    }
}

/// <summary>A line: the schools that exactly these streams reach.</summary>
internal sealed record ImpactSums(IReadOnlyList<string> Streams, int Schools, HalfDays Now, HalfDays Before);
