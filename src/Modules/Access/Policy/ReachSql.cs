using Attendance.Access.Contracts;

namespace Attendance.Access.Policy;

/// <summary>
/// How far grants reach, in SQL that both databases understand: the one definition, for single children and for lists. Only names of enumerations are
/// written into the text; values travel as parameters.
/// </summary>
internal static class ReachSql
{
    /// <summary>Everybody.</summary>
    public const string All = "(1 = 1)";

    /// <summary>Nobody. It names the table that lists must name, because the answer to "which grants?" is none.</summary>
    public const string Nobody = "(exists (select 1 from access_grant where 1 = 0))";

    /// <summary>The children on a school's roll: of the school in @access_school.</summary>
    public static string OfSchoolKey(string pupil) =>
        $"({pupil} in (select l.pupil from access_place l where l.target = 'school' and l.target_id = @access_school and {Live("l")}))";

    /// <summary>
    /// The children whom @access_person reaches in one of the roles on @access_day. <paramref name="held"/>: the kinds of things that the person holds anything on in each role,
    /// as read just before. Ways that nothing is held on are left out, so that the database can begin with the few children of the others.
    /// </summary>
    public static string Children(IReadOnlyCollection<(Role Role, GrantTargetKind On)> held, string pupil, IConcern concern)
    {
        var parts = new List<string>();
        if (RolesOn(GrantTargetKind.All) is { Count: > 0 } all)
            parts.Add($"exists (select 1 from {Grants(all)} and g.target = 'all')");
        if (RolesOn(GrantTargetKind.Pupil) is { Count: > 0 } single)
        {
            parts.Add($"{pupil} in (select g.target_id from {Grants(single)} and g.target = 'pupil')");
            // A grant on a record that turned out to be the same child.
            parts.Add(
                $"{pupil} in (select l.pupil from access_place l, {Grants(single)} and g.target = 'pupil' and l.target = 'pupil' and l.target_id = g.target_id)"
            );
        }
        var placed = RolesOn(GrantTargetKind.School).Union(RolesOn(GrantTargetKind.Unit)).ToList();
        var whole = placed.Where(role => !RoleRights.FlaggedOnly(role)).ToList();
        if (whole.Count > 0)
            parts.Add($"{pupil} in (select l.pupil from {Placed(whole)})");
        var units = RolesOn(GrantTargetKind.Unit).Where(RoleRights.FlaggedOnly).ToList();
        if (units.Count > 0)
            parts.Add($"{pupil} in (select l.pupil from {Placed(units)} and g.target = 'unit')");
        var schools = RolesOn(GrantTargetKind.School).Where(RoleRights.FlaggedOnly).ToList();
        if (schools.Count > 0)
            parts.Add(
                $"({concern.Sql(pupil)} and {pupil} in (select l.pupil from {Placed(schools)} and g.relation in ('{Relation.NamedOfficer}', '{Relation.Covers}')))"
            );
        return parts.Count == 0 ? Nobody : $"({string.Join(" or ", parts)})";

        List<Role> RolesOn(GrantTargetKind kind) => [.. held.Where(own => own.On == kind).Select(own => own.Role).Distinct()];
    }

    /// <summary>The schools that @access_person reaches in one of the roles on @access_day.</summary>
    public static string Schools(IReadOnlyCollection<Role> roles, string school) =>
        roles.Count == 0
            ? Nobody
            : $"(exists (select 1 from {Grants(roles)} and g.target = 'all') or {school} in (select g.target_id from {Grants(roles)} and g.target = 'school'))";

    /// <summary>Live grants g in live roles of a person who has not left; agreements open nothing but themselves.</summary>
    public static string Grants(IReadOnlyCollection<Role> roles, string agreement = "g.agreement is null") =>
        $"""
            access_grant g, access_person w
            where w.id = g.person and w.left_at is null and g.person = @access_person and {agreement} and g.role in ({string.Join(
                ", ",
                roles.Select(role => $"'{role}'")
            )}) and {Live("g")} and {Unexpired("g")} and {Held("g")}
            """;

    /// <summary>Emergency access holds for hours, until @access_now; everything else for days.</summary>
    public static string Unexpired(string grant) =>
        $"({grant}.relation <> '{Relation.Emergency}' or exists (select 1 from access_emergency e where e.grant_id = {grant}.id and e.expires_at > @access_now))";

    /// <summary>A row that holds on @access_day.</summary>
    public static string Live(string alias) =>
        $"{alias}.from_date <= @access_day and ({alias}.until_date is null or {alias}.until_date > @access_day)";

    /// <summary>The role of a grant is held on @access_day and was agreed to by two.</summary>
    public static string Held(string grant) =>
        $"exists (select 1 from access_role r where r.person = {grant}.person and r.role = {grant}.role and r.approved_by is not null and {Live("r")})";

    private static string Placed(IReadOnlyCollection<Role> roles) =>
        $"access_place l, {Grants(roles)} and l.target in ('school', 'unit') and l.target = g.target and l.target_id = g.target_id and {Live("l")}";
}
