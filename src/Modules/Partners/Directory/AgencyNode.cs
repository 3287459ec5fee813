using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Directory;

[Description("An agency that takes part in getting children back into school.")]
[Name("Agency")]
internal sealed record AgencyNode(
    [property: Description("The agency's short name in addresses."), Id] string Id,
    [property: Description("Name.")] string Name,
    [property: Description("What it is.")] AgencyKind Kind,
    [property: Description("The role that its people hold; null: none in the product.")] Role? Role,
    [property: Description("What it does.")] string About,
    [property: Description("How it is reached at work.")] string? Contact,
    [property: Description("The line of the strategy that names it; null: the authority added it.")] int? Line
)
{
    [Description("What the strategy says that it answers for.")]
    public IReadOnlyList<ResponsibilityNode> Responsibilities =>
        ResponsibilityNode.Of(ResponsibilityTables.Strategy.Rows.Where(row => row.Agency == Id), _reads);

    private readonly AnswerReads _reads = new();

    public static AgencyNode Of(Agency agency) =>
        new(agency.Id, agency.Name, agency.Kind, agency.Role, agency.About, agency.Contact, agency.Line);
}

[Description("One row of the strategy's tables of partners.")]
[Name("Responsibility")]
internal sealed record ResponsibilityNode(
    [property: Description("Its number in the checklist of the strategy."), Id] string Row,
    [property: Description("The lines of the strategy.")] string Lines,
    [property: Description("The agency, by its short name.")] string Agency,
    [property: Description("Who in the agency.")] string Role,
    [property: Description("What they answer for.")] string Responsibility,
    [property: Description("What should come of it.")] string Outcome
)
{
    /// <summary>The row itself.</summary>
    [Ignore]
    public required AskedRow Source { get; init; }

    /// <summary>Rows of one answer.</summary>
    public static IReadOnlyList<ResponsibilityNode> Of(IEnumerable<Responsibility> rows, AnswerReads reads) =>
        [
            .. rows.Select(row => new ResponsibilityNode(row.Row, row.Lines, row.Agency, row.Role, row.Text, row.Outcome)
            {
                Source = new AskedRow(row, reads),
            }),
        ];
}

/// <summary>The figures of a row, counted only when they are asked for.</summary>
[Extends(typeof(ResponsibilityNode))]
internal sealed class ResponsibilityFigures(OutcomeFigures figures)
{
    [Description("What came of it, counted at this moment.")]
    [Cost(5)]
    public Task<IReadOnlyList<OutcomeFigure>> Figures(ResponsibilityNode row, CancellationToken cancellation = default) =>
        figures.OfAsync(row.Source, cancellation);
}
