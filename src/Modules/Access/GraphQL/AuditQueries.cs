using System.ComponentModel;
using Attendance.Access.Audit;
using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Access.GraphQL;

/// <summary>Questions about who did what.</summary>
[QueryRoot]
internal sealed class AuditQueries(IPolicy policy, AuditReader reader, Database database)
{
    private const int Most = 100;

    [Description(
        "Who did what, newest first. The attendance leader sees every record; a locality manager and the LAC manager what was done with their teams' children; an administrator every record without children; everybody their own."
    )]
    [Cost(20)]
    public async Task<AuditPage> Audit(
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("The cursor of the page before: where it ended.")] string? after = null,
        [Description("Only what this caller did, by the name in the records: person/12, 3552007/SIMS.")] string? who = null,
        [Description("Only records about this child: who looked at it. For the attendance leader, and managers of the child's team."), Id]
            string? child = null,
        [Description("Only this outcome.")] AuditOutcome? outcome = null,
        [Description("Only from this moment on, by the system clock.")] DateTimeOffset? from = null,
        [Description("Only before this moment.")] DateTimeOffset? until = null,
        [Description("Only looks by emergency access.")] bool emergencyOnly = false,
        CancellationToken cancellation = default
    )
    {
        AuditCursor? cursor = null;
        if (after is not null)
            cursor = AuditCursor.Parse(after) ?? throw Refusal.BadInput("after", "This is no cursor of a page of the audit.");
        var all = await policy.CouldAsync(caller, Act.ReadAudit, GrantTarget.All, cancellation);
        var metadata = !all && await policy.CouldAsync(caller, Act.ReadAuditMetadata, GrantTarget.All, cancellation);
        var pupil = child is null ? (PupilId?)null : await ChildAsync(caller, child, all, cancellation);
        AuditTeam? team = null;
        if (!all && !metadata)
        {
            var reach = await policy.VisibleAsync(caller, Act.ReadChildAudit, "v.pupil", cancellation);
            if (caller.Kind is not CallerKind.Person || reach.IsNobody)
                who = who is null || who == caller.Name ? caller.Name : throw Refusal.NotFound();
            else
                team = new AuditTeam(caller.Name, reach);
        }
        var count = Math.Clamp(first, 0, Most);
        var rows = await reader.ReadAsync(
            new AuditFilter(who, pupil, outcome, from, until, emergencyOnly, team, cursor),
            count + 1,
            cancellation
        );
        var page = rows.Take(count).ToList();
        var shown = await ShownAsync(caller, page, team, metadata, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        var names = await PersonStore.NamesAsync(
            connection,
            page.Select(row => ReadRecordedNamesHandler.NumberOf(row.Who)).OfType<long>(),
            cancellation
        );
        var records = page.Select(row =>
                AuditLine.Of(
                    row,
                    metadata,
                    row.Who == caller.Name ? null : shown,
                    ReadRecordedNamesHandler.NumberOf(row.Who) is { } person ? names.GetValueOrDefault(person) : null
                )
            )
            .ToList();
        foreach (var record in records.SelectMany(record => record.Children))
            AuditScope.Current?.Show(new PupilId(long.Parse(record)));
        return new AuditPage(
            records,
            new PageInfo(
                rows.Count > page.Count,
                page.Count == 0 ? null : AuditCursor.Of(page[0]).Text,
                page.Count == 0 ? null : AuditCursor.Of(page[^1]).Text
            )
        );
    }

    /// <summary>The child whose records are asked for. Who may not see them learns nothing, not even whether there are any.</summary>
    private async Task<PupilId> ChildAsync(Caller caller, string child, bool all, CancellationToken cancellation)
    {
        if (!PupilId.TryParse(child, out var id))
            throw Refusal.NotFound();
        if (all || (await policy.OfAsync(caller, id, cancellation)).May(Act.ReadChildAudit))
            return id;
        AuditScope.Current?.Deny(caller.Kind.ToString(), Act.ReadChildAudit, GrantTarget.Of(id));
        throw Refusal.NotFound();
    }

    /// <summary>The children whom a manager is shown in other people's records; null: all.</summary>
    private async Task<IReadOnlySet<long>?> ShownAsync(
        Caller caller,
        IReadOnlyList<StoredRecord> page,
        AuditTeam? team,
        bool metadata,
        CancellationToken cancellation
    )
    {
        if (team is null || metadata)
            return null;
        var children = page.SelectMany(row => row.ChildIds).Distinct().Select(id => new PupilId(id)).ToList();
        if (children.Count == 0)
            return new HashSet<long>();
        var rights = await policy.OfAsync(caller, children, cancellation);
        return rights.Where(pair => pair.Value.May(Act.ReadChildAudit)).Select(pair => pair.Key.Value).ToHashSet();
    }
}

[Description("A page of the audit.")]
internal sealed record AuditPage(
    [property: Description("The records, newest first.")] IReadOnlyList<AuditLine> Records,
    [property: Description("Where the page ends.")] PageInfo PageInfo
);

[Description("One record of the audit.")]
internal sealed record AuditLine(
    [property: Description("When, by the system clock.")] DateTimeOffset At,
    [property: Description("The request's name in logs and problem documents.")] string RequestId,
    [property: Description("Who: a person by number, or a school's system.")] string Who,
    [property: Description("The person's name as it is now; null for systems.")] string? Name,
    [property: Description("The roles that were held then.")] string Roles,
    [property: Description("The operation, or the act that was refused.")] string Action,
    [property: Description("What it was about; empty where the children say it, or for a reader who is not shown children.")]
        string Resource,
    [property: Description("What came of it.")] AuditOutcome Outcome,
    [property: Description("What for, where it was said.")] string? Purpose,
    [property: Description("The children shown or asked for, by id: those whom the reader may know of.")] IReadOnlyList<string> Children,
    [property: Description("The emergency access by which the child was looked at, if it was."), Id] string? Emergency,
    [property: Description("More about a change or a refusal.")] string? Detail
)
{
    /// <summary>A record as it is shown. <paramref name="shown"/>: the children whom the reader may know of; null: all, unless only metadata is shown.</summary>
    public static AuditLine Of(StoredRecord row, bool metadata, IReadOnlySet<long>? shown, string? name)
    {
        // A child is named in these two by number; where not every child may be known they are left out whole.
        var some = metadata || shown is not null;
        return new(
            row.At,
            row.RequestId,
            row.Who,
            name,
            row.Roles,
            row.Action,
            some && row.Resource.Contains("pupil/", StringComparison.Ordinal) ? "" : row.Resource,
            Enum.Parse<AuditOutcome>(row.Outcome, ignoreCase: true),
            metadata ? null : row.Purpose,
            metadata ? [] : [.. row.ChildIds.Where(child => shown?.Contains(child) ?? true).Select(child => child.ToString())],
            !metadata && row.Detail?.StartsWith(AuditRecord.Emergency, StringComparison.Ordinal) is true
                ? row.Detail[AuditRecord.Emergency.Length..].Split(' ')[0]
                : null,
            some && row.Detail?.Contains("pupil/", StringComparison.Ordinal) is true ? null : row.Detail
        );
    }
}

[Description("What came of what somebody did.")]
internal enum AuditOutcome
{
    [Description("Children were shown.")]
    Read,

    [Description("It was refused.")]
    Denied,

    [Description("Something was to change: recorded before it did, so what failed afterwards stands here too.")]
    Changed,
}
