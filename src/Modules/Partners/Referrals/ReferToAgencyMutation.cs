using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Referrals;

/// <summary>Referring a child to an agency.</summary>
[MutationRoot]
internal sealed class ReferToAgencyMutation(
    ReferralDesk desk,
    IAuditTrail audit,
    IMediator mediator,
    IPupilTexts texts,
    IWriter writer,
    AgencyBook agencies,
    AgreementBook agreements,
    ReferralBook book,
    SchoolClock clock
)
{
    [Description(
        "Refers a child with an open case to an agency that has a live agreement. The child joins the agreement, and the case shows what was asked. Refused while the agency still works on an earlier one; other agencies that work with the child are named."
    )]
    [Cost(20)]
    public async Task<ReferralPayload?> ReferToAgency(
        Caller caller,
        [Description("The child, the agency and why.")] ReferToAgencyInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await desk.WorkedAsync(caller, input.Pupil, cancellation);
        var all = await agencies.ListAsync(cancellation);
        var agency = all.FirstOrDefault(each => each.Id == input.Agency);
        var naming = await agreements.NamingAsync(pupil, cancellation);
        var agreement = (await agreements.ListAsync([input.Agency], cancellation)).FirstOrDefault(each =>
            each.On(clock.Today) is AgreementState.Live && (each.Children is Contracts.SharedChildren.Referrals || naming.Contains(each.Id))
        );
        var open = await book.OpenOfAsync(pupil, cancellation);
        var words = new Words();
        var reason = words.Need("reason", input.Reason, 2000);
        words.Check(
            agency?.Role is not null && agreement is not null,
            "agency",
            "agreement-missing",
            "The agency has no agreement in force under which the child may be referred to it."
        );
        words.Check(
            !open.Any(each => each.Agency == input.Agency),
            "agency",
            "referral-duplicate",
            "A referral of the child between you and the agency is open already."
        );
        if (words.Error is { } error)
            return new ReferralPayload(null, [], InputProblem.Of(error));
        var id = GrowingNumber.Next(TimeProvider.System);
        await audit.ChangingAsync(caller, nameof(ReferToAgency), pupil, $"agreement/{agreement!.Id}", cancellation);
        var due = Referral.DueAfter(clock.Now);
        var asked = await mediator.Send(
            new AskAgencyInCase(caller, pupil, agency!.Name, reason, DateOnly.FromDateTime(SchoolClock.Local(due)), $"referral/{id}"),
            cancellation
        );
        if (asked.Error is { } refused)
            return new ReferralPayload(null, [], InputProblem.Of(refused));
        var sealedReason = await texts.SealAsync(pupil, reason, cancellation);
        var referral = new Referral(
            id,
            ReferralDirection.ToAgency,
            agency.Id,
            agreement.Id,
            pupil,
            asked.Value,
            sealedReason,
            caller.Name,
            clock.Now,
            due,
            null,
            null,
            null,
            null,
            null,
            null
        );
        await writer.Run(
            async transaction =>
            {
                await ReferralBook.AddAsync(transaction, referral);
                await agreements.JoinAsync(transaction, caller, agreement, agency.Role!.Value, pupil);
            },
            cancellation
        );
        return new ReferralPayload(
            $"{id}",
            [.. open.Select(each => all.First(known => known.Id == each.Agency).Name).Distinct(StringComparer.Ordinal)],
            []
        );
    }
}

[Description("A referral to an agency.")]
internal sealed record ReferToAgencyInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("What for, 1 to 2,000 characters. The agency reads it."), Personal] string Reason
);
