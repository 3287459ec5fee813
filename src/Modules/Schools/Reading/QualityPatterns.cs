using Attendance.Schools.Registers;

namespace Attendance.Schools.Reading;

/// <summary>
/// Registers that look as if nobody had looked. With 6% absence all of a hundred children are present in one half-day of five hundred; children are away in spells, so a class
/// in which nobody is away or late for a school week is rare too. The figures are ours.
/// </summary>
internal static class QualityPatterns
{
    /// <summary>Marks of a session from which a whole school without absence is worth a look.</summary>
    public const int WholeSchool = 100;

    /// <summary>Marks of a class from which it is looked at.</summary>
    public const int Class = 15;

    /// <summary>Half-days running of a class without absence or lateness.</summary>
    public const int Running = 10;

    /// <summary>The sessions of a whole school (no class) and the last sessions of a class's runs, with marks and half-days as counts.</summary>
    public static IEnumerable<SessionCount> AllPresent(IReadOnlyCollection<CodeTally> tallies)
    {
        foreach (var session in tallies.GroupBy(row => row.Session))
        {
            var marks = session.Sum(row => row.Count);
            if (marks >= WholeSchool && session.All(IsPresent))
                yield return new SessionCount(session.Key, "", marks);
        }
        foreach (var own in tallies.GroupBy(row => row.Group).Where(group => group.Key.Length > 0))
        {
            var run = 0;
            SessionCount? found = null;
            foreach (var session in own.GroupBy(row => row.Session).OrderBy(session => session.Key.Number))
            {
                run = session.Sum(row => row.Count) >= Class && session.All(IsPresent) ? run + 1 : 0;
                if (run >= Running)
                    found = new SessionCount(session.Key, own.Key, run);
                else if (found is not null && run == 0)
                {
                    yield return found;
                    found = null;
                }
            }
            if (found is not null)
                yield return found;
        }
    }

    private static bool IsPresent(CodeTally row) => row.Code is "/" or "\\";
}
