using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;

namespace Attendance.Modules.Tests.Schools.Flags;

/// <summary>
/// The rules of RULES 2 to 4 and ARCHITECTURE "The fold" once more, written from those texts with lists and sets, slowly, and sharing nothing with the
/// product but the tables of codes, half terms and thresholds (which have tests of their own).
/// </summary>
internal sealed class Oracle
{
    private static readonly string[] YearRules = ["PA", "PA_TRACK", "SEVERE", "ATTENDANCE_BAND", "SICK_15D", "POST_HOLIDAY", "YEAR_START"];

    private readonly OracleInput _input;
    private readonly List<Half> _all;
    private readonly List<Half> _possible;
    private readonly HashSet<DateOnly> _schoolDays = [];

    public Oracle(OracleInput input)
    {
        _input = input;
        _all = Resolve();
        _possible = [.. _all.Where(half => half.Possible)];
        foreach (var stay in input.Stays)
        {
            foreach (var day in input.OpenDays[stay.School].Where(day => day >= stay.From && day <= stay.To))
                _schoolDays.Add(day);
        }
        foreach (var half in _all.Where(half => !Known(half.Day)))
            _schoolDays.Add(half.Day);
    }

    public sealed record Half(DateOnly Day, bool Morning, string Code, MarkClass Class)
    {
        public bool Possible => Class is MarkClass.Present or MarkClass.Approved or MarkClass.Authorised or MarkClass.Unauthorised;
        public bool Attended => Class is MarkClass.Present or MarkClass.Approved;
        public bool Absent => Class is MarkClass.Authorised or MarkClass.Unauthorised;
        public bool Unauthorised => Class is MarkClass.Unauthorised;
        public SessionKey Session => new(Day, Morning ? HalfDay.AM : HalfDay.PM);
        public AcademicYear Year => AcademicYear.Of(Day);
        public HalfTerm HalfTerm => StatisticalPeriods.HalfTermOf(Day);
        public DateOnly Monday => Day.AddDays(-(((int)Day.DayOfWeek + 6) % 7));
    }

    public sealed record Episode(string Rule, SessionKey Opened, SessionKey? Closed, int Level);

    /// <summary>Totals of the year of the last possible session.</summary>
    public (int Possible, int Attended, int Authorised, int Unauthorised, int Missing) Totals()
    {
        if (_possible.Count == 0)
            return default;
        var year = _possible[^1].Year;
        var those = _possible.Where(half => half.Year == year).ToList();
        return (
            those.Count,
            those.Count(half => half.Attended),
            those.Count(half => half.Class == MarkClass.Authorised),
            those.Count(half => half.Class == MarkClass.Unauthorised),
            _all.Count(half => half.Year == year && half.Class == MarkClass.Missing)
        );
    }

    /// <summary>Totals of each school's enrolments by school year.</summary>
    public Dictionary<(Laestab, int), (int Possible, int Authorised, int Unauthorised)> Enrolments() =>
        _input
            .Marks.Where(mark => Counts(mark.School, mark.Session))
            .GroupBy(mark => (mark.School, AcademicYear.Of(mark.Session.Date).StartYear))
            .ToDictionary(
                group => group.Key,
                group =>
                {
                    var classes = group.Select(mark => Classify(mark.Code, mark.Session.Date)).ToList();
                    return (
                        classes.Count(c => c is MarkClass.Present or MarkClass.Approved or MarkClass.Authorised or MarkClass.Unauthorised),
                        classes.Count(c => c == MarkClass.Authorised),
                        classes.Count(c => c == MarkClass.Unauthorised)
                    );
                }
            );

