using System.ComponentModel;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Sweeps;

[Description("A truancy sweep by police and the authority in an area, for a time (Crime and Disorder Act 1998 s16).")]
[Name("Sweep")]
internal sealed record SweepNode(
    [property: Id, Description("The sweep's id.")] string Id,
    [property: Description("The area.")] string Area,
    [property: Description("When the power begins.")] DateTimeOffset Begins,
    [property: Description("When it ends.")] DateTimeOffset Ends,
    [property: Description("Who organises it.")] SweepLevel Level,
    [property: Description("Premises that the authority designated, to which a child may be taken besides school.")]
        IReadOnlyList<string> Premises,
    [property: Description("Where it stands.")] SweepState State,
    [property: Description("The officer who authorised it; null: nobody yet.")] string? AuthorisedByOfficer,
    [property: Description("That officer's rank.")] AuthorisingRank? Rank,
    [property: Description("When it was authorised.")] DateTimeOffset? AuthorisedAt,
    [property: Description("The clock of school life when this was answered: a phone takes its stops' times from it.")] DateTimeOffset Now
)
{
    private readonly Lock _lock = new();
    private Task<IReadOnlyList<(Stop Stop, StopFinding Finding)>>? _compared;

    /// <summary>The record it was made from.</summary>
    [Ignore]
    public required Sweep Row { get; init; }

    /// <summary>Its stops as they are compared for this answer: the first who asks begins, the others wait for the same.</summary>
    internal Task<IReadOnlyList<(Stop Stop, StopFinding Finding)>> CompareOnce(
        Func<Task<IReadOnlyList<(Stop Stop, StopFinding Finding)>>> compare
    )
    {
        lock (_lock)
            return _compared ??= compare();
    }

    public static SweepNode Of(Sweep sweep, DateTimeOffset now) =>
        new(
            sweep.Id.ToString(),
            sweep.Area,
            sweep.Begins,
            sweep.Ends,
            sweep.Level,
            sweep.Premises.Split('\n'),
            sweep.StateAt(now),
            sweep.AuthorisedByOfficer,
            sweep.Rank,
            sweep.AuthorisedAt,
            now
        )
        {
            Row = sweep,
        };
}

[Description("A child who was stopped by a sweep, and what the register says of it.")]
internal sealed record SweepStop(
    [property: Id, Description("The stop's own name, as the phone gave it.")] string Id,
    [property: Description("When.")] DateTimeOffset StoppedAt,
    [property: Description("Where.")] string Place,
    [property: Description("Whether an adult was with the child.")] bool WithAdult,
    [property: Description("Where the child was taken.")] TakenTo TakenTo,
    [property: Description("What the register says now of that half-day.")] StopFinding Finding,
    [property: Description("What it said when the stop was recorded.")] StopFinding? FindingThen,
    [property: Description("Whether the child's case was told, or one was opened.")] bool FollowedUp,
    [property: Description(
        "The child: for the officers of the sweep until it is closed, and for whom the child is in scope. Null for others."
    )]
        StoppedChild? Child
);

[Description("A child as a sweep's officers see it.")]
internal sealed record StoppedChild(
    [property: Description("Given name.")] string GivenName,
    [property: Description("Family name.")] string FamilyName,
    [property: Description("The school where the child is on roll; null: on none, or no child was matched.")] string? School
);

[Description("What came of a sweep.")]
internal sealed record SweepResults(
    [property: Description("Children stopped.")] int Stops,
    [property: Description("Stops by what the register says now, those that occur.")] IReadOnlyList<FindingCount> Findings,
    [property: Description("Stops by where the child was taken, those that occur.")] IReadOnlyList<TakenToCount> Taken,
    [property: Description("Children whose case was told or opened, for a Personal Attendance Plan.")] int Cases
);

[Description("How many stops had a finding.")]
internal sealed record FindingCount(
    [property: Description("What the register says.")] StopFinding Finding,
    [property: Description("Stops.")] int Stops
);

[Description("How many children were taken somewhere.")]
internal sealed record TakenToCount([property: Description("Where to.")] TakenTo TakenTo, [property: Description("Stops.")] int Stops);
