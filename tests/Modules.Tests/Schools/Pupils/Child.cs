using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;

namespace Attendance.Modules.Tests.Schools.Pupils;

/// <summary>A child for tests: one or two schools with the same calendar, and marks given as text.</summary>
internal sealed class Child
{
    public static readonly Laestab SchoolA = Laestab.From(3554001);
    public static readonly Laestab SchoolB = Laestab.From(3554002);
    public static readonly PupilId Id = new(7);

    private readonly Dictionary<Laestab, SchoolCalendar> _calendars = [];
    private readonly List<Enrolment> _enrolments = [];
    private long _position;

    public Child(int startYear, DateOnly? birthDate = null, FlagOptions? options = null)
    {
        Year = new AcademicYear(startYear);
        BirthDate = birthDate ?? new DateOnly(startYear - 11, 10, 5);
        Options = options ?? FlagOptions.Default;
        Days = SchoolDays(Year);
        Join(SchoolA, Year.FirstDay);
        SetCalendar(SchoolA, Days);
    }

    public AcademicYear Year { get; }

    public DateOnly BirthDate { get; set; }

    public FlagOptions Options { get; set; }

    public List<AbsenceContact> Contacts { get; } = [];

    public List<FlagDismissal> Dismissals { get; } = [];

    public List<CarePlan> CarePlans { get; } = [];

    /// <summary>School days of the calendar, in order.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    public PupilState State { get; set; } = new();

    /// <summary>Every change that any fold raised, in order.</summary>
    public List<FlagChange> Raised { get; } = [];

    public PupilContext Context =>
        new(
            Id,
            BirthDate,
            [.. _enrolments],
            school => _calendars.GetValueOrDefault(school),
            Options,
            [.. Contacts],
            [.. Dismissals],
            [.. CarePlans]
        );

    public PupilStanding Standing => PupilFold.Current(State, Context);

    /// <summary>September to July without weekends and the usual holidays.</summary>
    public static List<DateOnly> SchoolDays(AcademicYear year)
    {
        var days = new List<DateOnly>();
        for (var day = new DateOnly(year.StartYear, 9, 4); day <= new DateOnly(year.StartYear + 1, 7, 20); day = day.AddDays(1))
        {
            var easter = StatisticalPeriods.EasterSunday(year.StartYear + 1);
            var closed =
                day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                || Week(HalfTerm.Aut2, day)
                || Week(HalfTerm.Spr2, day)
                || Week(HalfTerm.Sum2, day)
                || (day.Month == 12 && day.Day > 20)
                || (day.Month == 1 && day.Day < 4)
                || (day > easter.AddDays(-9) && day < easter.AddDays(9));
            if (!closed)
                days.Add(day);
        }
        return days;

        bool Week(HalfTerm half, DateOnly day)
        {
            var first = StatisticalPeriods.FirstDay(year, half);
            return day >= first && day < first.AddDays(7);
        }
    }

    public void Join(Laestab school, DateOnly from, DateOnly? to = null, EnrolmentStatus status = EnrolmentStatus.Single) =>
        _enrolments.Add(new Enrolment(school, Id, from, to, status, Boarder: false, "6", null));

    public void LeaveAll() => _enrolments.Clear();

    public void SetCalendar(Laestab school, IEnumerable<DateOnly> openDays, params SessionKey[] except) =>
        _calendars[school] = new SchoolCalendar(
            school,
            _calendars.GetValueOrDefault(school)?.Version + 1 ?? 1,
            [
                .. openDays
                    .SelectMany(day => new[] { new SessionKey(day, HalfDay.AM), new SessionKey(day, HalfDay.PM) })
                    .Select(session => new CalendarSession(session, !except.Contains(session), new TimeOnly(9, 0), new TimeOnly(9, 30))),
            ]
        );

    public static byte Code(string text) => text == "" ? (byte)0 : AttendanceCode.Parse(text).Id;

    public FoldOutcome Mark(DateOnly day, HalfDay half, string code, Laestab? school = null) =>
        Apply(school ?? SchoolA, [new MarkChange(new SessionKey(day, half), Code(code))]);

    public FoldOutcome Apply(Laestab school, MarkChange[] changes)
    {
        var outcome = PupilFold.Apply(State, Context, school, ++_position, changes);
        Raised.AddRange(outcome.Flags);
        return outcome;
    }

    /// <summary>Marks school days from one on: words are days, "O" both halves, "O,U" morning and afternoon, "O*5" five days; "/" stands for / and \, "." for no mark.</summary>
    public DateOnly Days_(DateOnly from, string days)
    {
        var at = Days.ToList().FindIndex(day => day >= from);
        foreach (var word in days.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split('*');
            for (var i = 0; i < (parts.Length > 1 ? int.Parse(parts[1]) : 1); i++)
            {
                var halves = parts[0].Split(',');
                MarkUnlessNone(Days[at], HalfDay.AM, halves[0]);
                MarkUnlessNone(Days[at], HalfDay.PM, halves[^1] == "/" ? "\\" : halves[^1]);
                at++;
            }
        }
        return at < Days.Count ? Days[at] : Days[^1].AddDays(1);

        void MarkUnlessNone(DateOnly day, HalfDay half, string code)
        {
            if (code != ".")
                Mark(day, half, code);
        }
    }

    /// <summary>Marks from the first school day on.</summary>
    public DateOnly FromStart(string days) => Days_(Days[0], days);

    public FoldOutcome Refold()
    {
        var outcome = PupilFold.Refold(State, Context);
        Raised.AddRange(outcome.Flags);
        return outcome;
    }

    public FoldOutcome Daily(DateOnly day)
    {
        var outcome = PupilFold.Daily(State, Context, day);
        Raised.AddRange(outcome.Flags);
        return outcome;
    }

    public IReadOnlyList<FlagReading> History(string rule) => [.. PupilReading.History(State, Context).Where(flag => flag.Rule == rule)];

    public IReadOnlyList<FlagReading> Open(string rule) => [.. History(rule).Where(flag => flag.Closed is null)];

    public IEnumerable<FlagChange> Changes(string rule) => Raised.Where(change => change.Rule == rule);
}
