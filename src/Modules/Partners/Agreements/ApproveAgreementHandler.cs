using Attendance.Access.Contracts;
using Attendance.Partners.Contracts;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Agreements;

internal sealed class ApproveAgreementHandler(
    IPolicy policy,
    IAuditTrail audit,
    IWriter writer,
    AgencyBook agencies,
    AgreementBook book,
    SchoolClock clock
) : IRequestHandler<ApproveAgreement, Result<string>>
{
    private static readonly Error Settled = new("agreement-settled", "The agreement is no draft any more.");

    public async Task<Result<string>> Handle(ApproveAgreement request, CancellationToken cancellationToken)
    {
        if (
            !await policy.MayAsync(request.Caller, Act.ApproveAgreement, GrantTarget.All, cancellation: cancellationToken)
            || await book.FindAsync(request.Id, cancellationToken) is not { } agreement
        )
            return Error.NotFound;
        if (agreement.WrittenBy == request.Caller.Name)
            return new Error("own-agreement", "Somebody else than its author agrees to an agreement.");
        if (agreement.On(clock.Today) is not AgreementState.Draft)
            return Settled;
        var role = (await agencies.FindAsync(agreement.Agency, cancellationToken))!.Role!.Value;
        await audit.ChangingAsync(
            request.Caller,
            nameof(ApproveAgreement),
            $"agreement/{agreement.Id}",
            agreement.Agency,
            cancellationToken
        );
        return await writer.Run(transaction => book.ApproveAsync(transaction, request.Caller, agreement, role), cancellationToken)
            ? agreement.Id
            : Settled;
    }
}

internal sealed class EndAgreementHandler(IPolicy policy, IAuditTrail audit, IWriter writer, AgreementBook book)
    : IRequestHandler<EndAgreement, Result<string>>
{
    public async Task<Result<string>> Handle(EndAgreement request, CancellationToken cancellationToken)
    {
        if (
            !await policy.MayAsync(request.Caller, Act.WriteAgreement, GrantTarget.All, cancellation: cancellationToken)
            || await book.FindAsync(request.Id, cancellationToken) is not { } agreement
        )
            return Error.NotFound;
        var words = new Words();
        var reason = words.Need("reason", request.Reason, 500);
        if (words.Error is { } error)
            return error;
        await audit.ChangingAsync(request.Caller, nameof(EndAgreement), $"agreement/{agreement.Id}", null, cancellationToken);
        await writer.Run(transaction => book.EndAsync(transaction, request.Caller, agreement.Id, reason), cancellationToken);
        return agreement.Id;
    }
}
