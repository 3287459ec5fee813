using System.ComponentModel;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Sharing;

[Description(
    "A child as an information sharing agreement shows it. It has the fields that the agreement opens; any other is no field of it."
)]
[Name("SharedChild")]
[ByAgreement]
internal sealed record SharedChildNode(
    [property: Description("The child's id under this agreement; under another it has another."), Id] string Id,
    [property: Description("Given name.")] string? GivenName = null,
    [property: Description("Family name.")] string? FamilyName = null,
    [property: Description("The child's school today; null: on no roll.")] string? SchoolName = null,
    [property: Description("Year group.")] string? YearGroup = null,
    [property: Description("Attendance this school year, as a band; null without a possible half-day.")] AttendanceBand? Band = null,
    [property: Description("Attendance this school year, in per cent with one place; null without a possible half-day.")]
        decimal? Attendance = null,
    [property: Description("This school year by week, the newest first: half-days by class.")] IReadOnlyList<SharedWeek>? Weeks = null,
    [property: Description("The half-days of the last four weeks by class, the newest first.")] IReadOnlyList<SharedHalfDay>? Days = null,
    [property: Description("Today's half-days by class; empty before the first mark.")] IReadOnlyList<SharedHalfDay>? Today = null,
    [property: Description("Half-days missed this school year for illness or a medical appointment.")] int? Illness = null,
    [property: Description("The day of the last half-day with a mark.")] DateOnly? UpdatedAt = null
);

/// <summary>Attendance of a child as agencies are shown it. Source: PROMISES 4. Compared in whole half-days, never in rounded percentages.</summary>
[Description("Attendance as a band.")]
internal enum AttendanceBand
{
    [Description("95% or more.")]
    From95,

    [Description("90% or more, under 95%.")]
    From90,

    [Description("50% or more, under 90%.")]
    From50,

    [Description("Under 50%.")]
    Under50,
}

[Description("A week of a child, in half-days.")]
internal sealed record SharedWeek(
    [property: Description("The Monday.")] DateOnly Monday,
    [property: Description("Present, or at an approved activity.")] int Present,
    [property: Description("Authorised absence.")] int Authorised,
    [property: Description("Unauthorised absence.")] int Unauthorised
);

[Description("A half-day of a child by class. Why is not told.")]
internal sealed record SharedHalfDay(
    [property: Description("The day.")] DateOnly Date,
    [property: Description("The half.")] SharedKernel.HalfDay Half,
    [property: Description("How it counts.")] SharedClass Class
);

[Description("How a half-day counts, as agencies are shown it.")]
internal enum SharedClass
{
    [Description("Present, or at an approved activity.")]
    Present,

    [Description("Authorised absence.")]
    Authorised,

    [Description("Unauthorised absence.")]
    Unauthorised,

    [Description("No mark yet, or not counted.")]
    Other,
}
