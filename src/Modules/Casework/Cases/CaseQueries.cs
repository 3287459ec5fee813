using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Cases;

/// <summary>Questions about cases.</summary>
[QueryRoot]
internal sealed class CaseQueries(CaseDesk desk, CaseReader reader, CaseLists lists, IPolicy policy)
{
    private const int MostOnPage = 100;

    [Description("One case. Null with NOT_FOUND when there is none in the caller's scope.")]
    [Cost(5)]
    public async Task<CaseNode?> Case(
        Caller caller,
        [Description("The case's id."), Id] string id,
        CancellationToken cancellation = default
    ) => new CaseNode(await desk.OpenAsync(caller, id, cancellation));

    [Description("Cases in the caller's scope, what is due first at the top.")]
    [Cost(20)]
    public async Task<CaseConnection> Cases(
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("What to narrow the list to.")] CaseFilter? filter = null,
        [Description("The cursor after which the page begins.")] string? after = null,
        CancellationToken cancellation = default
    )
    {
        if (first is < 0 or > MostOnPage)
            throw Refusal.BadInput("first", $"Give 0 to {MostOnPage}.");
        var skip = 0;
        if (after is not null && !int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
            throw Refusal.BadInput("after", "This is no cursor of a page.");
        var wanted = filter ?? new CaseFilter();
        var ids = await lists.PageAsync(caller, wanted, first, skip, cancellation);
        var edges = new List<CaseEdge>();
        foreach (var id in ids.Take(first))
        {
            if (await reader.LoadAsync(id, cancellation) is not { } file)
                continue;
            AuditScope.Current?.Show(file.Pupil);
            var rights = await policy.OfAsync(caller, file.Pupil, cancellation);
            edges.Add(
                new CaseEdge(
                    (skip + edges.Count + 1).ToString(CultureInfo.InvariantCulture),
                    new CaseNode(new CaseFolder(file, rights, caller))
                )
            );
        }
        return new CaseConnection(lists, caller, wanted, edges, ids.Count > first);
    }
}

/// <summary>A child's case, for who may read it.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilCase(CaseReader reader, CaseLists lists, IPolicy policy)
{
    [Description("The child's open case; null without one, and for a role that is not shown cases.")]
    [Cost(5)]
    public async Task<CaseNode?> OpenCase(PupilNode pupil, Caller caller, CancellationToken cancellation = default)
    {
        var rights = await policy.OfAsync(caller, pupil.Key, cancellation);
        if (!rights.May(Act.ReadCase) || await lists.OpenOfAsync(pupil.Key, cancellation) is not { } id)
            return null;
        return await reader.LoadAsync(id, cancellation) is { } file ? new CaseNode(new CaseFolder(file, rights, caller)) : null;
    }
}

[Description("What a list of cases is narrowed to. Parts that are left out do not narrow.")]
internal sealed record CaseFilter(
    [property: Description("Only the cases that the caller holds.")] bool? Mine = null,
    [property: Description("Only cases at this stage.")] CaseStage? Stage = null,
    [property: Description("Only cases in which something was due before today.")] bool? Overdue = null,
    [property: Description("Closed cases too.")] bool? Closed = null
);

/// <summary>A page of cases.</summary>
[Description("A page of cases.")]
internal sealed class CaseConnection(CaseLists lists, Caller caller, CaseFilter filter, IReadOnlyList<CaseEdge> edges, bool more)
{
    [Description("The cases of this page.")]
    public IReadOnlyList<CaseEdge> Edges => edges;

    [Description("Where the page ends.")]
    public PageInfo PageInfo => new(more, edges.Count == 0 ? null : edges[0].Cursor, edges.Count == 0 ? null : edges[^1].Cursor);

    [Description("How many cases the filter finds in all.")]
    [Cost(20)]
    public Task<int> TotalCount(CancellationToken cancellation) => lists.CountAsync(caller, filter, cancellation);
}

[Description("A case in a list.")]
internal sealed record CaseEdge(
    [property: Description("Where the case stands in the list, to be sent as `after`.")] string Cursor,
    [property: Description("The case.")] CaseNode Node
);
