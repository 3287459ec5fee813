using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Contracts;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Agreements;

/// <summary>The authority's side of agreements.</summary>
[QueryRoot]
internal sealed class AgreementQueries(IPolicy policy, AgreementBook book, AgencyBook agencies, IMediator mediator, SchoolClock clock)
{
    [Description("Every information sharing agreement, newest first; for who writes or approves them.")]
    [Cost(20)]
    public async Task<IReadOnlyList<AgreementLine>?> SharingAgreements(Caller caller, CancellationToken cancellation = default)
    {
        if (
            !await policy.CouldAsync(caller, Act.WriteAgreement, GrantTarget.All, cancellation)
            && !await policy.MayAsync(caller, Act.ApproveAgreement, GrantTarget.All, cancellation: cancellation)
        )
            throw Refusal.NotFound();
        var all = await book.ListAsync(null, cancellation);
        var children = await book.ChildrenAsync(cancellation);
        var by = await mediator.Send(
            new ReadRecordedNames([
                .. all.SelectMany(agreement => new[] { agreement.WrittenBy, agreement.ApprovedBy }).OfType<string>().Distinct(),
            ]),
            cancellation
        );
        var names = (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
        return
        [
            .. all.Select(agreement => new AgreementLine(
                agreement.Id,
                agreement.Agency,
                names[agreement.Agency],
                agreement.LawfulBasis,
                agreement.Purpose,
                agreement.Children,
                children[agreement.Id].Count(),
                agreement.Fields,
                agreement.From,
                agreement.ExpiresOn,
                agreement.On(clock.Today),
                by.GetValueOrDefault(agreement.WrittenBy, agreement.WrittenBy),
                agreement.ApprovedBy is { } approver ? by.GetValueOrDefault(approver, approver) : null,
                agreement.WrittenBy == caller.Name
            )),
        ];
    }

    [Description("What an agreement with each agency can open, and what it opens when nothing is named; for who writes agreements.")]
    [Cost(5)]
    public async Task<IReadOnlyList<AgencyFields>?> AgreementFields(Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.MayAsync(caller, Act.WriteAgreement, GrantTarget.All, cancellation: cancellation))
            throw Refusal.NotFound();
        return
        [
            .. (await agencies.ListAsync(cancellation))
                .Where(agency => agency.Role is { } role && PartnerRoles.All.Contains(role) && role is not Role.SchoolImprovement)
                .Select(agency => new AgencyFields(
                    agency.Id,
                    agency.Name,
                    [.. SharedFields.Allowed(agency.Role!.Value).Order(StringComparer.Ordinal)],
                    [.. SharedFields.Default(agency.Role!.Value).Order(StringComparer.Ordinal)]
                )),
        ];
    }
}

/// <summary>Writing, agreeing to and ending agreements, and who works for an agency.</summary>
[MutationRoot]
internal sealed class AgreementMutations(IMediator mediator)
{
    [Description("Writes an information sharing agreement: a draft, which opens nothing before somebody else agrees.")]
    [Cost(20)]
    public async Task<AgreementPayload?> WriteAgreement(
        Caller caller,
        [Description("The agreement.")] WriteAgreementInput input,
        CancellationToken cancellation = default
    )
    {
        var pupils = new List<PupilId>();
        foreach (var text in input.Pupils ?? [])
            pupils.Add(PupilId.TryParse(text, out var pupil) ? pupil : throw Refusal.NotFound());
        return AgreementPayload.Of(
            await mediator.Send(
                new WriteAgreement(
                    caller,
                    input.Agency,
                    input.LawfulBasis,
                    input.Purpose,
                    input.Children,
                    pupils,
                    input.Fields,
                    input.From,
                    input.ExpiresOn
                ),
                cancellation
            )
        );
    }

    [Description("Agrees to an agreement that somebody else wrote: from then on it opens its children to the agency's people.")]
    [Cost(20)]
    public async Task<AgreementPayload?> ApproveAgreement(
        Caller caller,
        [Description("The agreement's id."), Id] string id,
        CancellationToken cancellation = default
    ) => AgreementPayload.Of(await mediator.Send(new ApproveAgreement(caller, id), cancellation));

    [Description("Ends an agreement at once, or drops a draft.")]
    [Cost(20)]
    public async Task<AgreementPayload?> EndAgreement(
        Caller caller,
        [Description("The agreement's id."), Id] string id,
        [Description("Why, 1 to 500 characters.")] string reason,
        CancellationToken cancellation = default
    ) => AgreementPayload.Of(await mediator.Send(new EndAgreement(caller, id, reason), cancellation));

