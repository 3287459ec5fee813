using Attendance.Schools.Contracts;

namespace Attendance.City.Plan;

/// <summary>
/// Makes one child of two enrolments: a leaver of one school and a later joiner of another have moved; some children of special schools are
/// dual registered with a mainstream school. No enrolment's sums change.
/// </summary>
internal static class Links
{
    /// <summary>Most days between leaving one school and joining the next.</summary>
    private const int LongestGap = 42;

    /// <summary>The last school year in which D counted as attended, so that both rolls of a dual child hold marks for every session (RULES 2.2).</summary>
    private const int LastYearOfCountedD = 2010;

    public static void Movers(IReadOnlyList<CitySchool> schools)
    {
        var counted = schools.SelectMany(school => school.Enrolments).Where(e => e.Budget is not null).ToList();
        foreach (var year in counted.GroupBy(e => e.YearGroup))
        {
            var leavers = year.Where(e => e.LeavingDate is not null).OrderBy(e => e.LeavingDate).ToList();
            foreach (var joiner in year.Where(e => e.FirstSession > 0).OrderBy(e => e.EntryDate))
            {
                var leaver = leavers.FindLast(e =>
                    e.LeavingDate < joiner.EntryDate
                    && joiner.EntryDate.DayNumber - e.LeavingDate!.Value.DayNumber <= LongestGap
                    && e.School != joiner.School
                );
                if (leaver is null)
                    continue;
                leavers.Remove(leaver);
                joiner.Child = leaver.Child;
                joiner.Other = leaver;
                leaver.Other = joiner;
            }
        }
    }

    public static void Duals(IReadOnlyList<CitySchool> schools)
    {
        if (schools.Count == 0 || schools[0].Row.Year.StartYear > LastYearOfCountedD)
            return;
        var mains = schools
            .Where(school => school.Phase is "primary" or "secondary")
            .SelectMany(school => school.Enrolments.Where((e, i) => i % 11 == 3 && CanShare(e)))
            .ToList();
        foreach (var special in schools.Where(school => school.Phase is "special" or "alternative-provision"))
        {
            foreach (var subsidiary in special.Enrolments.Where((e, i) => i % 8 == 2 && CanShare(e)))
            {
                var main = mains.Find(e => e.YearGroup == subsidiary.YearGroup);
                if (main is null)
                    continue;
                mains.Remove(main);
                var atMain = new bool[subsidiary.Marks.Length];
                var atSubsidiary = new bool[main.Marks.Length];
                Divide(main, subsidiary, atSubsidiary, atMain);
                if (!Fits(main, atSubsidiary) || !Fits(subsidiary, atMain))
                    continue;
                subsidiary.Child = main.Child;
                subsidiary.Other = main;
                main.Other = subsidiary;
                main.Elsewhere = atSubsidiary;
                subsidiary.Elsewhere = atMain;
                main.Status = EnrolmentStatus.MainDual;
                subsidiary.Status = EnrolmentStatus.SubsidiaryDual;
            }
        }
    }

    /// <summary>There all year, with enough sessions attended, and nothing else odd.</summary>
    private static bool CanShare(CityEnrolment e) =>
        e is { Budget: { NotPossible: 0 } budget, Other: null, FirstSession: 0, LeavingDate: null } && budget.Absent <= budget.Possible / 4;

    /// <summary>Monday and Tuesday are the subsidiary's, the other days the main school's; where only one of them is open, its own.</summary>
    private static void Divide(CityEnrolment main, CityEnrolment subsidiary, bool[] atSubsidiary, bool[] atMain)
    {
        var mainAt = new Dictionary<int, int>();
        for (var i = 0; i < main.Marks.Length; i++)
            mainAt[main.School.Sessions[main.FirstSession + i].Number] = i;
        for (var i = 0; i < subsidiary.Marks.Length; i++)
        {
            var session = subsidiary.School.Sessions[subsidiary.FirstSession + i];
            if (!mainAt.TryGetValue(session.Number, out var there))
                continue;
            if (session.Date.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Tuesday)
                atSubsidiary[there] = true;
            else
                atMain[i] = true;
        }
    }

    private static bool Fits(CityEnrolment e, bool[] elsewhere) => elsewhere.Take(e.Budget!.Window).Count(away => !away) >= e.Budget.Absent;
}
