using System.ComponentModel;
using Attendance.Partners.Directory;
using Attendance.Schools.Contracts;

namespace Attendance.Partners.YouthOffending.Board;

/// <summary>The cohort counted: pure.</summary>
internal sealed record CohortFigures(
    int YoungPeople,
    IReadOnlyList<EducationLine> Education,
    IReadOnlyList<CohortMonth> Months,
    CohortMonth Year
)
{
    public static CohortFigures Of(IReadOnlyList<YoungEducation> people) =>
        new(
            people.Count,
            [
                .. Enum.GetValues<YouthEducation>()
                    .Select(status => (status, own: people.Where(each => each.Status == status).ToList()))
                    .Select(row => new EducationLine(
                        row.status,
                        row.own.Count,
                        row.own.Count(each => each.Offered >= YoungEducation.FullTime),
                        row.own.Sum(each => each.Offered),
                        row.own.Sum(each => each.Attended)
                    )),
            ],
            [
                .. people
                    .SelectMany(each => each.Sessions)
                    .Select(session => new DateOnly(session.Session.Date.Year, session.Session.Date.Month, 1))
                    .Distinct()
                    .Order()
                    .Select(month => Month(people, month, month.AddMonths(1).AddDays(-1))),
            ],
            Month(people, DateOnly.MinValue, DateOnly.MaxValue)
        );

    private static CohortMonth Month(IReadOnlyList<YoungEducation> people, DateOnly from, DateOnly to)
    {
        int children = 0,
            possible = 0,
            attended = 0;
        foreach (var person in people)
        {
            var own = person.Sessions.Where(session => session.Session.Date >= from && session.Session.Date <= to).ToList();
            var there = own.Count(session => session.Class is MarkClass.Present or MarkClass.Approved);
            var all = there + own.Count(session => session.IsMissed);
            children += all > 0 ? 1 : 0;
            possible += all;
            attended += there;
        }
        return children is > 0 and < AbsenceSums.Fewest
            ? new CohortMonth(from, null, null, null)
            : new CohortMonth(from, children, possible, attended);
    }
}

[Description(
    "Young people who are educated at one kind of place, with hours of the last week of school before this one: a half-day is two and a half hours."
)]
[global::GraphQL.Name("YouthEducationLine")]
internal sealed record EducationLine(
    [property: Description("Where.")] YouthEducation Status,
    [property: Description("Young people.")] int YoungPeople,
    [property: Description("Of those, offered 25 hours or more.")] int FullTime,
    [property: Description("Hours offered to all of them together.")] decimal HoursOffered,
    [property: Description("Hours attended; in custody as the setting says.")] decimal HoursAttended
);

[Description("Attendance of the young people together in a month, in half-days; null under five young people.")]
[global::GraphQL.Name("YouthCohortMonth")]
internal sealed record CohortMonth(
    [property: Description("The month's first day.")] DateOnly Month,
    [property: Description("Young people with a half-day that counts.")] int? YoungPeople,
    [property: Description("Possible half-days.")] int? Possible,
    [property: Description("Attended.")] int? Attended
);
