using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Proposes another value of a rule's option for sessions from a date on. It counts once somebody else has approved it. Reason: 1 to 500 characters. The
/// module that asks has judged that the caller may. Answers the proposal's number. Errors: not-found, validation (no such option, out of range, reason).
/// </summary>
public sealed record ProposeFlagOption(Caller Caller, string Rule, string Option, int Value, DateOnly From, string Reason)
    : IRequest<Result<long>>;

/// <summary>
/// Approves a proposal; the proposer may not. Every child is folded again in the background and the difference of flags is raised. Answers whether anything
/// changed. Errors: not-found, conflict (own proposal).
/// </summary>
public sealed record ApproveFlagOption(Caller Caller, long Number) : IRequest<Result<bool>>;

/// <summary>The options of all rules with what was ever proposed. Error: not-found.</summary>
public sealed record ReadFlagOptions(Caller Caller) : IRequest<Result<FlagOptionBook>>;

/// <summary>Every option with its default, and every proposal in order.</summary>
public sealed record FlagOptionBook(IReadOnlyList<FlagOptionInfo> Options, IReadOnlyList<FlagOptionProposal> Proposals);

/// <summary>An option: whole number from <paramref name="Min"/> to <paramref name="Max"/>, and why it is so.</summary>
public sealed record FlagOptionInfo(string Rule, string Option, int Default, int Min, int Max, string Why);

/// <summary>A proposal, and who approved it when; null while nobody did.</summary>
public sealed record FlagOptionProposal(
    long Number,
    DateOnly From,
    string Rule,
    string Option,
    int Value,
    string Reason,
    DateTimeOffset ProposedAt,
    string ProposedBy,
    DateTimeOffset? ApprovedAt,
    string? ApprovedBy
);
