using System.ComponentModel;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending;

[Description("What became of a record of the youth offending service.")]
internal sealed record YouthPayload(
    [property: Description("The record's id; null when nothing was written."), Id] string? Id,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
)
{
    private static readonly Error Settled = new("youth-settled", "That was done meanwhile.");

    public static YouthPayload Of(long id) => new($"{id}", []);

    public static YouthPayload Of(Error error) => new(null, InputProblem.Of(error));

    /// <summary>The record's id, or that somebody was faster.</summary>
    public static YouthPayload Of(long id, bool written) => written ? Of(id) : Of(Settled);
}
