using Attendance.Access.Contracts;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.Referrals;

/// <summary>
/// Who may do what with a referral: who works on the child's case on the authority's side; on the agency's side, who its agreement opens the child to. Everybody else meets NOT_FOUND.
/// </summary>
internal sealed class ReferralDesk(IPolicy policy, ReferralBook book, SharedScopes scopes)
{
    /// <summary>A referral for the side that answers it.</summary>
    public async Task<Referral> AnswererAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var referral = long.TryParse(id, out var number) ? await book.FindAsync(number, cancellation) : null;
        var scope = await scopes.FindAsync(caller, referral?.Agreement ?? "none", cancellation);
        var rights = await policy.OfAsync(caller, referral?.Pupil ?? default, cancellation);
        if (
            referral is null
            || !(
                referral.Direction is ReferralDirection.ToAgency
                    ? scope?.Children.Any(child => child.Pupil == referral.Pupil) is true
                    : rights.May(Act.WorkCase)
            )
        )
            throw Refusal.NotFound();
        return referral;
    }

    /// <summary>A child on whose case the caller works.</summary>
    public async Task<PupilId> WorkedAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var rights = PupilId.TryParse(id, out var pupil) ? await policy.OfAsync(caller, pupil, cancellation) : ChildRights.None;
        if (!rights.May(Act.ReadCase))
            throw Refusal.NotFound();
        return rights.May(Act.WorkCase) ? pupil : throw Refusal.Forbidden("Your role does not refer children to agencies.");
    }
}
