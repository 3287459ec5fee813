using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.YouthOffending.Placements;

/// <summary>
/// An alternative placement: the search, and where it led. <paramref name="Provider"/>: keeps registers of its own, by its number, as a school does; null: none yet. <paramref name="Code"/>: how the pupil's school marks
/// the half-days there.
/// </summary>
internal sealed record YouthPlacement(
    long Id,
    string Agreement,
    PupilId Pupil,
    byte[] Why,
    DateOnly SoughtOn,
    Laestab? Provider,
    PlacementCode? Code,
    DateOnly? From,
    DateOnly? Until,
    PlacementOutcome? Outcome,
    byte[]? OutcomeWords,
    IReadOnlyList<AskedProvider> Asked
);

/// <summary>A provider that was asked. <paramref name="Offered"/>: null: no answer yet.</summary>
internal sealed record AskedProvider(Laestab Provider, DateOnly AskedOn, bool? Offered);

/// <summary>How the pupil's own school marks a half-day at the provider. Source: RULES 1 and 2. Stored by name.</summary>
[Description("How the pupil's own school marks a half-day at the provider.")]
internal enum PlacementCode
{
    [Description("B: educated off site; the school answers for the mark.")]
    B,

    [Description("D: registered at both; the provider's own mark counts.")]
    D,
}

/// <summary>What came of a placement. Stored by name.</summary>
[Description("What came of an alternative placement.")]
internal enum PlacementOutcome
{
    [Description("Back in school.")]
    BackInSchool,

    [Description("Finished the course.")]
    Finished,

    [Description("Went on to another course or work.")]
    MovedOn,

    [Description("Broke off.")]
    BrokeOff,

    [Description("No provider was found.")]
    NotFound,
}
