using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Sharing;

/// <summary>What partners are shown: by their agreements and by nothing else.</summary>
[QueryRoot]
internal sealed class SharedQueries(SharedScopes scopes, AgreementBook book, AgencyBook agencies, IMediator mediator, SchoolClock clock)
{
    [Description("The live agreements of the agencies that the caller works for. About no child.")]
    [Cost(10)]
    public async Task<IReadOnlyList<SharedAgreementLine>> OwnAgreements(Caller caller, CancellationToken cancellation = default)
    {
        var own = await book.AgenciesOfAsync(caller.Person ?? 0, cancellation);
        var rights = await mediator.Send(new ReadOwnRights(caller), cancellation);
        var names = (await agencies.ListAsync(cancellation))
            .Where(agency => agency.Role is { } role && rights.ContainsKey(role))
            .ToDictionary(agency => agency.Id);
        return
        [
            .. (await book.ListAsync([.. own.Where(names.ContainsKey)], cancellation))
                .Where(agreement => agreement.On(clock.Today) is AgreementState.Live)
                .Select(agreement => new SharedAgreementLine(
                    agreement.Id,
                    names[agreement.Agency].Name,
                    agreement.Purpose,
                    agreement.LawfulBasis,
                    agreement.ExpiresOn,
                    agreement.Fields
                )),
        ];
    }

    [Description(
        "A live agreement of the caller's agency, and through it the children that it opens. Null with NOT_FOUND when there is none: expired, ended and another agency's read alike."
    )]
    [ByAgreement]
    [Cost(20)]
    public async Task<SharedAgreementNode?> Agreement(
        Caller caller,
        [Description("The agreement's id."), Id] string id,
        CancellationToken cancellation = default
    ) =>
        await scopes.FindAsync(caller, id, cancellation) is { } scope
            ? new SharedAgreementNode(
                scope.Agreement.Id,
                scope.Agency.Name,
                scope.Agreement.Purpose,
                scope.Agreement.LawfulBasis,
                scope.Agreement.ExpiresOn,
                [.. scope.Fields.Order(StringComparer.Ordinal)]
            )
            {
                Scope = scope,
            }
            : throw Refusal.NotFound();
}

/// <summary>The children of an agreement.</summary>
[Extends(typeof(SharedAgreementNode))]
internal sealed class SharedChildren(SharedReader reader)
{
    [Description(
        "The children, by their ids under the agreement or ordered by a field that it opens. Each that is answered is written into the ledger of disclosures."
    )]
    [Cost(20)]
    public async Task<SharedChildPage> Children(
        SharedAgreementNode agreement,
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("The cursor of the page before: where it ended.")] string? after = null,
        [Description("The name of a field to order by. A field that the agreement does not open is no field.")] string? orderBy = null,
        [Description("The name of a field to filter by. A field that the agreement does not open is no field.")] string? filterBy = null,
        [Description("The value that `filterBy` has."), Personal] string? equals = null,
        CancellationToken cancellation = default
    )
    {
        foreach (var name in new[] { orderBy, filterBy }.OfType<string>())
        {
            if (!SharedOrder.Knows(name) || !agreement.Scope.Fields.Contains(name))
                throw Refusal.BadInput("field-unknown", "There is no such field to order or to filter by.");
        }
        var more = false;
        var shown = await reader.ListAsync(
            agreement.Scope,
            all =>
            {
                (var page, more) = SharedPage.Of(all, first, after, orderBy, filterBy, equals);
                return page;
            },
            caller,
            cancellation
        );
        return new SharedChildPage(
            shown,
            new PageInfo(more, shown.Count == 0 ? null : shown[0].Id, shown.Count == 0 ? null : shown[^1].Id)
        );
    }

    [Description("One child by its id under the agreement. Null with NOT_FOUND when the agreement shows none of that id.")]
    [Cost(20)]
    public async Task<SharedChildNode?> Child(
        SharedAgreementNode agreement,
        Caller caller,
        [Description("The child's id under the agreement."), Id] string id,
        CancellationToken cancellation = default
    ) =>
        (await reader.ListAsync(agreement.Scope, all => all.Where(child => child.Id == id), caller, cancellation)) is [var found]
            ? found
            : throw Refusal.NotFound();
}

/// <summary>By what children of an agreement can be ordered and filtered.</summary>
internal static class SharedOrder
{
    /// <summary>True when there is an order by the field.</summary>
    public static bool Knows(string field) =>
        field
            is SharedFields.GivenName
                or SharedFields.FamilyName
                or SharedFields.SchoolName
                or SharedFields.YearGroup
                or SharedFields.Band;

    /// <summary>The field's value as it is ordered.</summary>
    public static string KeyOf(SharedChildNode child, string field) =>
        field is SharedFields.Band ? $"{(int?)child.Band ?? 9}" : TextOf(child, field) ?? "";

    /// <summary>The field's value as it is compared; a band as the schema writes it.</summary>
    public static string? TextOf(SharedChildNode child, string field) =>
        field switch
        {
            SharedFields.GivenName => child.GivenName,
            SharedFields.FamilyName => child.FamilyName,
            SharedFields.SchoolName => child.SchoolName,
            SharedFields.YearGroup => child.YearGroup,
            SharedFields.Band => child.Band switch
            {
                AttendanceBand.From95 => "FROM_95",
                AttendanceBand.From90 => "FROM_90",
                AttendanceBand.From50 => "FROM_50",
                AttendanceBand.Under50 => "UNDER_50",
                null => null,
            },
            _ => throw new InvalidOperationException($"There is no order by {field}."),
        };
}

[Description("A live agreement, as its agency sees it.")]
internal sealed record SharedAgreementLine(
    [property: Description("The agreement's id."), Id] string Id,
    [property: Description("The agency's name.")] string Agency,
    [property: Description("What the children are shown for.")] string Purpose,
    [property: Description("The lawful basis.")] string LawfulBasis,
    [property: Description("The first day on which it no longer holds.")] DateOnly ExpiresOn,
    [property: Description("The fields of a child that it opens.")] IReadOnlyList<string> Fields
);

[Description("A live agreement, through which its agency reads children.")]
[Name("SharedAgreement")]
internal sealed record SharedAgreementNode(
    [property: Description("The agreement's id."), Id] string Id,
    [property: Description("The agency's name.")] string Agency,
    [property: Description("What the children are shown for.")] string Purpose,
    [property: Description("The lawful basis.")] string LawfulBasis,
    [property: Description("The first day on which it no longer holds.")] DateOnly ExpiresOn,
    [property: Description("The fields of a child that it opens: all that a child has here.")] IReadOnlyList<string> Fields
)
{
    /// <summary>What it opens.</summary>
    [Ignore]
    public required SharedScope Scope { get; init; }
}

[Description("A page of the children of an agreement.")]
internal sealed record SharedChildPage(
    [property: Description("The children.")] IReadOnlyList<SharedChildNode> Nodes,
    [property: Description("Where the page ends.")] PageInfo PageInfo
);
