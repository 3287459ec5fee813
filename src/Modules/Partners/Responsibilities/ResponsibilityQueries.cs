using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Partners.Responsibilities;

/// <summary>What the caller answers for, as the strategy and the policy say.</summary>
[QueryRoot]
internal sealed class ResponsibilityQueries(IPolicy policy, IMediator mediator, AgencyBook agencies, ReceiptBook receipts)
{
    [Description(
        "What the caller answers for: made from the strategy's tables and from what the caller's roles may do, and so always as it is."
    )]
    [Cost(10)]
    public async Task<ResponsibilityBook> OwnResponsibilities(Caller caller, CancellationToken cancellation = default)
    {
        var text = await TextAsync(caller, mediator, agencies, cancellation);
        var readers = new List<ReceiptLine>();
        if (await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation))
        {
            var rows = await receipts.ListAsync(cancellation);
            var names = await mediator.Send(new ReadNames([.. rows.Select(row => row.Person)]), cancellation);
            readers.AddRange(rows.Select(row => new ReceiptLine(names.GetValueOrDefault(row.Person, "?"), row.At)));
        }
        return new ResponsibilityBook(
            text.Version,
            caller.Person is { } person ? await receipts.ReadAtAsync(person, text.Version, cancellation) : null,
            [.. text.Roles.Select(role => new RoleLine(role.Role, role.May))],
            ResponsibilityNode.Of(text.Rows, new AnswerReads()),
            readers
        );
    }

    /// <summary>The text as it is now.</summary>
    public static async Task<ResponsibilityText> TextAsync(
        Caller caller,
        IMediator mediator,
        AgencyBook agencies,
        CancellationToken cancellation
    ) =>
        ResponsibilityText.Of(
            await mediator.Send(new ReadOwnRights(caller), cancellation),
            await agencies.ListAsync(cancellation),
            ResponsibilityTables.Strategy.Rows
        );
}

/// <summary>Saying that one has read them.</summary>
[MutationRoot]
internal sealed class ResponsibilityMutations(
    IMediator mediator,
    IAuditTrail audit,
    IWriter writer,
    AgencyBook agencies,
    ReceiptBook receipts
)
{
    [Description("Says that the caller has read what the caller answers for. Refused when the text is another by now: read it again.")]
    [Cost(10)]
    public async Task<DirectoryPayload?> ReadResponsibilities(
        Caller caller,
        [Description("The version that was read.")] string version,
        CancellationToken cancellation = default
    )
    {
        if (caller.Person is not { } person)
            throw Refusal.NotFound();
        var text = await ResponsibilityQueries.TextAsync(caller, mediator, agencies, cancellation);
        if (version != text.Version)
            return new DirectoryPayload(
                false,
                [new InputProblem(null, "version", "version-old", "What you answer for has changed: read it again.")]
            );
        await audit.ChangingAsync(caller, nameof(ReadResponsibilities), $"person/{person}", text.Version, cancellation);
        await writer.Run(transaction => receipts.WriteAsync(transaction, person, text.Version), cancellation);
        return new DirectoryPayload(true, []);
    }
}

[Description("What somebody answers for.")]
internal sealed record ResponsibilityBook(
    [property: Description("Made from the text: another text, another version.")] string Version,
    [property: Description("When the caller read this version; null: not yet.")] DateTimeOffset? ReadAt,
    [property: Description("What the caller's roles may do.")] IReadOnlyList<RoleLine> Roles,
    [property: Description("What the strategy says of the agencies that the caller works for.")] IReadOnlyList<ResponsibilityNode> Rows,
    [property: Description("Who read theirs, newest first; for who keeps the directory, else empty.")] IReadOnlyList<ReceiptLine> Readers
);

[Description("What a role may do.")]
internal sealed record RoleLine(
    [property: Description("The role.")] Role Role,
    [property: Description("What it may do, in words, where its relationships reach.")] IReadOnlyList<string> May
);

[Description("Somebody's receipt.")]
internal sealed record ReceiptLine([property: Description("Name.")] string Name, [property: Description("When.")] DateTimeOffset At);
