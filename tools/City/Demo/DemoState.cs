using Attendance.City.Plan;
using Attendance.SharedKernel;

namespace Attendance.City.Demo;

/// <summary>What the screen shows of the day, counted from acknowledged posts. Any thread may add.</summary>
internal sealed class DemoState(IReadOnlyList<CitySchool> schools, IReadOnlyList<ScriptedPost> script)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CitySchool, SchoolDay> _schools = schools.ToDictionary(school => school, _ => new SchoolDay());
    private readonly ILookup<(CitySchool, HalfDay), ScriptedPost> _due = script
        .Where(post => post.Group is not null)
        .ToLookup(post => (post.School, post.Session.Half));

    /// <summary>The minute of the day.</summary>
    public TimeOnly Now { get; set; }

    public int Registers { get; private set; }

    public int Marks { get; private set; }

    public int Corrections { get; private set; }

    public int RegistersDue => script.Count(post => post.Group is not null);

    public void Posted(ScriptedPost post)
    {
        lock (_lock)
        {
            var day = _schools[post.School];
            Marks += post.Marks.Count;
            if (post.Group is null)
            {
                Corrections += post.Marks.Count;
                day.Corrections += post.Marks.Count;
            }
            else
            {
                Registers++;
                day.Taken[(int)post.Session.Half]++;
            }
            foreach (var mark in post.Marks)
                day.Codes[(int)post.Session.Half][mark.Upn] = mark.Code;
        }
    }

    /// <summary>One row for each school.</summary>
    public IReadOnlyList<SchoolRow> Rows()
    {
        lock (_lock)
        {
            var half = Now >= CitySchool.StartOf(HalfDay.PM) ? HalfDay.PM : HalfDay.AM;
            return
            [
                .. schools.Select(school =>
                {
                    var day = _schools[school];
                    var codes = day.Codes[(int)half].Values;
                    return new SchoolRow(
                        school.Name,
                        Registers(school, HalfDay.AM),
                        Registers(school, HalfDay.PM),
                        codes.Count,
                        codes.Count(code => code is "N"),
                        codes.Count(code => code is "L"),
                        codes.Count(code => code is not ("/" or "\\" or "L" or "V" or "W" or "D" or "N")),
                        day.Corrections
                    );

                    string Registers(CitySchool of, HalfDay session) => $"{day.Taken[(int)session]}/{_due[(of, session)].Count()}";
                }),
            ];
        }
    }

    private sealed class SchoolDay
    {
        public int[] Taken { get; } = new int[2];

        public int Corrections { get; set; }

        public Dictionary<Upn, string>[] Codes { get; } =
        [
            [],
            [],
        ];
    }
}

/// <summary>A school's line on the screen; counts are of the session that runs.</summary>
internal sealed record SchoolRow(
    string Name,
    string Morning,
    string Afternoon,
    int Marked,
    int NoReasonYet,
    int Late,
    int Absent,
    int Corrections
);
