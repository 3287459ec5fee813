using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Disclosures;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Referrals;

/// <summary>Referrals as either side sees them.</summary>
[QueryRoot]
internal sealed class ReferralQueries(
    IPolicy policy,
    IMediator mediator,
    IPupilTexts texts,
    ReferralBook book,
    AgencyBook agencies,
    AgreementBook agreements,
    SharedScopes scopes,
    DisclosureBook ledger,
    SchoolClock clock
)
{
    [Description(
        "Referrals between agencies and the authority of children whose case the caller reads: what waits longest for an answer first."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<AgencyReferral>?> AgencyReferrals(
        Caller caller,
        [Description("Only those that wait for an answer that was due.")] bool overdue = false,
        CancellationToken cancellation = default
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.ReadCase, MergedPupils.Present("r.pupil_id"), cancellation);
        if (visible.IsNobody)
            throw Refusal.Forbidden("Your role is not shown referrals.");
        var rows = (await book.ListAsync(visible, null, cancellation))
            .Where(row => !overdue || row.At(clock.Now) is ReferralState.Overdue)
            .ToList();
        var pupils = await mediator.Send(new ReadPupils(caller, [.. rows.Select(row => row.Pupil).Distinct()]), cancellation);
        var names = (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
        var by = await mediator.Send(new ReadRecordedNames([.. rows.Select(row => row.ReferredBy).Distinct()]), cancellation);
        var shown = new List<AgencyReferral>();
        foreach (var row in rows.Where(row => pupils.ContainsKey(row.Pupil)))
            shown.Add(
                new AgencyReferral(
                    $"{row.Id}",
                    row.Direction,
                    names[row.Agency],
                    pupils[row.Pupil].Pupil,
                    pupils[row.Pupil].SchoolName,
                    row.Case.ToString(),
                    by.GetValueOrDefault(row.ReferredBy, row.ReferredBy),
                    await TextAsync(row, cancellation)
                )
            );
        return shown;
    }

    [Description(
        "Referrals from and to the agencies that the caller works for, of children whom a live agreement shares: what waits longest for an answer first. Each is written into the ledger of disclosures."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<PartnerReferral>> OwnReferrals(Caller caller, CancellationToken cancellation = default)
    {
        var shown = new List<PartnerReferral>();
        foreach (var agency in await agreements.AgenciesOfAsync(caller.Person ?? 0, cancellation))
        {
            foreach (var alike in (await book.ListAsync(null, agency, cancellation)).GroupBy(row => row.Agreement))
            {
                if (await scopes.FindAsync(caller, alike.Key, cancellation) is not { } scope)
                    continue;
                var ids = scope.Children.ToDictionary(child => child.Pupil, child => child.PseudonymousId);
                var rows = alike.Where(row => ids.ContainsKey(row.Pupil)).ToList();
                await ledger.WriteAsync(scope, caller, [.. rows.Select(row => row.Pupil).Distinct()], cancellation);
                foreach (var row in rows)
                    shown.Add(
                        new PartnerReferral(
                            $"{row.Id}",
                            row.Direction,
                            scope.Agency.Name,
                            row.Agreement,
                            ids[row.Pupil],
                            await TextAsync(row, cancellation)
                        )
                    );
            }
        }
        return shown;
    }

    private async Task<ReferralText> TextAsync(Referral row, CancellationToken cancellation)
    {
        var words = await texts.OpenAsync(row.Pupil, [row.Reason, row.Answer ?? row.Reason, row.OutcomeWords ?? row.Reason], cancellation);
        return new ReferralText(
            words[0],
            row.ReferredAt,
            row.DueAt,
            row.At(clock.Now),
            row.Answer is null ? null : words[1],
            row.AnsweredAt,
            row.Outcome,
            row.OutcomeWords is null ? null : words[2],
            row.EndedAt
        );
    }
}

[Description("A referral as the authority sees it.")]
internal sealed record AgencyReferral(
    [property: Description("The referral's id."), Id] string Id,
    [property: Description("Who refers to whom.")] ReferralDirection Direction,
    [property: Description("The agency.")] string Agency,
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The child's school today.")] string? School,
    [property: Description("The child's case, by its id."), Id] string Case,
    [property: Description("Who referred.")] string ReferredBy,
    [property: Description("What was said.")] ReferralText Text
);

[Description("A referral as the agency sees it.")]
internal sealed record PartnerReferral(
    [property: Description("The referral's id."), Id] string Id,
    [property: Description("Who refers to whom.")] ReferralDirection Direction,
    [property: Description("The agency.")] string Agency,
    [property: Description("The agreement that shares the child."), Id] string Agreement,
    [property: Description("The child's id under the agreement."), Id] string Child,
    [property: Description("What was said.")] ReferralText Text
);

[Description("What was said in a referral, and when.")]
internal sealed record ReferralText(
    [property: Description("What for; null when the child's texts were erased.")] string? Reason,
    [property: Description("When it was referred.")] DateTimeOffset ReferredAt,
    [property: Description("The instant from which an answer is overdue.")] DateTimeOffset DueAt,
    [property: Description("Where it stands.")] ReferralState State,
    [property: Description("The answer; null: none yet.")] string? Answer,
    [property: Description("When it was answered.")] DateTimeOffset? AnsweredAt,
    [property: Description("What came of it; null: it is not over.")] ReferralOutcome? Outcome,
    [property: Description("What came of it, in words.")] string? OutcomeWords,
    [property: Description("When it was over.")] DateTimeOffset? EndedAt
);
