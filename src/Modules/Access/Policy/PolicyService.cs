using System.Collections.Concurrent;
using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Access.Policy;

/// <summary>
/// Decides. Keys of systems are judged without the database; a person's grants are believed for <see cref="AccessNews.Believed"/>, and read again after every change on this
/// Host; who reaches which child is asked of the database every time.
/// </summary>
internal sealed class PolicyService(
    Database database,
    SchoolClock clock,
    TimeProvider time,
    AccessNews news,
    IConcern concern,
    Pseudonyms pseudonyms
) : IPolicy
{
    private const int MostRemembered = 10_000;

    // SQLite takes 500 selects in one statement.
    private const int MostInStatement = 400;

    private readonly ConcurrentDictionary<long, Entry> _people = new();

    public ValueTask<bool> MayAsync(
        Caller who,
        Act action,
        GrantTarget resource,
        string? purpose = null,
        CancellationToken cancellation = default
    )
    {
        if (who.Kind is CallerKind.Person)
            return OfPersonAsync(who, action, resource, purpose, cancellation);
        var allowed = OfSystem(who, action, resource);
        if (!allowed)
            AuditScope.Current?.Deny(who.Kind.ToString(), action, resource);
        return ValueTask.FromResult(allowed);
    }

    public async ValueTask<bool> CouldAsync(Caller who, Act action, GrantTarget resource, CancellationToken cancellation = default) =>
        who.Kind is CallerKind.Person
            ? Allows(await RightsAsync(who, cancellation), action, resource, purpose: null)
            : OfSystem(who, action, resource);

    public async Task<ChildRights> OfAsync(Caller who, PupilId child, CancellationToken cancellation = default)
    {
        var rights = (await OfAsync(who, [child], cancellation)).GetValueOrDefault(child);
        if (!rights.Sees)
            AuditScope.Current?.Deny(who.Kind.ToString(), Act.ReadChild, GrantTarget.Of(child));
        return rights;
    }

    public async Task<IReadOnlyDictionary<PupilId, ChildRights>> OfAsync(
        Caller who,
        IReadOnlyCollection<PupilId> children,
        CancellationToken cancellation = default
    )
    {
        var found = new Dictionary<PupilId, ChildRights>();
        foreach (var (rights, held) in await WaysAsync(who, cancellation))
        {
            var reach = Reach(who, held, "p.id");
            if (reach.Sql == ReachSql.All)
            {
                foreach (var child in children)
                    found[child] = found.GetValueOrDefault(child) | rights;
                continue;
            }
            foreach (var child in await ReachedAsync(reach, children, cancellation))
                found[child] = found.GetValueOrDefault(child) | rights;
        }
        return found;
    }

    public async ValueTask<Visible> VisibleAsync(Caller who, Act action, string pupil, CancellationToken cancellation = default)
    {
        if (who.Kind is not CallerKind.Person)
            return KeyRights(who).May(action) ? Reach(who, [], pupil) : new Visible(ReachSql.Nobody, []);
        var held = await RightsAsync(who, cancellation);
        return Reach(who, held.KindsIn([.. held.Roles.Where(role => RoleRights.Of(role).May(action))]), pupil);
    }

    public async ValueTask<IReadOnlySet<PupilId>> AmongAsync(
        Caller who,
        Act action,
        ChildReaches children,
        bool allConcern = false,
        CancellationToken cancellation = default
    )
    {
        if (who.Kind is CallerKind.Person)
            return (await RightsAsync(who, cancellation)).Among(action, children, allConcern);
        var within = who.School is { } own ? children.On(GrantTarget.Of(own)) : children.All;
        return KeyRights(who).May(action) ? within.Select(child => child.Child).ToHashSet() : new HashSet<PupilId>();
    }

    public async ValueTask<bool> HoldsAnyAsync(Caller who, Act action, CancellationToken cancellation = default) =>
        who.Kind is CallerKind.Person ? (await RightsAsync(who, cancellation)).HoldsAny(action) : KeyRights(who).May(action);

    public async ValueTask<Visible> VisibleSchoolsAsync(Caller who, Act action, string school, CancellationToken cancellation = default)
    {
        switch (who.Kind)
        {
            case CallerKind.Person:
                var held = await RightsAsync(who, cancellation);
                var roles = held.Roles.Where(role => RoleRights.Of(role).May(action)).ToList();
                return new Visible(ReachSql.Schools(roles, school), roles.Count == 0 ? [] : OfPerson(who));
            case CallerKind.School when who.School is { } own && RoleRights.SchoolKey.May(action):
                return new Visible($"({school} = @access_school)", [("access_school", (long)own.Value)]);
            case CallerKind.Loader when RoleRights.LoaderKey.May(action):
            case CallerKind.System:
                return new Visible(ReachSql.All, []);
            default:
                return new Visible(ReachSql.Nobody, []);
        }
    }

    public async Task<AgreementScope?> AgreementAsync(Caller who, string agreement, CancellationToken cancellation = default)
    {
        var roles = RoleRights.With(Act.ReadByAgreement).ToList();
        var rows = new List<AgreementRow>();
        if (who.Person is { } person)
        {
            await using var connection = await database.OpenAsync(cancellation);
            rows.AddRange(
                await connection.QueryAsync<AgreementRow>(
                    new CommandDefinition(
                        $"""
                        select g.target_id as pupil, g.fields from {ReachSql.Grants(roles, "g.agreement = @agreement")}
                        and g.target = 'pupil' and g.until_date is not null order by g.target_id
                        """,
                        new
                        {
                            access_person = person,
                            access_day = clock.Today,
                            access_now = time.GetUtcNow(),
                            agreement,
                        },
                        cancellationToken: cancellation
                    )
                )
            );
        }
        if (rows.Count == 0)
        {
            AuditScope.Current?.Deny(who.Kind.ToString(), Act.ReadByAgreement, GrantTarget.All);
            return null;
        }
        var children = rows.Select(row => new AgreementChild(
            new PupilId(row.Pupil),
            pseudonyms.Of(agreement, new PupilId(row.Pupil)),
            row.Fields is null
                ? AgreementChild.DefaultFields
                : row.Fields.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal)
        ));
        return new AgreementScope(agreement, [.. children]);
    }

    /// <summary>The roles a caller holds anything in, for the audit.</summary>
    public async ValueTask<IReadOnlyList<string>> RolesOfAsync(Caller who, CancellationToken cancellation) =>
        who.Kind is CallerKind.Person
            ? [.. (await RightsAsync(who, cancellation)).Roles.Select(role => role.ToString())]
            : [who.Kind.ToString()];

    /// <summary>The roles in which a person may act on the authority.</summary>
    public async ValueTask<IReadOnlyList<Role>> RolesForAsync(Caller who, Act act, CancellationToken cancellation) =>
        [.. (await RightsAsync(who, cancellation)).RolesFor(act, GrantTarget.All)];

    /// <summary>The children who are open to a caller by emergency access, each with the emergency's id.</summary>
    public async ValueTask<ILookup<long, string>> EmergenciesAsync(Caller who, CancellationToken cancellation) =>
        (who.Kind is CallerKind.Person ? (await RightsAsync(who, cancellation)).Emergencies : []).ToLookup(
            open => open.Child,
            open => open.Emergency
        );

    private async ValueTask<bool> OfPersonAsync(
        Caller who,
        Act action,
        GrantTarget resource,
        string? purpose,
        CancellationToken cancellation
    )
    {
        var held = await RightsAsync(who, cancellation);
        if (Allows(held, action, resource, purpose))
            return true;
        AuditScope.Current?.Deny(string.Join(',', held.Roles), action, resource);
        return false;
    }

    private static bool Allows(PersonRights held, Act action, GrantTarget resource, string? purpose)
    {
        var said = !string.IsNullOrWhiteSpace(purpose ?? AuditScope.Current?.Purpose);
        return held.RolesFor(action, resource).Any(role => said || !RoleRights.NeedsPurpose(role, action));
    }

    private static bool OfSystem(Caller who, Act action, GrantTarget resource) =>
        who.Kind switch
        {
            CallerKind.System => true,
            CallerKind.Loader => RoleRights.LoaderKey.May(action),
            CallerKind.School => RoleRights.SchoolKey.May(action)
                && resource.Kind is GrantTargetKind.School
                && who.School is { } own
                && resource.Id == own.Value,
            CallerKind.Person => false,
        };

    private static ChildRights KeyRights(Caller who) =>
        who.Kind switch
        {
            CallerKind.System => RoleRights.System,
            CallerKind.Loader => RoleRights.LoaderKey,
            CallerKind.School when who.School is not null => RoleRights.SchoolKey,
            CallerKind.School or CallerKind.Person => ChildRights.None,
        };

    /// <summary>The ways in which a caller can reach children: what each opens, and what it is held on in which roles (nothing: a key's own).</summary>
    private async ValueTask<IReadOnlyList<(ChildRights Rights, IReadOnlyCollection<(Role, GrantTargetKind)> Held)>> WaysAsync(
        Caller who,
        CancellationToken cancellation
    )
    {
        if (who.Kind is not CallerKind.Person)
            return KeyRights(who) is { IsNone: false } key ? [(key, [])] : [];
        var held = await RightsAsync(who, cancellation);
        return
        [
            .. held.Roles.Where(role => RoleRights.Of(role).Sees).GroupBy(RoleRights.Of).Select(way => (way.Key, held.KindsIn([.. way]))),
        ];
    }

    private Visible Reach(Caller who, IReadOnlyCollection<(Role, GrantTargetKind)> held, string pupil) =>
        who.Kind switch
        {
            CallerKind.System or CallerKind.Loader => new Visible(ReachSql.All, []),
            CallerKind.School => new Visible(
                ReachSql.OfSchoolKey(pupil),
                [("access_school", (long)who.School!.Value.Value), ("access_day", clock.Today)]
            ),
            CallerKind.Person => new Visible(ReachSql.Children(held, pupil, concern), held.Count == 0 ? [] : OfPerson(who)),
        };

    private List<(string Name, object Value)> OfPerson(Caller who) =>
        [("access_person", who.Person!.Value), ("access_day", clock.Today), ("access_now", time.GetUtcNow())];

    private async Task<List<PupilId>> ReachedAsync(Visible reach, IReadOnlyCollection<PupilId> children, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var parameters = new DynamicParameters();
        reach.AddTo(parameters);
        var reached = new List<PupilId>();
        foreach (var some in children.Chunk(MostInStatement))
        {
            // A former id stands for the child's present one, as access_place has it.
            var ids = string.Join(
                " union all ",
                some.Select(child =>
                    $"select {child.Value} as asked, coalesce((select a.pupil from access_place a where a.target = 'pupil' and a.target_id = {child.Value}), {child.Value}) as id"
                )
            );
            var rows = await connection.QueryAsync<long>(
                new CommandDefinition($"select p.asked from ({ids}) p where {reach.Sql}", parameters, cancellationToken: cancellation)
            );
            reached.AddRange(rows.Select(id => new PupilId(id)));
        }
        return reached;
    }

    private async ValueTask<PersonRights> RightsAsync(Caller who, CancellationToken cancellation)
    {
        if (who.Person is not { } person)
            return PersonRights.None;
        var (version, day) = (news.Version, clock.Today);
        if (
            _people.TryGetValue(person, out var entry)
            && entry.Version == version
            && entry.Day == day
            && time.GetElapsedTime(entry.ReadAt) < AccessNews.Believed
            && !news.IsChanging(person)
        )
            return entry.Rights;
        var readAt = time.GetTimestamp();
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<GrantRow>(
            new CommandDefinition(
                $"""
                select g.role, g.relation, g.target, g.agreement, g.fields, g.source,
                    case when g.relation = '{Relation.Emergency}'
                        then coalesce((select a.pupil from access_place a where a.target = 'pupil' and a.target_id = g.target_id), g.target_id)
                        else g.target_id end as target_id
                from access_grant g, access_person w
                where w.id = g.person and w.left_at is null and g.person = @access_person
                    and {ReachSql.Live("g")} and {ReachSql.Unexpired("g")} and {ReachSql.Held("g")}
                """,
                new
                {
                    access_person = person,
                    access_day = day,
                    access_now = time.GetUtcNow(),
                },
                cancellationToken: cancellation
            )
        );
        var rights = new PersonRights([.. rows.Select(Held)]);
        if (_people.Count > MostRemembered)
            _people.Clear();
        // With the version from before the reading: a change meanwhile makes it old.
        _people[person] = new Entry(version, day, readAt, rights);
        return rights;
    }

    private static HeldGrant Held(GrantRow row) =>
        new(
            Enum.Parse<Role>(row.Role),
            Enum.Parse<Relation>(row.Relation),
            new GrantTarget(Enum.Parse<GrantTargetKind>(row.Target, ignoreCase: true), row.TargetId),
            row.Agreement,
            row.Fields,
            row.Source
        );

    private sealed record Entry(long Version, DateOnly Day, long ReadAt, PersonRights Rights);

    private sealed class AgreementRow
    {
        public long Pupil { get; init; }
        public string? Fields { get; init; }
    }
}
