using System.ComponentModel;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.Community;

/// <summary>
/// The figures of an area for its community sector meeting. Pure: half-days of its schools by half term, held against all schools. Nothing is told of a half term in which fewer than five children
/// were due.
/// </summary>
[Description("The figures of an area for its community sector meeting. Counts are null under five children.")]
internal sealed record AreaPack(
    [property: Description("The area.")] string Area,
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("How many schools it has.")] int Schools,
    [property: Description("Its attendance by half term, beside that of all schools.")] IReadOnlyList<AreaTerm> Terms,
    [property: Description("Meetings of the sector about the area, with what was agreed.")] IReadOnlyList<AreaMeeting> Meetings,
    [property: Description("Events and campaigns in the area.")] IReadOnlyList<AreaCampaign> Campaigns,
    [property: Description("The address of the pack as PDF.")] string Pdf
)
{
    /// <summary>The half terms of an area with counted half-days.</summary>
    public static IReadOnlyList<AreaTerm> TermsOf(IReadOnlyCollection<HalfDayCounts> area, IReadOnlyCollection<HalfDayCounts> all)
    {
        var everywhere = all.GroupBy(count => StatisticalPeriods.HalfTermOf(count.Session.Date))
            .ToDictionary(half => half.Key, half => Sum(half));
        return
        [
            .. area.GroupBy(count => StatisticalPeriods.HalfTermOf(count.Session.Date))
                .OrderBy(half => half.Key)
                .Select(half =>
                {
                    var sums = Sum(half);
                    // Children due: of each school the most at one half-day.
                    var children = half.GroupBy(count => count.School).Sum(school => school.Max(count => count.Possible));
                    var hidden = children < AbsenceSums.Fewest;
                    return new AreaTerm(
                        half.Key,
                        hidden ? null : sums.Possible,
                        hidden ? null : sums.Authorised,
                        hidden ? null : sums.Unauthorised,
                        hidden ? null : AbsenceRate.Percent(sums.Attended, sums.Possible, 1),
                        AbsenceRate.Percent(everywhere[half.Key].Attended, everywhere[half.Key].Possible, 1)
                    );
                }),
        ];
    }

    private static HalfDays Sum(IEnumerable<HalfDayCounts> counts) =>
        counts.Aggregate(default(HalfDays), (sum, count) => sum + new HalfDays(count.Possible, count.Authorised, count.Unauthorised));
}

[Description("A half term of an area. Null under five children.")]
internal sealed record AreaTerm(
    [property: Description("The half term.")] HalfTerm HalfTerm,
    [property: Description("Half-days at which children could attend.")] long? Possible,
    [property: Description("Missed with leave.")] long? Authorised,
    [property: Description("Missed without leave.")] long? Unauthorised,
    [property: Description("Attendance, in per cent.")] decimal? Percent,
    [property: Description("Attendance of all schools, in per cent.")] decimal? AllSchoolsPercent
);

[Description("A community sector meeting about an area.")]
internal sealed record AreaMeeting(
    [property: Description("The day.")] DateOnly On,
    [property: Description("Where.")] string Place,
    [property: Description("What was agreed.")] IReadOnlyList<string> Agreed,
    [property: Description("How many of its actions are not done.")] int Open
);

[Description("An event or a campaign in an area.")]
internal sealed record AreaCampaign(
    [property: Description("The day on which it was, or began.")] DateOnly From,
    [property: Description("Its title.")] string Title,
    [property: Description("How many people were reached; null: not counted.")] int? Reached,
    [property: Description("Change of the area's attendance, in percentage points; null when nothing can be compared.")] decimal? Change
);
