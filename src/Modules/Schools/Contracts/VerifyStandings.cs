using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Recounts everything from the journal, the rolls and the calendars by a path of its own and compares it with the read model: hash chains, enrolment
/// standings, tallies, flags over freshly sorted marks, how far standings are folded. For the product's own work. Runs beside a live server; a school
/// that takes registers meanwhile can show a difference that the next run does not.
/// </summary>
public sealed record VerifyStandings(Caller Caller, Action<Laestab>? OnSchool = null) : IRequest<Result<VerificationReport>>;

/// <summary>What was counted and every difference, in plain words without names.</summary>
public sealed record VerificationReport
{
    /// <summary>Schools looked at.</summary>
    public required int Schools { get; init; }

    /// <summary>Submissions whose hash was computed again.</summary>
    public required long Submissions { get; init; }

    /// <summary>Journalled marks.</summary>
    public required long Entries { get; init; }

    /// <summary>Enrolment standings compared.</summary>
    public required long Enrolments { get; init; }

    /// <summary>Children whose totals and flags were compared.</summary>
    public required long Pupils { get; init; }

    /// <summary>Tally rows compared.</summary>
    public required long Tallies { get; init; }

    /// <summary>Flag episodes compared.</summary>
    public required long Episodes { get; init; }

    /// <summary>Facts that wait in the outbox, and those that are parked.</summary>
    public required (long Waiting, long Parked) Outbox { get; init; }

    /// <summary>The differences; at most 1,000 are listed.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>How many differences there are.</summary>
    public required long DifferenceCount { get; init; }
}
