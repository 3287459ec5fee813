using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Sharing;

namespace Attendance.Partners.Community;

/// <summary>Who takes part in community work: agencies' people and who keeps the directory; others are refused aloud.</summary>
internal sealed class CommunityAccess(OwnActs acts, AgreementBook agreements)
{
    /// <summary>Whether the caller takes part.</summary>
    public async Task<bool> MayAsync(Caller caller, CancellationToken cancellation) =>
        await acts.MayAsync(caller, Act.SignForAgency, cancellation) || await acts.MayAsync(caller, Act.RunPartners, cancellation);

    /// <summary>Throws unless the caller takes part.</summary>
    public async Task RequireAsync(Caller caller, CancellationToken cancellation)
    {
        if (!await acts.MayAsync(caller, Act.SignForAgency, cancellation))
            await acts.RequireAsync(caller, Act.RunPartners, cancellation);
    }

    /// <summary>Whether the caller may log for an agency: its own people, and who keeps the directory.</summary>
    public async Task<bool> LogsForAsync(Caller caller, string agency, CancellationToken cancellation) =>
        await acts.MayAsync(caller, Act.RunPartners, cancellation)
        || (await agreements.AgenciesOfAsync(caller.Person ?? 0, cancellation)).Contains(agency);
}
