using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Dapper;

namespace Attendance.Access.Teams;

/// <summary>
/// Writes out what a membership or a cover opens as rows of <c>access_grant</c>, whose source it is, and again when what it rests on changes. What is wanted
/// already stays as it is; the rest ends today and is written anew.
/// </summary>
internal sealed class Expansion(PersonStore store)
{
    /// <summary>What somebody who stands in takes over. What a person has as a parent, at work in a school or for the whole authority is not passed on.</summary>
    private static readonly Relation[] Covered = [Relation.NamedOfficer, Relation.HoldsCase, Relation.Manages, Relation.TeamMember];

    /// <summary>Writes the grants of a team's members, and of who stands in for them.</summary>
    public async Task TeamAsync(DbTransaction transaction, string team, string by, string reason)
    {
        var connection = transaction.Connection!;
        var schools = (
            await connection.QueryAsync<TeamSchool>(
                """
                select school_id, from_date, until_date from access_team_school
                where team = @team and (until_date is null or until_date > @today) order by school_id
                """,
                new { team, today = store.Today },
                transaction
            )
        ).ToList();
        var members = (
            await connection.QueryAsync<TeamMember>(
                "select id, person, role, from_date, until_date, reason from access_team_member where team = @team order by id",
                new { team },
                transaction
            )
        ).ToList();
        foreach (var member in members)
            await ReplaceAsync(transaction, member.Id, OfMember(member, schools), by, reason);
        foreach (var person in members.Select(member => member.Person).Distinct().Order())
            await CoversAsync(transaction, person, by, reason);
    }

    /// <summary>Writes the grants of whoever stands in for a person whose grants, roles or presence have changed.</summary>
    public async Task CoversAsync(DbTransaction transaction, long absent, string by, string reason)
    {
        var connection = transaction.Connection!;
        var covers = (
            await connection.QueryAsync<CoverRow>(
                """
                select id, absent, worker, from_date, until_date, reason from access_cover
                where absent = @absent and ended_at is null and until_date > @today order by id
                """,
                new { absent, today = store.Today },
                transaction
            )
        ).ToList();
        if (covers.Count == 0)
            return;
        var held = await HeldAsync(transaction, absent);
        foreach (var cover in covers)
            await ReplaceAsync(transaction, cover.Id, OfCover(cover, held), by, reason);
    }

    /// <summary>What a person holds by itself or by a team, in roles that were agreed to, for as long as grant and role both hold.</summary>
    public async Task<IReadOnlyList<NewGrant>> HeldAsync(DbTransaction transaction, long person)
    {
        var rows = await transaction.Connection!.QueryAsync<HeldRow>(
            """
            select g.target, g.target_id, g.role, g.relation, g.from_date, g.until_date, r.from_date as role_from, r.until_date as role_until
            from access_grant g
            join access_person p on p.id = g.person and p.left_at is null
            join access_role r on r.person = g.person and r.role = g.role and r.approved_by is not null
            where g.person = @person and g.agreement is null and g.ended_at is null
                and (g.until_date is null or g.until_date > @today) and (r.until_date is null or r.until_date > @today)
                and not exists (select 1 from access_cover c where c.id = g.source)
            order by g.target, g.target_id, g.role, g.relation, g.from_date
            """,
            new { person, today = store.Today },
            transaction
        );
        return
        [
            .. rows.Select(row => (Row: row, Relation: Enum.Parse<Relation>(row.Relation)))
                .Where(row => Covered.Contains(row.Relation))
                .Select(row =>
                    (
                        row.Row,
                        row.Relation,
                        Period: Period.Overlap(
                            new Period(row.Row.FromDate, row.Row.UntilDate),
                            new Period(row.Row.RoleFrom, row.Row.RoleUntil)
                        )
                    )
                )
                .Where(row => row.Period is not null)
                .Select(row => new NewGrant(
                    person,
                    new GrantTarget(Enum.Parse<GrantTargetKind>(row.Row.Target, ignoreCase: true), row.Row.TargetId),
                    Enum.Parse<Role>(row.Row.Role),
                    row.Relation,
                    "",
                    row.Period!
                )),
        ];
    }

