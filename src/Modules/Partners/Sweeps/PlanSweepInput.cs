using System.ComponentModel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Sweeps;

[Description("A sweep that is planned.")]
internal sealed record PlanSweepInput(
    [property: Description("The area, 1 to 100 characters.")] string Area,
    [property: Description("When the power begins.")] DateTimeOffset Begins,
    [property: Description("When it ends, at most 12 hours later.")] DateTimeOffset Ends,
    [property: Description("Who organises it.")] SweepLevel Level,
    [property: Description("Premises that the authority designated, 1 to 10 of them.")] IReadOnlyList<string> Premises
);

[Description("Who authorised a sweep.")]
internal sealed record AuthoriseSweepInput(
    [property: Id, Description("The sweep's id.")] string Sweep,
    [property: Description("The officer's name, 1 to 100 characters.")] string Officer,
    [property: Description("The officer's rank.")] AuthorisingRank Rank
);

[Description("A child who is looked up during a sweep.")]
internal sealed record SweepLookInput(
    [property: Id, Description("The sweep's id.")] string Sweep,
    [property: Description("The whole given name."), Personal] string GivenName,
    [property: Description("The whole family name."), Personal] string FamilyName,
    [property: Description("The birth date."), Personal] DateOnly BirthDate
);

[Description("A child who was stopped.")]
internal sealed record SweepStopInput(
    [property: Id, Description("The sweep's id.")] string Sweep,
    [property: Id, Description("The stop's own name: a UUID that the phone makes once.")] string Id,
    [property: Description("When, within the sweep's period.")] DateTimeOffset StoppedAt,
    [property: Description("Where, 1 to 200 characters.")] string Place,
    [property: Description("Whether an adult was with the child.")] bool WithAdult,
    [property: Description("Where the child was taken.")] TakenTo TakenTo,
    [property: Description("Given name, 1 to 100 characters."), Personal] string GivenName,
    [property: Description("Family name, 1 to 100 characters."), Personal] string FamilyName,
    [property: Description("Birth date; without it no child is matched."), Personal] DateOnly? BirthDate = null,
    [property: Description("What the child or the adult said, at most 500 characters."), Personal] string? Said = null,
    [property: Description("Latitude in degrees; kept to a two-hundredth.")] double? Latitude = null,
    [property: Description("Longitude in degrees; kept to a two-hundredth.")] double? Longitude = null
);

[Description("What became of a change to a sweep.")]
internal sealed record SweepPayload(
    [property: Description("The sweep as it stands now; null when a problem kept it from being changed.")] SweepNode? Sweep,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);

[Description("Whom a look found.")]
internal sealed record SweepLookPayload(
    [property: Description("The child; null: none, or more than one, is called so and was born on that day.")] StoppedChild? Child,
    [property: Description("What the register says now; null with a problem.")] StopFinding? Finding,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);

[Description("What became of a stop.")]
internal sealed record SweepStopPayload(
    [property: Description("The stop as it is kept; null when a problem kept it from being recorded.")] SweepStop? Stop,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
