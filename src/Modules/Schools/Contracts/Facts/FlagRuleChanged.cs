using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Contracts.Facts;

/// <summary>Two people agreed to another value of a rule's option: it judges sessions from <paramref name="From"/> on.</summary>
public sealed record FlagRuleChanged(long Proposal, string Rule, string Option, int Value, DateOnly From) : IFact;
