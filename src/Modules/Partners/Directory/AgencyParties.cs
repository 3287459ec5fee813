using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Schools.Contracts;
using MediatR;

namespace Attendance.Partners.Directory;

/// <summary>The agencies that sign up to the commitments: those whose people hold a partner's role, each for itself.</summary>
internal sealed class AgencyParties(AgencyBook agencies, AgreementBook members, IMediator mediator) : IAgencyParties
{
    public async Task<IReadOnlyList<AgencyParty>> ListAsync(CancellationToken cancellation) =>
        [.. (await SigningAsync(cancellation)).Select(agency => new AgencyParty(agency.Id, agency.Name))];

    public async Task<IReadOnlyCollection<string>> OfAsync(Caller caller, CancellationToken cancellation)
    {
        if (caller.Person is not { } person)
            return [];
        var own = await members.AgenciesOfAsync(person, cancellation);
        var roles = await mediator.Send(new ReadRolesWith(caller, Act.SignForAgency), cancellation);
        return
        [
            .. (await SigningAsync(cancellation))
                .Where(agency => own.Contains(agency.Id) && roles.Contains(agency.Role!.Value))
                .Select(agency => agency.Id),
        ];
    }

    private async Task<IEnumerable<Agency>> SigningAsync(CancellationToken cancellation) =>
        (await agencies.ListAsync(cancellation)).Where(agency => agency.Role is { } role && PartnerRoles.All.Contains(role));
}
