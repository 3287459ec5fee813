using Attendance.City.Plan;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.City.Demo;

/// <summary>
/// One school day as schools live it, minute by minute: classes take their registers when the session starts, children who are not there are N, then the
/// late arrive, parents ring, and the office puts the reason. At the end of the day every mark is the city's own. Pure.
/// </summary>
internal static class DayScript
{
    /// <summary>Codes that a class teacher knows when taking the register, apart from those of attendance: planned absence.</summary>
    private static readonly HashSet<string> Planned = ["H", "F", "E", "S", "T", "R", "X", "Y", "C", "G", "N", "D"];

    /// <summary>The day's posts in the order of their minutes.</summary>
    public static IReadOnlyList<ScriptedPost> Of(IReadOnlyList<CitySchool> schools, DateOnly day, int seed)
    {
        var posts = new List<ScriptedPost>();
        foreach (var school in schools)
            for (var at = 0; at < school.Sessions.Length; at++)
                if (school.Sessions[at].Date == day)
                    AddSession(posts, school, at, seed);
        return [.. posts.OrderBy(post => post.At).ThenBy(post => post.SubmissionId, StringComparer.Ordinal)];
    }

    /// <summary>The same day with one class left for somebody to take by hand.</summary>
    public static IReadOnlyList<ScriptedPost> WithoutClass(IReadOnlyList<ScriptedPost> posts, CitySchool school, string group)
    {
        var children = school.Enrolments.Where(enrolment => enrolment.Group == group).Select(enrolment => enrolment.Child.Upn).ToHashSet();
        return
        [
            .. posts
                .Select(post =>
                    post.School == school ? post with { Marks = [.. post.Marks.Where(mark => !children.Contains(mark.Upn))] } : post
                )
                .Where(post => post.Marks.Count > 0),
        ];
    }

    private static void AddSession(List<ScriptedPost> posts, CitySchool school, int at, int seed)
    {
        var session = school.Sessions[at];
        var start = CitySchool.StartOf(session.Half);
        var name = $"demo-{seed}-{school.Laestab}-{session.Date:yyyyMMdd}-{session.Half}";
        var later = new SortedDictionary<TimeOnly, List<ScriptedMark>>();
        foreach (var group in school.Enrolments.Where(e => at >= e.FirstSession && at < e.EndSession).GroupBy(e => e.Group))
        {
            var random = CityRandom.For(seed, school.Laestab.Value, session.Number, group.Key.GetHashCodeStable());
            var taken = start.AddMinutes(random.Between(3, 22));
            var marks = new List<ScriptedMark>();
            foreach (var enrolment in group)
            {
                var upn = enrolment.Child.Upn;
                var code = enrolment.MarkAt(at)!.Value;
                var counted = code.ClassOn(session.Date);
                var known =
                    code.Text != "L"
                    && (counted is MarkClass.Present or MarkClass.Approved || Planned.Contains(code.Text) || random.Chance(0.3));
                if (known && code.Text != "U")
                {
                    marks.Add(new ScriptedMark(upn, code.Text, null, null));
                    continue;
                }
                marks.Add(new ScriptedMark(upn, "N", null, null));
                var (minutes, reason) = code.Text switch
                {
                    "L" => (random.Between((int)(taken - start).TotalMinutes + 1, 29), "arrived"),
                    "U" => (random.Between(31, 90), "arrived after the register closed"),
                    "O" => (random.Between(95, 140), "no reason was given"),
                    _ => (random.Between(35, 100), "a parent telephoned"),
                };
                var late = code.Text is "L" or "U" ? minutes : (int?)null;
                var noted = start.AddMinutes(minutes);
                if (noted <= taken)
                    noted = taken.AddMinutes(1);
                if (!later.TryGetValue(noted, out var list))
                    later[noted] = list = [];
                list.Add(new ScriptedMark(upn, code.Text, late, reason));
            }
            posts.Add(new ScriptedPost(school, session, taken, group.Key, $"{name}-{group.Key.Replace(' ', '-')}", marks));
        }
        foreach (var (noted, marks) in later)
            posts.Add(new ScriptedPost(school, session, noted, null, $"{name}-office-{noted:HHmm}", marks));
    }
}

/// <summary>A post at a minute of the day: a class's register, or (no group) what the office found out since.</summary>
internal sealed record ScriptedPost(
    CitySchool School,
    SessionKey Session,
    TimeOnly At,
    string? Group,
    string SubmissionId,
    IReadOnlyList<ScriptedMark> Marks
);

/// <summary>A mark of it; a reason makes it a correction of an earlier one.</summary>
internal sealed record ScriptedMark(Upn Upn, string Code, int? MinutesLate, string? Reason);
