using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Opens a target to a person in a role, because of a relationship. Valid only while the person holds the role. <paramref name="Agreement"/> and
/// <paramref name="Fields"/> (null: the role's own) are for partner agencies. Other modules write theirs in their own transaction through
/// <c>IGrants</c>. For the product itself, administrators (works-at, placed-at), a locality or attendance leader (named officer), and a school's
/// attendance lead or head for parents of their own children. Answers the grant's id. Errors: not-found, validation.
/// </summary>
public sealed record GiveGrant(
    Caller Caller,
    long Person,
    Role Role,
    Relation Relation,
    GrantTarget On,
    string Reason,
    DateOnly? From = null,
    DateOnly? Until = null,
    string? Agreement = null,
    string? Fields = null
) : IRequest<Result<string>>;

/// <summary>Ends a grant: at once on this Host, within two seconds on others. Again: nothing changes. Error: not-found.</summary>
public sealed record WithdrawGrant(Caller Caller, string Id, string Reason) : IRequest<Result<string>>;
