using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Access.Teams;
using Attendance.SharedKernel;

namespace Attendance.Access.People;

/// <summary>Writes the grants of higher modules inside their transactions.</summary>
internal sealed class Grants(PersonStore store, Expansion expansion, AccessNews news) : IGrants
{
    private const int LongestSource = 100;

    public async Task<Result<string>> GiveAsync(DbTransaction transaction, Caller by, ModuleGrant grant)
    {
        if (PersonRules.Reason(grant.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        if (string.IsNullOrWhiteSpace(grant.Source) || grant.Source.Length > LongestSource)
            return Error.Validation("/source", "source-invalid");
        if (PersonRules.Days(grant.From, grant.Until, store.Today) is not { } period)
            return Error.Validation("/until", "until-before-from");
        if (!Owns(grant.Relation, grant.On.Kind))
            return Error.Validation("/relation", "relation-not-a-modules");
        if (grant.Fields is { } fields && (fields.Count == 0 || !fields.All(IsField)))
            return Error.Validation("/fields", "fields-invalid");
        var agreed = grant.Fields is { } names
            ? string.Join(',', names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            : null;
        if (PersonRules.Agreement(grant.Relation, grant.Role, grant.On, grant.Agreement, agreed, period) is { } wrong)
            return wrong;
        if (await PersonStore.FindAsync(transaction.Connection!, grant.Person, transaction) is not { LeftAt: null })
            return Error.NotFound;
        var written = new NewGrant(
            grant.Person,
            grant.On,
            grant.Role,
            grant.Relation,
            reason,
            period,
            grant.Source,
            grant.Agreement,
            agreed
        );
        foreach (var row in await PersonStore.OfSourceAsync(transaction, grant.Source, store.Today))
        {
            if (row.Says(written))
                return row.Id;
        }
        var id = await store.InsertGrantAsync(transaction, written, by.Name);
        await expansion.CoversAsync(transaction, grant.Person, by.Name, reason);
        news.Changing(grant.Person);
        return id;
    }

    public async Task<int> EndAsync(DbTransaction transaction, Caller by, string source, string reason, long? person = null)
    {
        var ended = (await PersonStore.OfSourceAsync(transaction, source, store.Today))
            .Where(row => person is null || row.Person == person)
            .ToList();
        foreach (var row in ended)
            await store.EndGrantAsync(transaction, row.Id, by.Name, reason);
        foreach (var who in ended.Select(row => row.Person).Distinct().Order())
        {
            await expansion.CoversAsync(transaction, who, by.Name, reason);
            news.Changing(who);
        }
        return ended.Count;
    }

    private static bool Owns(Relation relation, GrantTargetKind on) =>
        relation switch
        {
            Relation.HoldsCase or Relation.Agreement => on is GrantTargetKind.Pupil,
            Relation.PlacedAt => on is GrantTargetKind.Unit or GrantTargetKind.Pupil,
            Relation.WorksAt
            or Relation.TeamMember
            or Relation.NamedOfficer
            or Relation.Manages
            or Relation.Covers
            or Relation.ParentOf
            or Relation.Authority
            or Relation.Emergency => false,
        };

    private static bool IsField(string name) => name is { Length: > 0 and <= 50 } && name.All(char.IsAsciiLetterOrDigit);
}
