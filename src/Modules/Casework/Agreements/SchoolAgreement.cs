using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Casework.Agreements;

/// <summary>What a school's role is, as agreed with it.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolAgreement(IPolicy policy, AgreementStore store, CaseReads reads)
{
    [Description("The agreement about the school's role; null while there is none.")]
    [Cost(5)]
    public async Task<AgreementNode?> Agreement(SchoolNode school, Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.MayAsync(caller, Act.ReadFigures, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        return (await store.ReadAsync(AgreementStore.School, cancellation)).GetValueOrDefault(school.Laestab.ToString()) is { } agreement
            ? new AgreementNode(agreement, reads)
            : null;
    }
}

/// <summary>What the services' roles are.</summary>
[QueryRoot]
internal sealed class AgreementQueries(IPolicy policy, AgreementStore store, IMediator mediator, CaseReads reads)
{
    [Description(
        "The agreements about the roles of services: of those that the caller works for, or of all for who sees the authority's figures."
    )]
    [Cost(10)]
    public async Task<IReadOnlyList<ServiceAgreement>> ServiceAgreements(Caller caller, CancellationToken cancellation = default)
    {
        var own = await mediator.Send(new ReadRolesWith(caller, Act.SignForAgency), cancellation);
        var all = await policy.CouldAsync(caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation);
        var agreed = await store.ReadAsync(AgreementStore.Service, cancellation);
        return
        [
            .. Schools
                .Contracts.Agencies.All.Where(service => all || own.Contains(service))
                .Select(service => new ServiceAgreement(
                    service,
                    agreed.GetValueOrDefault(service.ToString()) is { } agreement ? new AgreementNode(agreement, reads) : null,
                    own.Contains(service)
                )),
        ];
    }
}

/// <summary>Agreements are written, and signed by who they bind.</summary>
[MutationRoot]
internal sealed class AgreementMutations(IPolicy policy, IAuditTrail audit, IMediator mediator, AgreementStore store)
{
    [Description(
        "Writes what was agreed about the role of a school (for who manages its team) or a service (for the attendance leader). A new version waits to be signed."
    )]
    [Cost(10)]
    public async Task<TermsPayload?> SaveAgreement(
        Caller caller,
        [Description("With whom, and what.")] AgreementInput input,
        CancellationToken cancellation = default
    )
    {
        var (kind, party) = Party(input.School, input.Service);
        var target = input.School is { } school ? GrantTarget.Of(school) : GrantTarget.All;
        if (!await policy.MayAsync(caller, Act.SetUpTeams, target, cancellation: cancellation))
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(SaveAgreement), $"{kind}/{party}", null, cancellation);
        var words = new Words();
        var body = words.Need("body", input.Body, 8000);
        words.Check(input.ReviewOn.Year is > 1990 and < 2200, "reviewOn", "date-invalid", "The day on which it is looked at again.");
        if (words.Error is { } error)
            return new TermsPayload(false, InputProblem.Of(error));
        await store.SaveAsync(kind, party, body, input.ReviewOn, caller.Name, cancellation);
        return new TermsPayload(true, []);
    }

    [Description(
        "Signs the latest version of an agreement, for a school (its head) or a service (who works for it). A signature stays as it is."
    )]
    [Cost(10)]
    public async Task<TermsPayload?> SignAgreement(
        Caller caller,
        [Description("For whom, and which version.")] SignAgreementInput input,
        CancellationToken cancellation = default
    )
    {
        var (kind, party) = Party(input.School, input.Service);
        var may = input.School is { } school
            ? await policy.MayAsync(caller, Act.SignForSchool, GrantTarget.Of(school), cancellation: cancellation)
            : (await mediator.Send(new ReadRolesWith(caller, Act.SignForAgency), cancellation)).Contains(input.Service!.Value);
        if (!may)
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(SignAgreement), $"{kind}/{party}", null, cancellation);
        var latest = (await store.ReadAsync(kind, cancellation)).GetValueOrDefault(party);
        return latest?.Version == input.Version && await store.SignAsync(kind, party, input.Version, caller.Name, cancellation)
            ? new TermsPayload(true, [])
            : new TermsPayload(
                false,
                [new InputProblem(null, "version", "version-unknown", "Sign the latest version: somebody may have written a new one.")]
            );
    }

    private static (string Kind, string Party) Party(Laestab? school, Role? service)
    {
        if (school is null == service is null)
            throw Refusal.BadInput("school-or-service", "Give either `school` or `service`.");
        if (school is { } number)
            return (AgreementStore.School, number.ToString());
        return Schools.Contracts.Agencies.All.Contains(service!.Value)
            ? (AgreementStore.Service, service.Value.ToString())
            : throw Refusal.NotFound();
    }
}

/// <summary>An agreement as it is shown.</summary>
[Description("An agreement about the role of a school or a service.")]
[GraphQL.Name("RoleAgreement")]
internal sealed class AgreementNode(RoleAgreement agreement, CaseReads reads)
{
    [Description("The number of this version, from 1.")]
    public int Version => agreement.Version;

    [Description("What was agreed.")]
    public string Body => agreement.Body;

    [Description("When it is looked at again.")]
    public DateOnly ReviewOn => agreement.ReviewOn;

    [Description("When this version was written.")]
    public DateTimeOffset WrittenAt => agreement.RecordedAt;

    [Description("When it was signed; null while nobody did.")]
    public DateTimeOffset? SignedAt => agreement.SignedAt;

    [Description("Who signed.")]
    [Cost(1)]
    public IDataLoaderResult<string?> SignedBy() =>
        reads.By(agreement.SignedBy ?? "").Then(name => agreement.SignedBy is null ? null : name);
}

[Description("The agreement about a service's role.")]
internal sealed record ServiceAgreement(
    [property: Description("The service, by the role that works for it.")] Role Service,
    [property: Description("The agreement; null while there is none.")] AgreementNode? Agreement,
    [property: Description("True when the caller may sign for it.")] bool MaySign
);

[Description("What was agreed about a role.")]
internal sealed record AgreementInput(
    [property: Description("What was agreed, 1 to 8,000 characters.")] string Body,
    [property: Description("When it is looked at again.")] DateOnly ReviewOn,
    [property: Description("The school. Give this or `service`.")] Laestab? School = null,
    [property: Description("The service, by the role that works for it. Give this or `school`.")] Role? Service = null
);

[Description("For whom somebody signs, and what.")]
internal sealed record SignAgreementInput(
    [property: Description("The version that is signed: the latest.")] int Version,
    [property: Description("The school. Give this or `service`.")] Laestab? School = null,
    [property: Description("The service, by the role that works for it. Give this or `school`.")] Role? Service = null
);
