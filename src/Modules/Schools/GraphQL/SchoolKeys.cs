using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>The keys with which a school's systems post.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolKeys(IMediator mediator)
{
    [Description("The keys of the school's systems, those that were revoked too, never the key itself. For those who manage them.")]
    [Cost(10)]
    public async Task<IReadOnlyList<SchoolKey>> Keys(SchoolNode school, Caller caller, CancellationToken cancellation = default)
    {
        var listed = await mediator.Send(new ListKeys(caller, school.Laestab, Revoked: true), cancellation);
        if (!listed.IsOk)
            throw Refusal.NotFound();
        var names = await mediator.Send(
            new ReadRecordedNames([.. listed.Value.Select(key => key.CreatedBy).OfType<string>().Distinct()]),
            cancellation
        );
        return
        [
            .. listed.Value.Select(key => new SchoolKey(
                key.Id,
                key.Name,
                key.CreatedAt,
                key.CreatedBy is { } by ? names.GetValueOrDefault(by, by) : null,
                key.RevokedAt
            )),
        ];
    }
}

/// <summary>A school makes and ends the keys of its own systems.</summary>
[MutationRoot]
internal sealed class KeyMutations(IMediator mediator)
{
    [Description("Makes a key for one of the school's systems. It is told once, in this answer; only its hash is kept.")]
    [Cost(10)]
    public async Task<IssueKeyPayload?> IssueKey(
        Caller caller,
        [Description("The school, and which system it is for.")] IssueKeyInput input,
        CancellationToken cancellation = default
    )
    {
        var issued = await mediator.Send(new IssueKey(caller, input.School, input.Name), cancellation);
        return issued.Error is { } error
            ? new IssueKeyPayload(null, null, InputProblem.Of(error))
            : new IssueKeyPayload(issued.Value.Id, issued.Value.Key, []);
    }

    [Description("Ends a key of the school: at once here, within two seconds on other Hosts. Again changes nothing.")]
    [Cost(10)]
    public async Task<SettlePayload?> RevokeKey(
        Caller caller,
        [Description("The key.")] RevokeKeyInput input,
        CancellationToken cancellation = default
    )
    {
        var revoked = await mediator.Send(new RevokeKey(caller, input.Key, input.School), cancellation);
        return revoked.Error is { } error ? SettlePayload.Of(error) : new SettlePayload(true, []);
    }
}

[Description("A key of a school's system.")]
internal sealed record SchoolKey(
    [property: Description("Its id, by which it is revoked."), Id] string Id,
    [property: Description("The system that holds it.")] string Name,
    [property: Description("When it was made, by the system clock.")] DateTimeOffset CreatedAt,
    [property: Description("Who made it, where that was kept.")] string? CreatedBy,
    [property: Description("Since when it no longer holds; null while it does.")] DateTimeOffset? RevokedAt
);

[Description("A key to make.")]
internal sealed record IssueKeyInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The system that will hold it: 1 to 60 letters, digits, spaces, dots, hyphens and underscores.")] string Name
);

[Description("A key to end.")]
internal sealed record RevokeKeyInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The key's id."), Id] string Key
);

[Description("A key that was made.")]
internal sealed record IssueKeyPayload(
    [property: Description("Its id; null when a problem kept it from being made.")] string? Id,
    [property: Description("The key. It is told here and never again.")] string? Key,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