    /// <summary>Every episode of every rule.</summary>
    public List<Episode> Episodes()
    {
        var episodes = new List<Episode>();
        foreach (var (rule, closeAfter, level, opens) in Rules())
        {
            Half? opened = null;
            var now = 0;
            var good = 0;
            for (var i = 0; i < _possible.Count; i++)
            {
                var half = _possible[i];
                if (opened is not null && YearRules.Contains(rule) && half.Year != _possible[i - 1].Year)
                {
                    episodes.Add(new Episode(rule, opened.Session, half.Session, now));
                    (opened, now, good) = (null, 0, 0);
                    continue;
                }
                var asks = level(i);
                var may = opens(i);
                if (opened is null)
                {
                    if (asks > 0 && may)
                        (opened, now, good) = (half, asks, 0);
                    continue;
                }
                if (asks >= now)
                {
                    good = 0;
                    if (asks > now && may)
                        now = asks;
                    continue;
                }
                if (++good < closeAfter)
                    continue;
                if (asks == 0)
                {
                    episodes.Add(new Episode(rule, opened.Session, half.Session, now));
                    opened = null;
                }
                (now, good) = (asks, 0);
            }
            if (opened is not null)
                episodes.Add(new Episode(rule, opened.Session, null, now));
        }
        episodes.AddRange(Unresolved());
        return [.. episodes.OrderBy(episode => episode.Opened).ThenBy(episode => episode.Rule)];
    }

    private IEnumerable<(string Rule, int CloseAfter, Func<int, int> Level, Func<int, bool> Opens)> Rules()
    {
        bool Any(int i) => true;
        bool Absent(int i) => _possible[i].Absent;
        bool Unauthorised(int i) => _possible[i].Unauthorised;
        bool Code(int i, params string[] codes) => codes.Contains(_possible[i].Code);

        yield return ("PA", 10, i => Persistent(i) ? 1 : 0, Any);
        yield return ("PA_TRACK", 10, i => Track(i) ? 1 : 0, Absent);
        yield return ("SEVERE", 10, i => ThisYear(i) is var y && y.Count >= 20 && 2 * y.Count(h => h.Absent) >= y.Count ? 1 : 0, Any);
        yield return ("ATTENDANCE_BAND", 10, Band, Any);
        yield return (
            "UNAUTH_10IN10",
            10,
            i => Era2024(i) && Window(i, 10).Count(h => h.Unauthorised) >= 10 ? 1 : 0,
            i => Unauthorised(i) && Era2024(i)
        );
        yield return ("UNAUTH_FT", 10, i => Window(i, 6).Count(h => h.Unauthorised) >= 9 ? 1 : 0, Unauthorised);
        yield return ("CONT_UNAUTH_10D", 10, i => RunOfDays(i, h => h.Unauthorised, OnlyPossible).Days >= 10 ? 1 : 0, Unauthorised);
        yield return ("CONT_20D", 10, i => TwentyDays(i) ? 1 : 0, Unauthorised);
        yield return (
            "SICK_15D",
            10,
            i => Era2024(i) && ThisYear(i).Count(h => h.Code == "I") >= 30 ? 1 : 0,
            i => Code(i, "I") && Era2024(i)
        );
        yield return ("NO_CONTACT", 2, NoContact, i => Code(i, "N"));
        yield return (
            "CONSEC_ABS",
            10,
            i =>
                Trailing(i) is var run && run >= 20 ? 2
                : run >= 6 ? 1
                : 0,
            Absent
        );
        yield return ("LATE_U", 10, i => LateAfterClose(i) ? 1 : 0, i => Code(i, "U"));
        yield return (
            "LATE_L",
            10,
            i => ThisYear(i).Count(h => h.Code == "L" && h.HalfTerm == _possible[i].HalfTerm) >= 8 ? 1 : 0,
            i => Code(i, "L")
        );
        yield return ("DOW", 10, i => MondaysAndFridays(i) ? 1 : 0, i => Absent(i) && !Code(i, "S"));
        yield return (
            "BROKEN",
            10,
            i => Window(i, 10).GroupBy(h => h.Monday).Count(w => w.Any(h => h.Absent) && w.Any(h => h.Attended)) >= 5 ? 1 : 0,
            Absent
        );
        yield return ("SPELLS", 10, i => Spelled(i) ? 1 : 0, i => Absent(i) || (i > 0 && _possible[i - 1].Absent));
        yield return ("TREND", 10, i => Dropped(i) ? 1 : 0, Absent);
        yield return ("HOLIDAY", 10, Holiday, i => Absent(i) && Code(i, "G", "C", "H", "F"));
        yield return ("REINTEGRATE", 10, i => _possible[i].Attended && i > 0 && Trailing(i - 1) >= 20 ? 1 : 0, i => _possible[i].Attended);
        yield return (
            "PM_ONLY",
            10,
            i =>
                Window(i, 6).GroupBy(h => h.Day).Count(d => d.Any(h => h.Morning && h.Attended) && d.Any(h => !h.Morning && h.Absent)) >= 4
                    ? 1
                    : 0,
            i => Absent(i) && !_possible[i].Morning
        );
        yield return (
            "POST_HOLIDAY",
            10,
            i =>
                Absent(i)
                && AfterHoliday(_possible[i].Day)
                && ThisYear(i).Where(h => h.Absent && AfterHoliday(h.Day)).Select(h => h.Day).Distinct().Count() >= 2
                    ? 1
                    : 0,
            Absent
        );
        yield return ("YEAR_START", 10, i => BadStart(i) ? 1 : 0, Absent);
    }

