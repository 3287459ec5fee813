using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Reading;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Schools.GraphQL;

/// <summary>A page of children in the caller's scope.</summary>
[Description("A page of children, in the order asked for.")]
internal sealed class PupilConnection(IReadOnlyList<PupilEdge> edges, bool more, Func<CancellationToken, Task<int>> count)
{
    [Description("The children of this page.")]
    public IReadOnlyList<PupilEdge> Edges => edges;

    [Description("Where the page ends.")]
    public PageInfo PageInfo => new(more, edges.Count == 0 ? null : edges[0].Cursor, edges.Count == 0 ? null : edges[^1].Cursor);

    [Description("How many children the filter finds in all.")]
    [Cost(20)]
    public Task<int> TotalCount(CancellationToken cancellation) => count(cancellation);

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
        (var visible, order) = await VisibleAsync(policy, criteria, caller, order, cancellation);
        var rows = await search.PageAsync(criteria, visible, order, first, Cursor(after, order), cancellation);
        return Of(rows, order, first, default, stop => search.CountAsync(criteria, visible, stop));
    }

    /// <summary>Reads a page of a school's children as at a past date. Throws a refusal as <see cref="ReadAsync"/> does.</summary>
    public static async Task<PupilConnection> ReadAsOfAsync(
        IPolicy policy,
        PupilsAsOf pupils,
        PupilCriteria criteria,
        Moment moment,
        Caller caller,
        PupilOrder order,
        int first,
        string? after,
        CancellationToken cancellation
    )
    {
        if (criteria.School is not { } school || moment.AsOf is not { } asOf)
            throw Refusal.BadInput("filter", "A list as at a date is of one school: give `filter.school` and `asOf`.");
        if (moment.KnownAt is not null && (criteria.Flag is not null || criteria.Severity is not null || order is PupilOrder.Severity))
            throw Refusal.BadInput(
                "known-at",
                "Flags of a list are known by date only: leave out `knownAt`, or the filter and order by flags."
            );
        (var visible, order) = await VisibleAsync(policy, criteria, caller, order, cancellation);
        var all = await pupils.ReadAsync(school, criteria, visible, order, asOf, moment.KnownAt, cancellation);
        var from = 0;
        if (Cursor(after, order) is { } cursor)
        {
            from = 1 + all.Index().Where(row => row.Item.Id == cursor.Pupil).Select(row => row.Index).DefaultIfEmpty(-1).First();
            if (from == 0)
                throw Refusal.BadInput("after", "The child at whom the page before ended is in the list no more: begin anew.");
        }
        return Of([.. all.Skip(from).Take(first + 1)], order, first, moment, _ => Task.FromResult(all.Count));
    }

    private static PupilConnection Of(
        IReadOnlyList<PupilRow> rows,
        PupilOrder order,
        int first,
        Moment moment,
        Func<CancellationToken, Task<int>> count
    )
    {
        var edges = rows.Take(first).Select(row => PupilEdge.Of(row, order, moment)).ToList();
        foreach (var edge in edges)
            AuditScope.Current?.Show(edge.Node.Key);
        return new PupilConnection(edges, rows.Count > first, count);
    }

    private static PupilCursor? Cursor(string? after, PupilOrder order) =>
        after is null
            ? null
            : PupilCursor.Parse(after, order) ?? throw Refusal.BadInput("after", "This is no cursor of a page in this order.");

    /// <summary>No filter and no order by what is hidden: a child whose flags the caller is not shown meets no filter by flags.</summary>
    private static async Task<(Visible Visible, PupilOrder Order)> VisibleAsync(
        IPolicy policy,
        PupilCriteria criteria,
        Caller caller,
        PupilOrder order,
        CancellationToken cancellation
    )
    {
        var flags = await policy.VisibleAsync(caller, Act.ReadFlags, "p.pupil_id", cancellation);
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
        return (visible, order is PupilOrder.Severity && flags.IsNobody ? PupilOrder.Missed : order);
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
    public static PupilEdge Of(PupilRow row, PupilOrder order, Moment moment = default) =>
        new(
            new PupilCursor(order, row.Key, row.Id).Text,
            new PupilNode
            {
                Key = row.Id,
                Moment = moment,
                Upn = row.Upn,
                GivenName = row.GivenName,
                FamilyName = row.FamilyName,
                BirthDate = row.BirthDate,
                Sex = row.Sex,
            },
            row.Standing is { } standing ? SessionTotals.Of(standing.Year, standing.Sums) : null
        );
}
