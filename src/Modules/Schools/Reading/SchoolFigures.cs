using System.Collections.Concurrent;
using Attendance.Access.Contracts;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Reading;

/// <summary>
/// Sums over a school's enrolments in one school year: every child on its roll, every session that counted. Now from the standings; as of an earlier date
/// from the standings without the later marks, or from the earlier marks, whichever are fewer (tallies know neither age nor roll); at an earlier
/// instant by folding the school's journal again (about 80,000 entries a year, well under half a second).
/// </summary>
internal sealed class SchoolFigures(
    Database database,
    PupilJournal journal,
    RollReader rolls,
    CalendarReader calendars,
    SharedKernel.Time.SchoolClock clock
)
{
    /// <summary>Every school, by LAESTAB.</summary>
    public Task<IReadOnlyList<SchoolNode>> SchoolsAsync(CancellationToken cancellation) =>
        SchoolsAsync(new Visible("(1 = 1)", []), cancellation);

    /// <summary>The schools in a caller's scope, by LAESTAB.</summary>
    public async Task<IReadOnlyList<SchoolNode>> SchoolsAsync(Visible visible, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command($"select school_id, urn, name, phase from schools_school where {visible.Sql} order by school_id")
            .With(visible)
            .ReadAsync(
                reader => new SchoolNode
                {
                    Laestab = Laestab.From(reader.GetInt64(0)),
                    Urn = reader.IsDBNull(1) ? null : reader.GetInt32(1),
                    Name = reader.GetString(2),
                    Phase = SchoolPhases.TryParse(reader.GetString(3), out var phase) ? phase : throw new FormatException("Not a phase."),
                },
                cancellation
            );
    }

    /// <summary>The sums of schools in a year. A school without any is left out.</summary>
    public async Task<IReadOnlyDictionary<Laestab, SessionSums>> SumsAsync(
        IReadOnlyCollection<Laestab> schools,
        AcademicYear year,
        Moment moment,
        CancellationToken cancellation
    )
    {
        if (moment == Moment.Now)
            return await StandingsAsync(schools, year, cancellation);
        var sums = new ConcurrentDictionary<Laestab, SessionSums>();
        // Folding keeps a core busy: as many schools at once as there are cores.
        await Parallel.ForEachAsync(
            schools,
            cancellation,
            async (school, stop) =>
                sums[school] = moment is { AsOf: { } asOf, KnownAt: null }
                    ? await AsOfAsync(school, year, asOf, stop)
                    : await FrozenAsync(school, year, moment, long.MaxValue, stop)
        );
        return sums;
    }

    /// <summary>A school's sums as of a date, as known now.</summary>
    private async Task<SessionSums> AsOfAsync(Laestab school, AcademicYear year, DateOnly asOf, CancellationToken cancellation)
    {
        if (asOf < year.FirstDay)
            return default;
        var end = clock.Today < year.LastDay ? clock.Today : year.LastDay;
        if (asOf.DayNumber - year.FirstDay.DayNumber < end.DayNumber - asOf.DayNumber)
            return await FrozenAsync(school, year, new Moment(asOf), long.MaxValue, cancellation);
        if (await rolls.LoadAsync(school, null, cancellation) is not { } roll)
            return default;
        var (position, standings) = await EnrolmentsAsync(school, year, cancellation);
        var later =
            asOf >= year.LastDay
                ? new Dictionary<PupilId, Dictionary<int, byte>>()
                : await journal.EffectiveAsync(school, asOf.AddDays(1), year.LastDay, null, position, cancellation);
        var calendar = await calendars.LoadAsync(school, null, cancellation);
        var pupils = roll.Pupils.ToDictionary(pupil => pupil.Id);
        var sum = default(SessionSums);
        foreach (var (pupil, standing) in standings)
        {
            var after = pupils.TryGetValue(pupil, out var known) ? SumsOf(known, school, year, calendar, later) : default;
            var until = standing - after;
            sum += until with { Enrolments = until.Possible > 0 ? 1 : 0 };
        }
        return sum;
    }

    /// <summary>The standing of every enrolment of a school in a year, and the number of the journal up to which they are folded.</summary>
    private async Task<(long Position, List<(PupilId Pupil, SessionSums Sums)> Rows)> EnrolmentsAsync(
        Laestab school,
        AcademicYear year,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var folded = await transaction
            .Command("select folded_seq from schools_mark where school_id = @school")
            .With("school", (long)school.Value)
            .ReadAsync(reader => reader.GetInt64(0), cancellation);
        var rows = await transaction
            .Command(
                "select pupil_id, possible, attended, authorised, unauthorised, missing from schools_enrolment_standing where school_id = @school and year = @year"
            )
            .With("school", (long)school.Value)
            .With("year", year.StartYear)
            .ReadAsync(
                reader =>
                    (
                        new PupilId(reader.GetInt64(0)),
                        new SessionSums(
                            1,
                            reader.GetInt32(1),
                            reader.GetInt32(2),
                            reader.GetInt32(3),
                            reader.GetInt32(4),
                            reader.GetInt32(5)
                        )
                    ),
                cancellation
            );
        return (folded.Count == 0 ? 0 : folded[0], rows);
    }

    private async Task<IReadOnlyDictionary<Laestab, SessionSums>> StandingsAsync(
        IReadOnlyCollection<Laestab> schools,
        AcademicYear year,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                """
                select school_id, sum(case when possible > 0 then 1 else 0 end), sum(possible), sum(attended), sum(authorised), sum(unauthorised), sum(missing)
                from schools_enrolment_standing where year = @year and school_id {schools} group by school_id
                """
            )
            .With("year", year.StartYear)
            .WithAny("schools", schools.Select(school => (long)school.Value))
            .ReadAsync(
                reader =>
                    (
                        School: Laestab.From(reader.GetInt64(0)),
                        Sums: new SessionSums(
                            (int)reader.GetInt64(1),
                            reader.GetInt64(2),
                            reader.GetInt64(3),
                            reader.GetInt64(4),
                            reader.GetInt64(5),
                            reader.GetInt64(6)
                        )
                    ),
                cancellation
            );
        return rows.ToDictionary(row => row.School, row => row.Sums);
    }

    /// <summary>A school's sums from its journal up to a number, with the roll and calendar known at the moment.</summary>
    public async Task<SessionSums> FrozenAsync(Laestab school, AcademicYear year, Moment moment, long upTo, CancellationToken cancellation)
    {
        if (await rolls.LoadAsync(school, moment.KnownAt, cancellation) is not { } roll)
            return default;
        var calendar = await calendars.LoadAsync(school, moment.KnownAt, cancellation);
        var to = moment.AsOf is { } asOf && asOf < year.LastDay ? asOf : year.LastDay;
        var marks = await journal.EffectiveAsync(school, year.FirstDay, to, moment.KnownAt, upTo, cancellation);
        var sum = default(SessionSums);
        foreach (var pupil in roll.Pupils)
            sum += SumsOf(pupil, school, year, calendar, marks);
        return sum;
    }

    /// <summary>One child's sums at a school in a year, from its marks there.</summary>
    public static SessionSums SumsOf(
        RollPupil pupil,
        Laestab school,
        AcademicYear year,
        SchoolCalendar calendar,
        IReadOnlyDictionary<PupilId, Dictionary<int, byte>> marks
    )
    {
        var context = new PupilContext(pupil.Id, pupil.BirthDate, pupil.Enrolments, _ => calendar);
        var counts = default(Counts);
        var missing = 0;
        foreach (var (session, code) in Own(pupil, marks))
        {
            if (!year.Contains(DateOnly.FromDayNumber(session >> 1)) || !context.Counts(school.Value, session))
                continue;
            var markClass = AttendanceCode.ClassOn(code, session >> 1);
            // No absence is unauthorised outside compulsory school age (RULES 2.4).
            if (markClass is MarkClass.Unauthorised && !context.IsCompulsory(session >> 1))
                markClass = MarkClass.Authorised;
            counts.Add(markClass, 1);
            if (markClass is MarkClass.Missing)
                missing++;
        }
        return new SessionSums(
            counts.Possible > 0 ? 1 : 0,
            counts.Possible,
            counts.Attended,
            counts.Authorised,
            counts.Unauthorised,
            missing
        );
    }

    // Marks under an id that was merged into this one are this child's.
    private static Dictionary<int, byte> Own(RollPupil pupil, IReadOnlyDictionary<PupilId, Dictionary<int, byte>> marks)
    {
        var own = marks.GetValueOrDefault(pupil.Id) ?? [];
        foreach (var alias in pupil.Aliases)
        {
            foreach (var (session, code) in marks.GetValueOrDefault(alias) ?? [])
                own.TryAdd(session, code);
        }
        return own;
    }
}