    private List<Half> Resolve()
    {
        string[] order = ["Present", "Approved", "Authorised", "Unauthorised", "NotPossible", "Administrative", "Missing"];
        return
        [
            .. _input
                .Marks.Where(mark => Counts(mark.School, mark.Session))
                .GroupBy(mark => mark.Session)
                .Select(group =>
                    group
                        .Select(mark => (mark.School, mark.Code, Class: Classify(mark.Code, mark.Session.Date)))
                        .OrderBy(mark => mark.Code == "D" ? 1 : 0)
                        .ThenBy(mark => Array.IndexOf(order, mark.Class.ToString()))
                        .ThenBy(mark => mark.School)
                        .Select(mark => new Half(group.Key.Date, group.Key.Half == HalfDay.AM, mark.Code, mark.Class))
                        .First()
                )
                .OrderBy(half => half.Session),
        ];
    }

    private MarkClass Classify(string code, DateOnly day)
    {
        var markClass = AttendanceCode.Parse(code).ClassOn(day);
        return markClass == MarkClass.Unauthorised && !SchoolAge.IsCompulsory(_input.BirthDate, day) ? MarkClass.Authorised : markClass;
    }

    private bool Counts(Laestab school, SessionKey session) =>
        _input.Stays.Any(stay => stay.School == school && session.Date >= stay.From && session.Date <= stay.To)
        && (
            !KnownAt(school, session.Date)
            || (_input.OpenDays[school].Contains(session.Date) && !_input.ClosedHalves.Contains((school, session)))
        );

    private bool KnownAt(Laestab school, DateOnly day) =>
        _input.OpenDays[school] is { Count: > 0 } days && day >= days.Min() && day <= days.Max();

    private bool Known(DateOnly day) => _input.Stays.Any(stay => day >= stay.From && day <= stay.To && KnownAt(stay.School, day));

    private bool Era2024(int i) => _possible[i].Day >= new DateOnly(2024, 8, 19);

    private List<Half> ThisYear(int i) => [.. _possible.Take(i + 1).Where(half => half.Year == _possible[i].Year)];

    private List<Half> Measured(int i)
    {
        var year = _possible[i].Year;
        var age = SchoolAge.Statistical(_input.BirthDate, year);
        return [.. ThisYear(i).Where(half => half.HalfTerm != HalfTerm.Sum2 || (year.StartYear >= 2012 && age < 15))];
    }

    private bool Persistent(int i)
    {
        var measured = Measured(i);
        var absent = measured.Count(half => half.Absent);
        var year = _possible[i].Year.StartYear;
        var age = SchoolAge.Statistical(_input.BirthDate, _possible[i].Year);
        return year switch
        {
            < 2005 => false,
            < 2010 => absent >= 64,
            < 2012 => absent >= 46,
            < 2015 => absent >= (age < 15 ? 56 : 46),
            _ => measured.Count >= 20 && absent * 10 >= measured.Count,
        };
    }

    private bool Track(int i)
    {
        var year = _possible[i].Year.StartYear;
        var half = (int)_possible[i].HalfTerm;
        int[] steps = year < 2010 ? [14, 28, 40, 52, 64] : [10, 22, 30, 38, 46, 56];
        if (year is < 2005 or >= 2015)
            return false;
        if (half == 5 && (year < 2012 || SchoolAge.Statistical(_input.BirthDate, _possible[i].Year) >= 15))
            return false;
        return Measured(i).Count(h => h.Absent) >= steps[half];
    }

    private int Band(int i)
    {
        var year = ThisYear(i);
        if (year.Count < 20)
            return 0;
        var rate = (decimal)year.Count(half => half.Attended) / year.Count;
        return new[] { 0.95m, 0.92m, 0.90m, 0.85m, 0.80m, 0.50m }.Count(step => rate < step);
    }

