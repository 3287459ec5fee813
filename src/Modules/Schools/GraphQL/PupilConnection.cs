using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Reading;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Schools.GraphQL;

/// <summary>A page of children in the caller's scope.</summary>
[Description("A page of children, in the order asked for.")]
internal sealed class PupilConnection(
    PupilSearch search,
    PupilCriteria criteria,
    Visible visible,
    IReadOnlyList<PupilEdge> edges,
    bool more
)
{
    [Description("The children of this page.")]
    public IReadOnlyList<PupilEdge> Edges => edges;

    [Description("Where the page ends.")]
    public PageInfo PageInfo => new(more, edges.Count == 0 ? null : edges[0].Cursor, edges.Count == 0 ? null : edges[^1].Cursor);

    [Description("How many children the filter finds in all.")]
    [Cost(20)]
    public Task<int> TotalCount(CancellationToken cancellation) => search.CountAsync(criteria, visible, cancellation);

    /// <summary>Reads a page. Throws a refusal when <paramref name="after"/> is no cursor of this order.</summary>
    public static async Task<PupilConnection> ReadAsync(
        IPolicy policy,
        PupilSearch search,
        PupilCriteria criteria,
        Caller caller,
        PupilOrder order,
        int first,
        string? after,
        CancellationToken cancellation
    )
    {
        var flags = await policy.VisibleAsync(caller, Act.ReadFlags, "p.pupil_id", cancellation);
        // No filter and no order by what is hidden: a child whose flags the caller is not shown meets no filter by flags.
        var visible = criteria switch
        {
            { Flag: { } rule } when FlagRules.TellsCode(rule) => await policy.VisibleAsync(
                caller,
                Act.ReadCodes,
                "p.pupil_id",
                cancellation
            ),
            { Flag: not null } or { Severity: not null } => flags,
            _ => await policy.VisibleAsync(caller, Act.ReadChild, "p.pupil_id", cancellation),
        };
        if (order is PupilOrder.Severity && flags.IsNobody)
            order = PupilOrder.Missed;
        PupilCursor? cursor = null;
        if (after is not null)
            cursor = PupilCursor.Parse(after, order) ?? throw Refusal.BadInput("after", "This is no cursor of a page in this order.");
        var rows = await search.PageAsync(criteria, visible, order, first, cursor, cancellation);
        var edges = rows.Take(first).Select(row => PupilEdge.Of(row, order)).ToList();
        foreach (var edge in edges)
            AuditScope.Current?.Show(edge.Node.Key);
        return new PupilConnection(search, criteria, visible, edges, rows.Count > first);
    }
}

[Description("A child in a list.")]
internal sealed record PupilEdge(
    [property: Description("Where the child stands in the list, to be sent as `after`.")] string Cursor,
    [property: Description("The child.")] PupilNode Node,
    [property: Description("The totals that the list was made from; null for a child without any mark that counted.")]
        SessionTotals? Standing
)
{
    public static PupilEdge Of(PupilRow row, PupilOrder order) =>
        new(
            new PupilCursor(order, row.Key, row.Id).Text,
            new PupilNode
            {
                Key = row.Id,
                Upn = row.Upn,
                GivenName = row.GivenName,
                FamilyName = row.FamilyName,
                BirthDate = row.BirthDate,
                Sex = row.Sex,
            },
            row.Standing is { } standing ? SessionTotals.Of(standing.Year, standing.Sums) : null
        );
}
