using Attendance.City.Figures;
using Attendance.Schools.Contracts;

namespace Attendance.City.Plan;

/// <summary>What a school's marks add up to by the rules of the statistics (RULES 3), counted from the marks alone.</summary>
internal sealed record Recount(GroupTotals All, GroupTotals Persistent, IReadOnlyDictionary<char, int> ByCode)
{
    public static Recount Of(CitySchool school)
    {
        var all = default(GroupTotals);
        var persistent = default(GroupTotals);
        var byCode = new Dictionary<char, int>();
        var year = school.Row.Year;
        var last = new TermDates(year).LastCounted(school.Row.HalfTerms);
        foreach (var enrolment in school.Enrolments)
        {
            if (enrolment.Boarder || enrolment.Status == EnrolmentStatus.Guest || !IsCountedAge(enrolment.Child.BirthDate, year.StartYear))
                continue;
            int possible = 0,
                authorised = 0,
                unauthorised = 0;
            for (var i = enrolment.FirstSession; i < enrolment.EndSession; i++)
            {
                var date = school.Sessions[i].Date;
                if (date > last)
                    break;
                var code = enrolment.MarkAt(i)!.Value;
                var counted = code.ClassOn(date);
                if (counted is MarkClass.Present or MarkClass.Approved or MarkClass.Authorised or MarkClass.Unauthorised)
                    possible++;
                if (counted is MarkClass.Authorised)
                    authorised++;
                if (counted is MarkClass.Unauthorised)
                    unauthorised++;
                if (counted is MarkClass.Authorised or MarkClass.Unauthorised)
                    byCode[code.Text[0]] = byCode.GetValueOrDefault(code.Text[0]) + 1;
            }
            if (possible == 0)
                continue;
            var own = new GroupTotals(1, possible, authorised, unauthorised);
            all = Add(all, own);
            if (10 * own.Overall >= possible)
                persistent = Add(persistent, own);
        }
        return new Recount(all, persistent, byCode);
    }

    /// <summary>True when every reason column of the row is met.</summary>
    public bool ReasonsEqual(FigureRow row) =>
        row.Authorised.Concat(row.Unauthorised).All(reason => ByCode.GetValueOrDefault(reason.Key) == reason.Value);

    /// <summary>5 to 15 at 31 August before the school year.</summary>
    private static bool IsCountedAge(DateOnly born, int startYear)
    {
        var age = startYear - born.Year - (born is { Month: > 8 } ? 1 : 0);
        return age is >= 5 and <= 15;
    }

    private static GroupTotals Add(GroupTotals a, GroupTotals b) =>
        new(a.Enrolments + b.Enrolments, a.Possible + b.Possible, a.Authorised + b.Authorised, a.Unauthorised + b.Unauthorised);
}
