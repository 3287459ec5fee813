using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Partners.Contracts;

/// <summary>
/// Writes an information sharing agreement: a draft, which opens nothing before somebody else agrees (<see cref="ApproveAgreement"/>). <paramref name="LawfulBasis"/> and <paramref name="Purpose"/>: 1 to 500
/// characters. <paramref name="Fields"/>: null: the default ones. <paramref name="ExpiresOn"/>: the first day on which it no longer holds, twelve months after the first at most. For who may
/// write agreements, about children in their scope. Answers the agreement's id. Errors: not-found, validation.
/// </summary>
public sealed record WriteAgreement(
    Caller Caller,
    string Agency,
    string LawfulBasis,
    string Purpose,
    SharedChildren Children,
    IReadOnlyList<PupilId> Pupils,
    IReadOnlyList<string>? Fields,
    DateOnly? From,
    DateOnly ExpiresOn
) : IRequest<Result<string>>;

/// <summary>Agrees to an agreement that somebody else wrote: from then on it opens its children to the agency's people. Errors: not-found, own-agreement, agreement-settled.</summary>
public sealed record ApproveAgreement(Caller Caller, string Id) : IRequest<Result<string>>;

/// <summary>Ends an agreement, or drops a draft. Again: nothing changes. Error: not-found, validation.</summary>
public sealed record EndAgreement(Caller Caller, string Id, string Reason) : IRequest<Result<string>>;

/// <summary>Which children an agreement is about.</summary>
[Description("Which children an agreement is about.")]
public enum SharedChildren
{
    [Description("The children that it names. No child joins later.")]
    Named,

    [Description("The children who are referred to the agency while it lasts.")]
    Referrals,
}
