using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Access.Policy;

/// <summary>A person's live grants on one school day, each held in a live role; what a decision about schools and the authority rests on.</summary>
internal sealed record PersonRights(IReadOnlyList<HeldGrant> Grants)
{
    /// <summary>Nobody's.</summary>
    public static PersonRights None { get; } = new([]);

    /// <summary>The children who are open by emergency access, each with the emergency's id.</summary>
    public IEnumerable<(long Child, string Emergency)> Emergencies =>
        Grants.Where(grant => grant.Relation is Relation.Emergency).Select(grant => (grant.On.Id, grant.Source ?? ""));

    /// <summary>The roles in which anything is held.</summary>
    public IEnumerable<Role> Roles => Grants.Select(grant => grant.Role).Distinct();

    /// <summary>The roles in which the person may act on a school, a unit or the authority.</summary>
    public IEnumerable<Role> RolesFor(Act act, GrantTarget on) =>
        Grants
            .Where(grant =>
                grant.Agreement is null
                && RoleRights.Of(grant.Role).May(act)
                && (grant.On.Kind is GrantTargetKind.All || (on.Kind is not GrantTargetKind.All && grant.On == on) || IsTeamAct(act))
            )
            .Select(grant => grant.Role)
            .Distinct();

    /// <summary>For each of these roles the kinds of things that anything is held on in it; agreements open nothing but themselves.</summary>
    public IReadOnlyCollection<(Role Role, GrantTargetKind On)> KindsIn(IReadOnlyCollection<Role> roles) =>
        Grants
            .Where(grant => grant.Agreement is null && roles.Contains(grant.Role))
            .Select(grant => (grant.Role, grant.On.Kind))
            .ToHashSet();

    /// <summary>Whether anything is held that allows an act on children.</summary>
    public bool HoldsAny(Act act) => Grants.Any(grant => grant.Agreement is null && RoleRights.Of(grant.Role).May(act));

    /// <summary>The children in reach of an act: <see cref="ReachSql.Children"/> once more, in memory. A test holds the two together.</summary>
    public HashSet<PupilId> Among(Act act, ChildReaches children, bool allConcern)
    {
        var reached = new HashSet<PupilId>();
        foreach (var grant in Grants)
        {
            if (grant.Agreement is not null || !RoleRights.Of(grant.Role).May(act))
                continue;
            var flaggedOnly = grant.On.Kind is GrantTargetKind.School && RoleRights.FlaggedOnly(grant.Role);
            if (flaggedOnly && grant.Relation is not (Relation.NamedOfficer or Relation.Covers))
                continue;
            foreach (var child in children.On(grant.On))
            {
                if (!flaggedOnly || allConcern || child.Concern)
                    reached.Add(child.Child);
            }
        }
        return reached;
    }

    // A job done for the authority by people whose relationships are with schools: whoever holds the role with any live grant may ask.
    private static bool IsTeamAct(Act act) =>
        act is Act.AskEmergency or Act.ApproveEmergency or Act.ReviewEmergency or Act.ProposeRules or Act.WriteAgreement;
}

/// <summary>One live grant.</summary>
internal sealed record HeldGrant(Role Role, Relation Relation, GrantTarget On, string? Agreement, string? Fields, string? Source);
