using System.Runtime.InteropServices;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Reading;

/// <summary>
/// Reads which registers of a day are in: for each school, half-day and class, the children on roll for whom the calendar has the session, and how many of them have
/// an effective mark. It reads every mark of the day at these schools: ask <see cref="RegistersOfDay"/>.
/// </summary>
internal sealed class DayRegisterReader(Database database, SchoolCalendars calendars, SchoolClock clock)
{
    /// <summary>What each school's registers rest on now: as long as it is the same, so are they, but for the time of day.</summary>
    public async Task<IReadOnlyDictionary<Laestab, SchoolVersion>> VersionsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                """
                select s.school_id, s.roll_version, s.calendar_version, coalesce(m.folded_seq, 0) from schools_school s
                left join schools_mark m on m.school_id = s.school_id
                """
            )
            .ReadAsync(
                reader => (Laestab.From(reader.GetInt64(0)), new SchoolVersion(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3))),
                cancellation
            );
        return rows.ToDictionary();
    }

    /// <summary>The registers of these schools on a day, by school, half-day and class. A session that no child is due at is left out.</summary>
    public async Task<IReadOnlyList<DayRegister>> ReadAsync(
        IReadOnlyDictionary<Laestab, SchoolVersion> schools,
        DateOnly date,
        CancellationToken cancellation
    )
    {
        var open = new Dictionary<Laestab, SchoolCalendar>();
        foreach (var (school, version) in schools)
        {
            var calendar = await calendars.GetAsync(school, version.Calendar);
            if (Halves.Any(half => calendar.IsOpenForAnyone(new SessionKey(date, half))))
                open[school] = calendar;
        }
        if (open.Count == 0)
            return [];
        var ids = open.Keys.Select(school => (long)school.Value).ToArray();
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var marked = await transaction
            .Command(
                """
                select distinct s.school_id, s.session, coalesce(p.merged_into, e.pupil_id) from schools_submission s
                join schools_entry e on e.school_id = s.school_id and e.seq > s.first_seq and e.seq <= s.last_seq and e.effective
                join schools_pupil p on p.pupil_id = e.pupil_id
                where s.school_id {ids} and s.date = @date
                """
            )
            .WithAny("ids", ids)
            .With("date", date)
            .ReadAsync(reader => new Marked((int)reader.GetInt64(0), Session(date, reader.GetString(1)), reader.GetInt64(2)), cancellation);
        var posts = await transaction
            .Command(
                """
                select s.school_id, s.session, s.recorded_at, s.via from schools_submission s
                where s.school_id {ids} and s.date = @date and s.first_seq =
                    (select max(l.first_seq) from schools_submission l where l.school_id = s.school_id and l.date = s.date and l.session = s.session)
                """
            )
            .WithAny("ids", ids)
            .With("date", date)
            .ReadAsync(
                reader =>
                    (
                        School: (int)reader.GetInt64(0),
                        Session: Session(date, reader.GetString(1)),
                        Post: new LastPost(reader.Instant(2), reader.GetString(3))
                    ),
                cancellation
            );
        var codes = await transaction
            .Command(
                """
                select school_id, session, code, sum(count) from schools_session_tally where school_id {ids} and date = @date
                group by school_id, session, code
                """
            )
            .WithAny("ids", ids)
            .With("date", date)
            .ReadAsync(
                reader =>
                    (
                        School: (int)reader.GetInt64(0),
                        Session: Session(date, reader.GetString(1)),
                        Class: AttendanceCode.ClassOn(AttendanceCode.Parse(reader.GetString(2)).Id, date.DayNumber),
                        Count: Convert.ToInt32(reader.GetValue(3), System.Globalization.CultureInfo.InvariantCulture)
                    ),
                cancellation
            );
        var places = await transaction
            .Command(
                """
                select e.school_id, coalesce(p.merged_into, e.pupil_id), e.year_group, e.group_name, e.earlier from schools_enrolment e
                join schools_pupil p on p.pupil_id = e.pupil_id
                where e.school_id {ids} and e.entry_date <= @date and (e.leaving_date is null or e.leaving_date >= @date)
                """
            )
            .WithAny("ids", ids)
            .With("date", date)
            .ReadAsync(
                reader => new Placed(
                    (int)reader.GetInt64(0),
                    reader.GetInt64(1),
                    reader.GetString(2),
                    reader.TextOrNull(3),
                    reader.TextOrNull(4)
                ),
                cancellation
            );
        var has = marked.ToHashSet();
        var last = posts.ToDictionary(post => (post.School, post.Session), post => post.Post);
        var classes = codes.ToLookup(row => (row.School, row.Session), row => (row.Class, row.Count));
        var registers = new List<DayRegister>();
        var spells = new Dictionary<string, IReadOnlyList<GroupSpell>>(StringComparer.Ordinal);
        foreach (var roll in places.GroupBy(place => place.School).OrderBy(roll => roll.Key))
        {
            var calendar = open[Laestab.From(roll.Key)];
            foreach (var half in Halves)
            {
                var session = new SessionKey(date, half);
                if (calendar.Line(session) is not { } line)
                    continue;
                var groups = new SortedDictionary<string, (int Expected, int Marked)>(StringComparer.Ordinal);
                foreach (var place in roll.DistinctBy(place => place.Pupil))
                {
                    var (yearGroup, group) = At(place, date, spells);
                    if (!calendar.For(yearGroup).IsOpen(session.Number))
                        continue;
                    var (expected, done) = groups.GetValueOrDefault(group ?? "");
                    groups[group ?? ""] = (expected + 1, done + (has.Contains(new Marked(roll.Key, session, place.Pupil)) ? 1 : 0));
                }
                if (groups.Count == 0)
                    continue;
                registers.Add(
                    new DayRegister(
                        Laestab.From(roll.Key),
                        session,
                        SchoolClock.Instant(date, line.Start),
                        SchoolClock.Instant(date, line.Close),
                        last.GetValueOrDefault((roll.Key, session)),
                        classes[(roll.Key, session)]
                            .GroupBy(row => row.Class)
                            .ToDictionary(own => own.Key, own => own.Sum(row => row.Count)),
                        [
                            .. groups.Select(group => new DayGroup(
                                group.Key.Length == 0 ? null : group.Key,
                                group.Value.Expected,
                                group.Value.Marked,
                                RegisterState.Due
                            )),
                        ],
                        Closed: false
                    ).At(clock.Now)
                );
            }
        }
        return registers;
    }

    private static readonly HalfDay[] Halves = [HalfDay.AM, HalfDay.PM];

    private static SessionKey Session(DateOnly date, string half) => new(date, half == "PM" ? HalfDay.PM : HalfDay.AM);

    /// <summary>The year group and class on a date: where the child was before, if it has moved since.</summary>
    private static (string YearGroup, string? Group) At(Placed place, DateOnly date, Dictionary<string, IReadOnlyList<GroupSpell>> known)
    {
        if (place.Earlier is not { } text)
            return (place.YearGroup, place.Group);
        // A class that moved up together has one text.
        if (!known.TryGetValue(text, out var spells))
            known[text] = spells = RollJson.Spells(text);
        foreach (var spell in spells)
        {
            if (date <= spell.Until)
                return (spell.YearGroup, spell.Group);
        }
        return (place.YearGroup, place.Group);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Marked(int School, SessionKey Session, long Pupil);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Placed(int School, long Pupil, string YearGroup, string? Group, string? Earlier);
}
