namespace Attendance.Partners.Sweeps;

/// <summary>
/// A truancy sweep: in an area, from <paramref name="Begins"/> until <paramref name="Ends"/>, authorised by an officer of superintendent's rank or above. Source: Crime and Disorder
/// Act 1998 s16; RULES 6.
/// </summary>
internal sealed record Sweep(
    long Id,
    string Area,
    DateTimeOffset Begins,
    DateTimeOffset Ends,
    SweepLevel Level,
    string Premises,
    string PlannedBy,
    string? AuthorisedByOfficer,
    AuthorisingRank? Rank,
    DateTimeOffset? AuthorisedAt,
    DateTimeOffset? ClosedAt
)
{
    /// <summary>What is recorded without a connection may come in so long after the end.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(24);

    /// <summary>What the audit and the cases name: "sweep/12".</summary>
    public string Source => $"sweep/{Id}";

    public SweepState StateAt(DateTimeOffset now) =>
        ClosedAt is not null ? SweepState.Closed
        : now > Ends ? SweepState.Over
        : AuthorisedAt is null ? SweepState.Planned
        : now < Begins ? SweepState.Authorised
        : SweepState.Open;
}

/// <summary>A child who was stopped, as it was recorded, with what became of it. The names are there only while no child is matched.</summary>
internal sealed record Stop
{
    public required long SweepId { get; init; }

    public required string StopKey { get; init; }

    public required DateTimeOffset StoppedAt { get; init; }

    public required string Place { get; init; }

    /// <summary>Latitude of the square's southern edge, in two-hundredths of a degree.</summary>
    public int? North { get; init; }

    /// <summary>Longitude of the square's western edge, in two-hundredths of a degree.</summary>
    public int? East { get; init; }

    public required bool WithAdult { get; init; }

    public required TakenTo TakenTo { get; init; }

    /// <summary>What was said, under the child's data key.</summary>
    public byte[]? Said { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public DateOnly? BirthDate { get; init; }

    public long? PupilId { get; init; }

    public StopFinding? FirstFinding { get; init; }

    public string? CaseId { get; init; }
}