    /// <summary>The possible sessions of the last so many school weeks.</summary>
    private List<Half> Window(int i, int weeks, int skip = 0)
    {
        var monday = _possible[i].Monday;
        var school = _schoolDays.Select(Monday).Append(monday).Distinct().Where(week => week <= monday).OrderDescending().ToList();
        var wanted = school.Skip(skip).Take(weeks).ToHashSet();
        var first = school.Count <= skip + weeks ? DateOnly.MinValue : wanted.Min();
        var last =
            skip == 0 ? monday
            : school.Count > skip ? school[skip]
            : DateOnly.MinValue;
        return [.. _possible.Take(i + 1).Where(half => half.Monday >= first && half.Monday <= last)];
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private bool OnlyPossible(Half half) => half.Possible;

    /// <summary>Whole days of a run that ends with possible session i, and its first day.</summary>
    private (int Days, DateOnly First) RunOfDays(int i, Func<Half, bool> extends, Func<Half, bool> heeded)
    {
        var now = _possible[i];
        var upTo = _all.Where(half => half.Session <= now.Session && heeded(half))
            .GroupBy(half => half.Day)
            .OrderByDescending(day => day.Key);
        var days = 0;
        var first = now.Day;
        foreach (var day in upTo)
        {
            if (!day.All(extends))
            {
                // The day that breaks the run may still end with halves of it: they are no whole day.
                break;
            }
            first = day.Key;
            if (day.Key < now.Day || !now.Morning || EndsAtNoon(now.Day))
                days++;
        }
        return (days, first);
    }

    private bool EndsAtNoon(DateOnly day)
    {
        var stays = _input.Stays.Where(stay => day >= stay.From && day <= stay.To).ToList();
        return stays.Count > 0
            && stays.All(stay =>
                KnownAt(stay.School, day)
                && (
                    !_input.OpenDays[stay.School].Contains(day)
                    || _input.ClosedHalves.Contains((stay.School, new SessionKey(day, HalfDay.PM)))
                )
            );
    }

    private bool TwentyDays(int i)
    {
        var (days, first) = Era2024(i)
            ? RunOfDays(
                i,
                half => half.Unauthorised && half.Code is "G" or "N" or "O" && half.Unauthorised,
                half => half.Class is not (MarkClass.Administrative or MarkClass.Missing)
            )
            : RunOfDays(i, half => half.Unauthorised, OnlyPossible);
        return days >= 20
            && !_input.Contacts.Any(contact =>
                contact.Outcome is AbsenceContactOutcome.Traced or AbsenceContactOutcome.UnavoidableCause
                && contact.Date >= first
                && contact.Date <= _possible[i].Day
            );
    }

    private int NoContact(int i)
    {
        var (days, first) = RunOfDays(i, half => half.Code == "N", OnlyPossible);
        if (_input.Contacts.Any(c => c.Outcome != AbsenceContactOutcome.NoAnswer && c.Date >= first && c.Date <= _possible[i].Day))
            return 0;
        return days >= 5 ? 2
            : days >= 3 ? 1
            : 0;
    }

    private int Trailing(int i) => _possible.Take(i + 1).Reverse().TakeWhile(half => half.Absent).Count();

    private bool LateAfterClose(int i)
    {
        if (Window(i, 4).Count(half => half.Code == "U") >= 5)
            return true;
        var mornings = ThisYear(i).Where(half => half.Morning).ToList();
        var late = mornings.Count(half => half.Code == "U");
        return ThisYear(i).Count >= 20 && late > 0 && late * 10 >= mornings.Count;
    }

    private bool MondaysAndFridays(int i)
    {
        var absent = Window(i, 12).Where(half => half.Absent && half.Code != "S").ToList();
        var ends = absent.Where(half => half.Day.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Friday).ToList();
        return absent.Count >= 6 && ends.Count >= 0.6m * absent.Count && ends.Select(half => half.Day).Distinct().Count() >= 4;
    }

    private bool Spelled(int i)
    {
        var term = (int)_possible[i].HalfTerm / 2;
        var sessions = ThisYear(i).Where(half => (int)half.HalfTerm / 2 == term).ToList();
        var spells = SpellsOf(sessions);
        var ended = sessions[^1].Absent ? spells.SkipLast(1) : spells;
        return spells.Count >= 4 || ended.Count(spell => spell.Select(half => half.Day).Distinct().Count() == 1) >= 3;
    }

    /// <summary>Maximal runs of absent sessions among possible ones (RULES 4.3).</summary>
    public static List<List<Half>> SpellsOf(IEnumerable<Half> possible)
    {
        var spells = new List<List<Half>>();
        var inside = false;
        foreach (var half in possible)
        {
            if (half.Absent && !inside)
                spells.Add([]);
            if (half.Absent)
                spells[^1].Add(half);
            inside = half.Absent;
        }
        return spells;
    }

    private bool Dropped(int i)
    {
        var now = Window(i, 3);
        var before = Window(i, 6, skip: 3);
        if (now.Count < 20 || before.Count < 20)
            return false;
        // Exact: a drop of ten points is a tenth.
        return ((10 * before.Count(h => h.Attended)) - before.Count) * now.Count >= 10 * now.Count(h => h.Attended) * before.Count;
    }

    private bool IsOpen(DateOnly day, DateOnly at) =>
        _input.Stays.Any(stay =>
            at >= stay.From
            && at <= stay.To
            && _input.OpenDays[stay.School].Contains(day)
            && !(
                _input.ClosedHalves.Contains((stay.School, new SessionKey(day, HalfDay.AM)))
                && _input.ClosedHalves.Contains((stay.School, new SessionKey(day, HalfDay.PM)))
            )
        );

    private bool AfterHoliday(DateOnly day) => IsOpen(day, day) && Enumerable.Range(1, 6).All(n => !IsOpen(day.AddDays(-n), day));

    private bool BeforeHoliday(DateOnly day) => IsOpen(day, day) && Enumerable.Range(1, 6).All(n => !IsOpen(day.AddDays(n), day));

    private int Holiday(int i)
    {
        var now = _possible[i];
        if (now.Code == "G")
            return 2;
        string[] leave = ["C", "H", "F"];
        var run = _possible.Take(i + 1).Reverse().TakeWhile(half => leave.Contains(half.Code)).ToList();
        if (run.Count < 10)
            return 0;
        return AfterHoliday(run[^1].Day) || ((!now.Morning || EndsAtNoon(now.Day)) && BeforeHoliday(now.Day)) ? 1 : 0;
    }

    private bool BadStart(int i)
    {
        var now = _possible[i];
        if (now.HalfTerm != HalfTerm.Aut1)
            return false;
        var day = _schoolDays.Count(d => d >= now.Year.FirstDay && d <= now.Day);
        return day <= 10 && ThisYear(i).Count(half => half.Absent) >= 6;
    }

    /// <summary>N that still stands when the fifth school day after it has ended: the earliest of each school year.</summary>
    private IEnumerable<Episode> Unresolved()
    {
        foreach (var year in _all.Where(half => half.Code == "N").GroupBy(half => half.Year))
        {
            var first = year.OrderBy(half => half.Session).First();
            var days = Enumerable
                .Range(1, 400)
                .Select(n => first.Day.AddDays(n))
                .Where(day =>
                    _input.Stays.Any(s => day >= s.From && day <= s.To && IsOpen(day, day))
                    || (!Known(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                )
                .ToList();
            if (days.Count >= 5 && days[4] <= _input.DayDone && days[4] <= year.Key.LastDay)
                yield return new Episode(
                    "UNRESOLVED_N",
                    first.Session,
                    _input.DayDone > year.Key.LastDay ? new SessionKey(year.Key.LastDay, HalfDay.PM) : null,
                    1
                );
        }
    }
}

/// <summary>What the oracle judges: final marks, stays on rolls, open days of each school with closed halves, the contact log, the last day done.</summary>
internal sealed record OracleInput(
    DateOnly BirthDate,
    IReadOnlyList<(Laestab School, SessionKey Session, string Code)> Marks,
    IReadOnlyList<(Laestab School, DateOnly From, DateOnly To)> Stays,
    IReadOnlyDictionary<Laestab, HashSet<DateOnly>> OpenDays,
    IReadOnlySet<(Laestab School, SessionKey Session)> ClosedHalves,
    IReadOnlyList<AbsenceContact> Contacts,
    DateOnly DayDone
);
