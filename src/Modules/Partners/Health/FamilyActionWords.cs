using System.ComponentModel;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Health;

/// <summary>The words of a record by the Family Action Model: kept as one text under the child's data key.</summary>
internal sealed record FamilyActionWords(
    string Strengths,
    string Needs,
    IReadOnlyList<string> Actions,
    string ChildView,
    string ParentView,
    string Lead
);

[Description("A record by the Family Action Model. Words are null when the child's texts were erased.")]
[global::GraphQL.Name("FamilyAction")]
internal sealed record FamilyActionNode(
    [property: Description("Its id."), Id] string Id,
    [property: Description("The agency whose people recorded it, by short name; null: the authority's."), Id] string? Agency,
    [property: Description("When it was recorded.")] DateTimeOffset RecordedAt,
    [property: Description("When it is looked at again.")] DateOnly ReviewOn,
    [property: Description("True when that day is over and nothing was recorded since.")] bool Overdue,
    [property: Description("What the family does well.")] string? Strengths,
    [property: Description("What it needs.")] string? Needs,
    [property: Description("Who does what.")] IReadOnlyList<string> Actions,
    [property: Description("What the child says.")] string? ChildView,
    [property: Description("What the parents say.")] string? ParentView,
    [property: Description("Who leads.")] string? Lead
);
