using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.Sweeps;

[Description("Where and when children are out of school. Counts of five and fewer are left out, and no child is named.")]
internal sealed record HotSpotReport(
    [property: Description("First day.")] DateOnly From,
    [property: Description("Last day.")] DateOnly To,
    [property: Description("Stops of sweeps by area, weekday and time of day, most first.")] IReadOnlyList<HotSpot> Stops,
    [property: Description("The same on a map: squares with their south-western corner, a two-hundredth of a degree wide and high.")]
        IReadOnlyList<HotSquare> Squares,
    [property: Description("Half-days missed without leave by locality, weekday and half-day, the highest share first.")]
        IReadOnlyList<AbsenceSpot> Absence,
    [property: Description("When and where the next sweep would meet most; null when nothing is over five.")] SweepProposal? Proposal
);

[Description("Stops in an area on a weekday at a time of day.")]
internal sealed record HotSpot(
    [property: Description("The sweep's area.")] string Area,
    [property: Description("The weekday.")] Weekday Weekday,
    [property: Description("The time of day.")] TimeBand Band,
    [property: Description("Children stopped.")] int Stops,
    [property: Description("Of them without permission; null: five or fewer.")] int? WithoutPermission
);

[Description("Stops in a square of the map.")]
internal sealed record HotSquare(
    [property: Description("Latitude of the southern edge, in degrees.")] double Latitude,
    [property: Description("Longitude of the western edge, in degrees.")] double Longitude,
    [property: Description("Children stopped.")] int Stops
);

[Description("Half-days missed without leave at a locality's schools.")]
internal sealed record AbsenceSpot(
    [property: Description("The locality.")] string Locality,
    [property: Description("The weekday.")] Weekday Weekday,
    [property: Description("The half-day.")] HalfDay Half,
    [property: Description("Half-days missed without leave.")] int Unauthorised,
    [property: Description("Possible sessions, in half-days.")] int Possible
);

[Description("A proposal for the next sweep, from the highest share of half-days missed without leave.")]
internal sealed record SweepProposal(
    [property: Description("The locality.")] string Locality,
    [property: Description("The weekday.")] Weekday Weekday,
    [property: Description("The half-day.")] HalfDay Half
);

[Description(
    "What sweeps and registers say of a term, for the duty of s17 Crime and Disorder Act 1998. Counts of five and fewer are null."
)]
internal sealed record SectionSeventeenReport(
    [property: Description("First day of the term.")] DateOnly From,
    [property: Description("Last day of the term.")] DateOnly To,
    [property: Description("Sweeps that were authorised.")] int Sweeps,
    [property: Description("Children stopped; null: five or fewer.")] int? Stops,
    [property: Description("Without permission; null: five or fewer.")] int? WithoutPermission,
    [property: Description("Stopped with an adult; null: five or fewer.")] int? WithAdult,
    [property: Description("Children whose case was told or opened; null: five or fewer.")] int? Cases,
    [property: Description("Half-days missed without leave in the term so far, over all schools.")] int Unauthorised,
    [property: Description("Possible sessions of the term so far, in half-days.")] int Possible,
    [property: Description("Half-days missed without leave in the same term a year before.")] int UnauthorisedBefore,
    [property: Description("Possible sessions of that term.")] int PossibleBefore,
    [property: Description("Areas and times of the term.")] HotSpotReport HotSpots
);
