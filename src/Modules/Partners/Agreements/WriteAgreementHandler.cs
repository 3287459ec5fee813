using Attendance.Access.Contracts;
using Attendance.Partners.Contracts;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Agreements;

internal sealed class WriteAgreementHandler(
    IPolicy policy,
    IAuditTrail audit,
    IWriter writer,
    AgencyBook agencies,
    AgreementBook book,
    SchoolClock clock
) : IRequestHandler<WriteAgreement, Result<string>>
{
    private const int MostChildren = 200;

    public async Task<Result<string>> Handle(WriteAgreement request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.WriteAgreement, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        var from = request.From ?? clock.Today;
        var words = new Words();
        var agency = await agencies.FindAsync(request.Agency, cancellationToken);
        var role = agency?.Role is { } own && PartnerRoles.All.Contains(own) && own is not Role.SchoolImprovement ? own : (Role?)null;
        words.Check(role is not null, "agency", "agency-unknown", "An agreement is with a partner agency whose people have a role here.");
        words.Check(from >= clock.Today.AddDays(-31), "from", "from-invalid", "An agreement begins a month ago at the earliest.");
        words.Check(
            request.ExpiresOn > from && request.ExpiresOn > clock.Today,
            "expiresOn",
            "expiry-invalid",
            "An agreement expires after its first day and after today."
        );
        words.Check(
            request.ExpiresOn <= from.AddMonths(Agreement.LongestMonths),
            "expiresOn",
            "agreement-too-long",
            "An agreement lasts for twelve months at most."
        );
        var fields = request.Fields?.Distinct(StringComparer.Ordinal).ToList();
        words.Check(
            fields is null || role is null || (fields.Count > 0 && fields.All(SharedFields.Allowed(role.Value).Contains)),
            "fields",
            "field-not-allowed",
            "One of the fields is not opened to this agency by any agreement."
        );
        words.Check(
            request.Children is not SharedChildren.Named || request.Pupils.Count is > 0 and <= MostChildren,
            "pupils",
            "children-missing",
            $"Name 1 to {MostChildren} children."
        );
        words.Check(
            request.Children is not SharedChildren.Referrals || request.Pupils.Count == 0,
            "pupils",
            "children-unexpected",
            "Children join this agreement when they are referred."
        );
        words.Check(
            role is not Role.VoluntarySector || request.Children is SharedChildren.Referrals,
            "children",
            "referrals-only",
            "A voluntary or community body sees the children who are referred to it."
        );
        var agreement = new Agreement(
            $"isp-{GrowingNumber.Next(TimeProvider.System)}",
            request.Agency,
            words.Need("lawfulBasis", request.LawfulBasis, 500),
            words.Need("purpose", request.Purpose, 500),
            request.Children,
            fields is not null || role is null ? fields ?? [] : [.. SharedFields.Default(role.Value)],
            from,
            request.ExpiresOn,
            request.Caller.Name,
            clock.Now,
            null,
            null,
            null,
            null
        );
        if (words.Error is { } error)
            return error;
        var children = request.Pupils.Distinct().ToList();
        var reach = await policy.OfAsync(request.Caller, children, cancellationToken);
        if (!children.TrueForAll(child => reach.GetValueOrDefault(child).Sees))
            return Error.NotFound;
        await audit.ChangingAsync(
            request.Caller,
            nameof(WriteAgreement),
            $"agreement/{agreement.Id}",
            $"{agreement.Agency} until {agreement.ExpiresOn:yyyy-MM-dd}: {string.Join(',', agreement.Fields)}",
            cancellationToken
        );
        await writer.Run(transaction => book.WriteAsync(transaction, agreement, children), cancellationToken);
        return agreement.Id;
    }
}