    /// <summary>A grant for each school of the team, for as long as it is the team's and the member is in it. A manager's opens more than an officer's.</summary>
    public static IReadOnlyList<NewGrant> OfMember(TeamMember member, IReadOnlyList<TeamSchool> schools)
    {
        var role = Enum.Parse<Role>(member.Role);
        var relation = role is Role.LocalityManager ? Relation.Manages : Relation.TeamMember;
        return
        [
            .. schools
                .Select(school =>
                    (
                        school,
                        Period: Period.Overlap(new Period(member.FromDate, member.UntilDate), new Period(school.FromDate, school.UntilDate))
                    )
                )
                .Where(pair => pair.Period is not null)
                .Select(pair => new NewGrant(
                    member.Person,
                    GrantTarget.Of(Laestab.From(pair.school.SchoolId)),
                    role,
                    relation,
                    member.Reason,
                    pair.Period!,
                    Source: member.Id
                )),
        ];
    }

    /// <summary>
    /// What the absent one holds, for the days of the cover. Membership of a team stays membership: cover for a named officer opens flagged children, and
    /// membership must not become that.
    /// </summary>
    public static IReadOnlyList<NewGrant> OfCover(CoverRow cover, IReadOnlyList<NewGrant> held) =>
        [
            .. held.Select(grant => (grant, Period: Period.Overlap(grant.Period, new Period(cover.FromDate, cover.UntilDate))))
                .Where(pair => pair.Period is not null)
                .Select(pair =>
                    pair.grant with
                    {
                        Person = cover.Worker,
                        Relation = pair.grant.Relation is Relation.TeamMember ? Relation.TeamMember : Relation.Covers,
                        Reason = cover.Reason,
                        Period = pair.Period!,
                        Source = cover.Id,
                    }
                )
                .Distinct(),
        ];

    private async Task ReplaceAsync(DbTransaction transaction, string source, IReadOnlyList<NewGrant> wanted, string by, string reason)
    {
        var today = store.Today;
        var missing = wanted.Where(grant => grant.Period.Until is null || grant.Period.Until > today).ToList();
        foreach (var row in await PersonStore.OfSourceAsync(transaction, source, today))
        {
            var same = missing.FindIndex(grant => row.Says(grant));
            if (same >= 0)
                missing.RemoveAt(same);
            else
                await store.EndGrantAsync(transaction, row.Id, by, reason);
        }
        foreach (var grant in missing)
            await store.InsertGrantAsync(transaction, grant, by);
    }

    private sealed class HeldRow
    {
        public string Target { get; init; } = "";
        public long TargetId { get; init; }
        public string Role { get; init; } = "";
        public string Relation { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
        public DateOnly RoleFrom { get; init; }
        public DateOnly? RoleUntil { get; init; }
    }
}

/// <summary>A school of a team, and for which days.</summary>
internal sealed class TeamSchool
{
    public long SchoolId { get; init; }
    public DateOnly FromDate { get; init; }
    public DateOnly? UntilDate { get; init; }
}

/// <summary>A member of a team as stored.</summary>
internal sealed class TeamMember
{
    public string Id { get; init; } = "";
    public long Person { get; init; }
    public string Role { get; init; } = "";
    public DateOnly FromDate { get; init; }
    public DateOnly? UntilDate { get; init; }
    public string Reason { get; init; } = "";
}

/// <summary>A cover as stored.</summary>
internal sealed class CoverRow
{
    public string Id { get; init; } = "";
    public long Absent { get; init; }
    public long Worker { get; init; }
    public DateOnly FromDate { get; init; }
    public DateOnly UntilDate { get; init; }
    public string Reason { get; init; } = "";
}
