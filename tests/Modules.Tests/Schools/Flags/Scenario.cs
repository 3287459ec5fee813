using Attendance.Modules.Tests.Schools.Pupils;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;

namespace Attendance.Modules.Tests.Schools.Flags;

/// <summary>A random child with a random stretch of marks; the same seed makes the same one.</summary>
internal sealed class Scenario
{
    private static readonly string[][] Absences =
    [
        ["I"],
        ["I", "I", "M"],
        ["O"],
        ["N"],
        ["N", "O", "G"],
        ["U"],
        ["H"],
        ["C"],
        ["G"],
        ["E"],
        ["S"],
        ["I", "O"],
        ["O", "D"],
        ["O", "Y"],
    ];

    public Scenario(int seed)
    {
        var random = new Random(seed);
        var year = new AcademicYear(random.GetItems([2004, 2006, 2006, 2006, 2010, 2011, 2013, 2016, 2024], 1)[0]);
        Schools = random.Next(4) == 0 ? [Child.SchoolA, Child.SchoolB] : [Child.SchoolA];
        BirthDate = random.Next(6) switch
        {
            0 => new DateOnly(year.StartYear - 5, random.Next(1, 13), random.Next(1, 29)),
            1 => new DateOnly(year.StartYear - 16, random.Next(8, 13), random.Next(1, 29)),
            2 => new DateOnly(year.StartYear - 15, random.Next(1, 9), random.Next(1, 29)),
            _ => new DateOnly(year.StartYear - 10, random.Next(1, 13), random.Next(1, 29)),
        };
        var days = Child.SchoolDays(year);
        if (random.Next(3) == 0)
            days.AddRange(Child.SchoolDays(new AcademicYear(year.StartYear + 1)).Take(random.Next(60)));
        foreach (var school in Schools)
        {
            OpenDays[school] = [.. days.Where(_ => random.Next(60) != 0)];
            if (random.Next(8) == 0)
                OpenDays[school] = [];
            foreach (var day in OpenDays[school].Where(_ => random.Next(50) == 0))
                ClosedHalves.Add((school, new SessionKey(day, random.Next(2) == 0 ? HalfDay.AM : HalfDay.PM)));
            var from = random.Next(3) == 0 ? days[random.Next(40)] : year.FirstDay;
            var to = random.Next(3) == 0 ? days[days.Count - 1 - random.Next(60)] : DateOnly.MaxValue;
            Stays.Add((school, from, to));
        }
        var start = random.Next(3) == 0 ? random.Next(days.Count / 2) : 0;
        var count = random.Next(4) == 0 ? days.Count : random.Next(20, 120);
        var badness = random.NextDouble() * random.NextDouble();
        var lateness = random.Next(4) == 0 ? 3 : 12;
        string[]? spell = null;
        foreach (var day in days.Skip(start).Take(count))
        {
            if (spell is null ? random.NextDouble() < badness * 0.5 : random.NextDouble() < 0.25)
                spell = spell is null ? random.GetItems(Absences, 1)[0] : null;
            if (day.DayOfWeek == DayOfWeek.Friday && random.NextDouble() < badness * 0.6)
                spell ??= ["O"];
            foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
            {
                var session = new SessionKey(day, half);
                var code =
                    random.Next(80) == 0 ? random.GetItems(["-", "#", "X", "D", "Z", "V", "B", "T"], 1)[0]
                    : spell is not null ? random.GetItems(spell, 1)[0]
                    : half == HalfDay.AM ? (random.Next(lateness) == 0 ? "L" : "/")
                    : (random.NextDouble() < badness * 0.3 ? "O" : "\\");
                var at = Schools[random.Next(Schools.Length)];
                if (random.Next(60) != 0)
                    Marks[(at, session)] = code;
                if (Schools.Length > 1 && random.Next(3) == 0)
                    Marks[(Schools.First(school => school != at), session)] = random.GetItems(["D", "D", "/", "I", "O", "X"], 1)[0];
            }
            if (day.DayOfWeek == DayOfWeek.Saturday)
                spell = null;
        }
        for (var i = random.Next(3); i > 0; i--)
            Contacts.Add(
                new AbsenceContact(days[start + random.Next(Math.Min(count, days.Count - start))], (AbsenceContactOutcome)random.Next(4))
            );
        DayDone = days[Math.Min(days.Count - 1, start + random.Next(count + 10))];
        // Drawn last, so that the seeds that once failed still make the same marks.
        for (var i = random.Next(3); i > 0; i--)
        {
            var from = days[start + random.Next(Math.Min(count, days.Count - start))];
            CarePlans.Add(
                new CarePlan(from.DayNumber, random.Next(3) == 0 ? int.MaxValue : from.AddDays(random.Next(90)).DayNumber, $"nurse {i}")
            );
        }
    }

    public Laestab[] Schools { get; }

    public DateOnly BirthDate { get; }

    public Dictionary<Laestab, HashSet<DateOnly>> OpenDays { get; } = [];

    public HashSet<(Laestab School, SessionKey Session)> ClosedHalves { get; } = [];

    public List<(Laestab School, DateOnly From, DateOnly To)> Stays { get; } = [];

    public SortedDictionary<(Laestab School, SessionKey Session), string> Marks { get; } =
        new(Comparer<(Laestab School, SessionKey Session)>.Create((a, b) => (a.Session, a.School).CompareTo((b.Session, b.School))));

    public List<AbsenceContact> Contacts { get; } = [];

    public List<CarePlan> CarePlans { get; } = [];

    public DateOnly DayDone { get; }

    /// <summary>The final marks in time order.</summary>
    public List<(Laestab School, SessionKey Session, string Code)> Final =>
        [.. Marks.Select(mark => (mark.Key.School, mark.Key.Session, mark.Value))];

    public PupilContext Context()
    {
        var calendars = Schools.ToDictionary(
            school => school,
            school => new SchoolCalendar(
                school,
                1,
                [
                    .. OpenDays[school]
                        .Order()
                        .SelectMany(day => new[] { new SessionKey(day, HalfDay.AM), new SessionKey(day, HalfDay.PM) })
                        .Select(session => new CalendarSession(
                            session,
                            !ClosedHalves.Contains((school, session)),
                            new TimeOnly(9, 0),
                            new TimeOnly(9, 30)
                        )),
                ]
            )
        );
        return new PupilContext(
            Child.Id,
            BirthDate,
            [
                .. Stays.Select(stay => new Enrolment(
                    stay.School,
                    Child.Id,
                    stay.From,
                    stay.To == DateOnly.MaxValue ? null : stay.To,
                    EnrolmentStatus.Single,
                    Boarder: false,
                    "6",
                    null
                )),
            ],
            school => calendars[school],
            contacts: Contacts,
            carePlans: CarePlans
        );
    }

    public OracleInput ForOracle(IEnumerable<(Laestab School, SessionKey Session, string Code)>? marks = null, DateOnly? dayDone = null) =>
        new(BirthDate, [.. marks ?? Final], Stays, OpenDays, ClosedHalves, Contacts, dayDone ?? DayDone);
}