    [Description("Records that a person, by address, works for an agency: its agreements open their children to the person.")]
    [Cost(20)]
    public async Task<AgreementPayload?> JoinAgency(
        Caller caller,
        [Description("The agency's short name."), Id] string agency,
        [Description("The person's email address at work."), Personal] string email,
        CancellationToken cancellation = default
    ) => AgreementPayload.Of(await mediator.Send(new JoinAgency(caller, agency, email), cancellation));

    [Description("Records that a person no longer works for an agency.")]
    [Cost(20)]
    public async Task<AgreementPayload?> LeaveAgency(
        Caller caller,
        [Description("The agency's short name."), Id] string agency,
        [Description("The number of the person's record."), Id] string person,
        [Description("Why, 1 to 500 characters.")] string reason,
        CancellationToken cancellation = default
    ) =>
        AgreementPayload.Of(
            long.TryParse(person, out var number)
                ? await mediator.Send(new LeaveAgency(caller, agency, number, reason), cancellation)
                : Error.NotFound
        );
}

/// <summary>The people of an agency, for who keeps the directory.</summary>
[Extends(typeof(AgencyNode))]
internal sealed class AgencyPeople(IPolicy policy, AgreementBook book, IMediator mediator)
{
    [Description("Who works for it today; empty for who does not keep the directory.")]
    [Cost(5)]
    public async Task<IReadOnlyList<AgencyPerson>> People(AgencyNode agency, Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation))
            return [];
        var people = await book.MembersAsync(agency.Id, cancellation);
        var names = await mediator.Send(new ReadNames(people), cancellation);
        return
        [
            .. people.Select(person => new AgencyPerson($"{person}", names.GetValueOrDefault(person, "?"))
            {
                Agency = agency.Id,
                Number = person,
            }),
        ];
    }
}

[Description("Somebody who works for an agency.")]
internal sealed record AgencyPerson(
    [property: Description("The number of the person's record."), Id] string Id,
    [property: Description("Name.")] string Name
)
{
    /// <summary>The agency for which the person works.</summary>
    [global::GraphQL.Ignore]
    public required string Agency { get; init; }

    /// <summary>The number of the person's record.</summary>
    [global::GraphQL.Ignore]
    public required long Number { get; init; }
}

[Description("An agreement as it is written.")]
internal sealed record WriteAgreementInput(
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("The lawful basis, with the statute, 1 to 500 characters.")] string LawfulBasis,
    [property: Description("What the children are shown for, 1 to 500 characters.")] string Purpose,
    [property: Description("Which children it is about.")] SharedChildren Children,
    [property: Description("The first day on which it no longer holds: twelve months after the first at most.")] DateOnly ExpiresOn,
    [property: Description("The children that it names, by id, at most 200."), Id] IReadOnlyList<string>? Pupils = null,
    [property: Description("The fields that it opens; left out: the default ones.")] IReadOnlyList<string>? Fields = null,
    [property: Description("The first day; left out: today.")] DateOnly? From = null
);

[Description("What became of an agreement.")]
internal sealed record AgreementPayload(
    [property: Description("The id of what was changed; null when it was not."), Id] string? Id,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
)
{
    public static AgreementPayload Of(Result<string> result) =>
        result.Error is { } error ? new AgreementPayload(null, InputProblem.Of(error)) : new AgreementPayload(result.Value, []);
}

[Description("An information sharing agreement.")]
[global::GraphQL.Name("SharingAgreement")]
internal sealed record AgreementLine(
    [property: Description("The agreement's id."), Id] string Id,
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("The agency's name.")] string AgencyName,
    [property: Description("The lawful basis.")] string LawfulBasis,
    [property: Description("What the children are shown for.")] string Purpose,
    [property: Description("Which children it is about.")] SharedChildren Children,
    [property: Description("How many they are now.")] int ChildCount,
    [property: Description("The fields that it opens.")] IReadOnlyList<string> Fields,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The first day on which it no longer holds.")] DateOnly ExpiresOn,
    [property: Description("Where it stands.")] AgreementState State,
    [property: Description("Who wrote it.")] string WrittenBy,
    [property: Description("Who agreed; null: nobody yet.")] string? ApprovedBy,
    [property: Description("True when the caller wrote it, and so cannot agree to it.")] bool IsOwn
);

[Description("What an agreement with an agency can open.")]
internal sealed record AgencyFields(
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("The agency's name.")] string Name,
    [property: Description("Fields that an agreement can open.")] IReadOnlyList<string> Allowed,
    [property: Description("Fields that it opens when none are named.")] IReadOnlyList<string> Default
);
