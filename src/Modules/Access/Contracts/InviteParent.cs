using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Opens a child to a parent or carer whose identity a school has checked, and invites who has no account yet. Records who checked what and when. For who
/// works at the school as office, attendance lead or head, and for a child that is on its roll today. Errors: not-found (the caller may not, or the child is
/// not there), validation (name, e-mail, method, day of the check: not after today).
/// </summary>
public sealed record InviteParent(
    Caller Caller,
    Laestab School,
    Upn Upn,
    string Name,
    string Email,
    string Method,
    DateOnly CheckedOn,
    Uri Address
) : IRequest<Result<InvitedParent>>
{
    /// <summary>How an identity can be checked.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    ["passport", "driving-licence", "residence-permit", "birth-certificate", "known-in-person"];
}

/// <summary>The parent's record. <paramref name="Link"/> is told once; null for somebody who has an account.</summary>
public sealed record InvitedParent(long Person, Uri? Link);
