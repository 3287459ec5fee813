using Attendance.Access.Contracts;
using Attendance.Partners.Contracts;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Partners.Agreements;

internal sealed class JoinAgencyHandler(
    IPolicy policy,
    IAuditTrail audit,
    IMediator mediator,
    IWriter writer,
    AgencyBook agencies,
    AgreementBook book
) : IRequestHandler<JoinAgency, Result<string>>
{
    public async Task<Result<string>> Handle(JoinAgency request, CancellationToken cancellationToken)
    {
        if (
            !await policy.MayAsync(request.Caller, Act.RunPartners, GrantTarget.All, cancellation: cancellationToken)
            || await agencies.FindAsync(request.Agency, cancellationToken) is not { } agency
        )
            return Error.NotFound;
        if (agency.Role is not { } role || !PartnerRoles.All.Contains(role))
            return Error.Validation("/agency", "agency-without-role", "The people of this agency have no role of a partner.");
        if (await mediator.Send(new FindHolder(request.Email, role), cancellationToken) is not { } person)
            return Error.Validation("/email", "person-unknown", "Nobody with this address holds the agency's role.");
        await audit.ChangingAsync(request.Caller, nameof(JoinAgency), $"person/{person}", $"agency/{agency.Id}", cancellationToken);
        await writer.Run(transaction => book.JoinAgencyAsync(transaction, request.Caller, agency, person), cancellationToken);
        return agency.Id;
    }
}

internal sealed class LeaveAgencyHandler(IPolicy policy, IAuditTrail audit, IWriter writer, AgreementBook book)
    : IRequestHandler<LeaveAgency, Result<string>>
{
    public async Task<Result<string>> Handle(LeaveAgency request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.RunPartners, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        var words = new Words();
        var reason = words.Need("reason", request.Reason, 500);
        if (words.Error is { } error)
            return error;
        await audit.ChangingAsync(
            request.Caller,
            nameof(LeaveAgency),
            $"person/{request.Person}",
            $"agency/{request.Agency}",
            cancellationToken
        );
        var left = await writer.Run(
            transaction => book.LeaveAgencyAsync(transaction, request.Caller, request.Agency, request.Person, reason),
            cancellationToken
        );
        return left ? request.Agency : Error.NotFound;
    }
}
