using System.ComponentModel;
using Attendance.Schools.Contracts;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Health;

[Description("What a group of children missed for their health. Counts are null under five children.")]
internal sealed record HealthGroup(
    [property: Description("The school's number, the age, or the area."), Id] string Id,
    [property: Description("Its name.")] string Name,
    [property: Description("The area of a school; null otherwise.")] string? Area,
    [property: Description("Children, in the half term with most; null under five.")] int? Children,
    [property: Description("Half-days at which they could attend.")] long? Possible,
    [property: Description("Half-days missed for illness (I).")] long? Illness,
    [property: Description("Half-days missed for medical appointments (M).")] long? Appointments,
    [property: Description("Both, of the possible half-days, in per cent.")] decimal? Percent,
    [property: Description("The trend by half term; those with fewer than five children are left out.")] IReadOnlyList<HealthTerm> Terms
)
{
    /// <summary>The group without what must not be told.</summary>
    public static HealthGroup Unsaid(HealthGroup group) =>
        group with
        {
            Children = null,
            Possible = null,
            Illness = null,
            Appointments = null,
            Percent = null,
            Terms = [],
        };
}

[Description("A half term of a group.")]
internal sealed record HealthTerm(
    [property: Description("The half term.")] HalfTerm HalfTerm,
    [property: Description("Half-days at which they could attend.")] long Possible,
    [property: Description("Half-days missed for illness or appointments.")] long Missed,
    [property: Description("Those, in per cent.")] decimal? Percent
);
