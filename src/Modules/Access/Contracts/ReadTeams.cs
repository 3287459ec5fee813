using System.ComponentModel;
using Attendance.SharedKernel;
using GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Access.Contracts;

/// <summary>Teams that look after a school in the caller's scope today, by name. Empty for a caller who is shown none.</summary>
public sealed record ReadTeams(Caller Caller) : IRequest<IReadOnlyList<TeamNode>>;

/// <summary>Who looks after these schools today; those of which the caller is not shown it are left out.</summary>
public sealed record ReadSupport(Caller Caller, IReadOnlyCollection<Laestab> Schools)
    : IRequest<IReadOnlyDictionary<Laestab, SchoolSupport>>;

/// <summary>A school's team and named officer; null for none.</summary>
public sealed record SchoolSupport(TeamNode? Team, OfficerNode? Officer);

/// <summary>A locality team in the GraphQL schema. The module that owns schools extends it by its schools.</summary>
[Description("A locality team: it looks after some of the authority's schools.")]
[Name("Team")]
public sealed record TeamNode(
    [property: Description("The team's short name in addresses."), Id] string Id,
    [property: Description("Name.")] string Name,
    [property: Description("Who works in it today or will, managers first.")] IReadOnlyList<TeamMemberNode> Members
)
{
    /// <summary>The schools that it looks after today.</summary>
    [Ignore]
    public required IReadOnlyList<Laestab> SchoolIds { get; init; }
}

/// <summary>A member of a team.</summary>
[Description("Somebody who works in a team.")]
[Name("TeamMember")]
public sealed record TeamMemberNode(
    [property: Description("The membership's id, by which it is ended."), Id] string Id,
    [property: Description("Name.")] string Name,
    [property: Description("Email address at work.")] string Email,
    [property: Description("The job in the team.")] Role Role,
    [property: Description("First day.")] DateOnly From,
    [property: Description("First day on which it no longer holds; null: until further notice.")] DateOnly? Until,
    [property: Description("Who stands in, today or later.")] IReadOnlyList<CoverNode> CoveredBy
);

/// <summary>A school's named officer.</summary>
[Description("The education welfare officer named for a school.")]
[Name("NamedOfficer")]
public sealed record OfficerNode(
    [property: Description("Name.")] string Name,
    [property: Description("Email address at work.")] string Email,
    [property: Description("First day.")] DateOnly From,
    [property: Description("First day on which it no longer holds; null: until further notice.")] DateOnly? Until,
    [property: Description("Who stands in, today or later.")] IReadOnlyList<CoverNode> CoveredBy
);

/// <summary>Who stands in for somebody. Why the other is away is not told.</summary>
[Description("Somebody who stands in for an absent worker.")]
[Name("Cover")]
public sealed record CoverNode(
    [property: Description("The cover's id, by which it is ended."), Id] string Id,
    [property: Description("Name of who stands in.")] string Name,
    [property: Description("Email address at work.")] string Email,
    [property: Description("First day.")] DateOnly From,
    [property: Description("First day on which it no longer holds.")] DateOnly Until
);
