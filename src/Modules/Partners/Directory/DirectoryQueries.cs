using System.ComponentModel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Directory;

/// <summary>Who takes part: open to everybody who is signed in, and about no child.</summary>
[QueryRoot]
internal sealed class DirectoryQueries(AgencyBook agencies, ProgrammeBook programmes)
{
    [Description("Every agency that takes part: those that the strategy names in its order, then those that the authority added.")]
    [Cost(5)]
    public async Task<IReadOnlyList<AgencyNode>> Agencies(CancellationToken cancellation = default) =>
        [.. (await agencies.ListAsync(cancellation)).Select(AgencyNode.Of)];

    [Description("One agency. Null with NOT_FOUND when there is none.")]
    [Cost(5)]
    public async Task<AgencyNode?> Agency([Description("Its short name."), Id] string id, CancellationToken cancellation = default) =>
        await agencies.FindAsync(id, cancellation) is { } agency ? AgencyNode.Of(agency) : throw Refusal.NotFound();

    [Description("Programmes, streams of money and initiatives.")]
    [Cost(5)]
    public async Task<IReadOnlyList<ProgrammeNode>> Programmes(
        [Description("Only this kind.")] ProgrammeKind? kind = null,
        [Description("Only what this programme's money pays for, by its short name."), Id] string? fundedBy = null,
        CancellationToken cancellation = default
    ) =>
        [
            .. (await programmes.ListAsync(cancellation))
                .Where(programme => (kind is null || programme.Kind == kind) && (fundedBy is null || programme.FundedBy == fundedBy))
                .Select(ProgrammeNode.Of),
        ];
}
