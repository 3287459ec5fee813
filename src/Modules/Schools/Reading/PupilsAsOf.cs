using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Reading;

/// <summary>
/// Lists the children of one school as at a past date: who was on roll then, with the school year's sums at this school up to then, folded again from its journal (a year of a
/// large school: under half a second). Totals can also be as they were known at an instant. Flags are those of the read model that were open on the date and that nobody
/// had dismissed, as known now: a severity that changed within an episode is the latest.
/// </summary>
internal sealed class PupilsAsOf(Database database, PupilJournal journal, RollReader rolls, CalendarReader calendars)
{
    /// <summary>Every child that meets the criteria and that the caller reaches, in order.</summary>
    public async Task<IReadOnlyList<PupilRow>> ReadAsync(
        Laestab school,
        PupilCriteria criteria,
        Visible visible,
        PupilOrder order,
        DateOnly asOf,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    )
    {
        if (await rolls.LoadAsync(school, knownAt, cancellation) is not { } roll)
            return [];
        var on = roll.Pupils.Where(pupil => OnRoll(pupil, school, asOf, criteria.YearGroup)).ToDictionary(pupil => pupil.Id);
        if (on.Count == 0)
            return [];
        var year = AcademicYear.Of(asOf);
        var calendar = await calendars.LoadAsync(school, knownAt, cancellation);
        var marks = await journal.EffectiveAsync(school, year.FirstDay, asOf, knownAt, long.MaxValue, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var lines = await PupilSearch.LinesAsync(transaction, [.. on.Keys], visible, cancellation);
        var flags = await OpenFlagsAsync(transaction, [.. lines.Select(line => line.Id)], asOf, cancellation);
        var rows = new List<PupilRow>();
        foreach (var line in lines.Where(line => Named(line, on[line.Id], criteria.Text)))
        {
            var sums = SchoolFigures.SumsOf(on[line.Id], school, year, calendar, marks);
            var open = flags[line.Id].ToList();
            var severity = open.Select(flag => flag.Severity).DefaultIfEmpty().Max();
            if (
                (criteria.Flag is { } rule && !open.Exists(flag => flag.Rule == rule))
                || (criteria.Severity is { } least && severity < least)
                || (criteria.AttendanceBelow is { } below && (sums.Possible == 0 || sums.Attended * 100 >= below * sums.Possible))
                || (criteria.MissedHalfDaysAbove is { } missed && sums.Authorised + sums.Unauthorised <= missed)
            )
                continue;
            rows.Add(line with { Standing = sums.Possible + sums.Missing == 0 ? null : (year, sums), Key = Key(order, sums, severity) });
        }
        return
        [
            .. order is PupilOrder.Name
                ? rows.OrderBy(row => row.FamilyName, StringComparer.Ordinal)
                    .ThenBy(row => row.GivenName, StringComparer.Ordinal)
                    .ThenBy(row => row.Id.Value)
                : rows.OrderBy(row => row.Key).ThenBy(row => row.Id.Value),
        ];
    }

    private static bool OnRoll(RollPupil pupil, Laestab school, DateOnly date, string? yearGroup) =>
        pupil.Enrolments.Any(place => place.School == school && place.Covers(date) && (yearGroup is null || place.YearGroup == yearGroup));

    private static bool Named(PupilRow line, RollPupil pupil, string? text) =>
        text is null
        || (
            Upn.TryParse(text, out var upn)
                ? pupil.Upn == upn || pupil.FormerUpns.Contains(upn)
                : new[] { line.FamilyName, line.GivenName, $"{line.GivenName} {line.FamilyName}" }.Any(name =>
                    name.StartsWith(text.Trim(), StringComparison.OrdinalIgnoreCase)
                )
        );

    /// <summary>The same keys as those of the lists of today: every key rises.</summary>
    private static int Key(PupilOrder order, SessionSums sums, FlagSeverity severity)
    {
        var absent = (int)(sums.Authorised + sums.Unauthorised);
        return order switch
        {
            PupilOrder.Name => 0,
            PupilOrder.Severity => -(((int)severity * 100_000) + absent),
            PupilOrder.Missed => -absent,
            PupilOrder.Attendance => sums.Possible == 0 ? 100_001 : (int)(sums.Attended * 100_000 / sums.Possible),
        };
    }

    private static async Task<ILookup<PupilId, (string Rule, FlagSeverity Severity)>> OpenFlagsAsync(
        DbTransaction transaction,
        IReadOnlyCollection<PupilId> pupils,
        DateOnly asOf,
        CancellationToken cancellation
    )
    {
        var rows = await transaction
            .Command(
                """
                select f.pupil_id, f.rule, f.severity from schools_flag f
                where f.pupil_id {ids} and f.opened_at <= @last and (f.state = @open or (f.state = @closed and f.changed_at > @last))
                  and not exists (
                    select 1 from schools_flag_dismissal d where d.pupil_id = f.pupil_id and d.rule = f.rule and d.session >= f.opened_at and d.session <= @last
                    and not d.withdrawn and d.level >= f.level and d.version = (
                        select max(l.version) from schools_flag_dismissal l where l.pupil_id = d.pupil_id and l.rule = d.rule and l.session = d.session))
                """
            )
            .WithAny("ids", pupils.Select(pupil => pupil.Value))
            .With("last", new SessionKey(asOf, HalfDay.PM).Number)
            .With("open", StoredFlag.Open)
            .With("closed", StoredFlag.Closed)
            .ReadAsync(
                reader => (Pupil: new PupilId(reader.GetInt64(0)), Rule: reader.GetString(1), Severity: (FlagSeverity)reader.GetInt32(2)),
                cancellation
            );
        return rows.ToLookup(row => row.Pupil, row => (row.Rule, row.Severity));
    }
}
