using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Who is tied to schools, units and children by these relationships today, in a role that is held: for modules that tell people that something is there for them. What is answered is
/// about staff only, and opens nothing: what each may see is asked of the policy when it is read.
/// </summary>
public sealed record ReadTies(IReadOnlyCollection<Relation> Relations) : IRequest<IReadOnlyList<Tie>>;

/// <summary>A relationship of a person, by number.</summary>
public sealed record Tie(long Person, Role Role, Relation Relation, GrantTarget On);
