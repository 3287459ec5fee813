using System.ComponentModel;
using Attendance.Access.Audit;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Access.GraphQL;

/// <summary>Questions about who did what.</summary>
[QueryRoot]
internal sealed class AuditQueries(IPolicy policy, AuditReader reader)
{
    private const int Most = 100;

    [Description(
        "Who did what, newest first. The attendance leader sees every record; an administrator every record without children; everybody else their own."
    )]
    [Cost(20)]
    public async Task<AuditPage> Audit(
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("The cursor of the page before: where it ended.")] string? after = null,
        [Description("Only what this caller did, by the name in the records: person/12, 3552007/SIMS.")] string? who = null,
        [Description("Only records about this child: who looked at it. For the attendance leader."), Id] string? child = null,
        [Description("Only this outcome.")] AuditOutcome? outcome = null,
        CancellationToken cancellation = default
    )
    {
        AuditCursor? cursor = null;
        if (after is not null)
            cursor = AuditCursor.Parse(after) ?? throw Refusal.BadInput("after", "This is no cursor of a page of the audit.");
        var all = await policy.CouldAsync(caller, Act.ReadAudit, GrantTarget.All, cancellation);
        var metadata = !all && await policy.CouldAsync(caller, Act.ReadAuditMetadata, GrantTarget.All, cancellation);
        PupilId? pupil = null;
        if (child is not null)
        {
            // Who may not see all learns nothing from asking for a child, not even whether there are records.
            if (
                !await policy.MayAsync(caller, Act.ReadAudit, GrantTarget.All, cancellation: cancellation)
                || !PupilId.TryParse(child, out var id)
            )
                throw Refusal.NotFound();
            pupil = id;
        }
        if (!all && !metadata)
            who = caller.Name;
        var rows = await reader.ReadAsync(who, pupil, outcome, cursor, Math.Min(first, Most) + 1, cancellation);
        var records = rows.Take(Math.Min(first, Most)).Select(row => AuditLine.Of(row, metadata)).ToList();
        foreach (var record in records.SelectMany(record => record.Children))
            AuditScope.Current?.Show(new PupilId(long.Parse(record)));
        return new AuditPage(
            records,
            new PageInfo(
                rows.Count > records.Count,
                records.Count == 0 ? null : AuditCursor.Of(rows[0]).Text,
                records.Count == 0 ? null : AuditCursor.Of(rows[records.Count - 1]).Text
            )
        );
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
    [property: Description("The roles that were held then.")] string Roles,
    [property: Description("The operation, or the act that was refused.")] string Action,
    [property: Description("What it was about; empty where the children say it, or for a reader who is not shown children.")]
        string Resource,
    [property: Description("What came of it.")] AuditOutcome Outcome,
    [property: Description("What for, where it was said.")] string? Purpose,
    [property: Description("The children shown or asked for, by id; empty for a reader who is not shown children.")]
        IReadOnlyList<string> Children,
    [property: Description("More about a change or a refusal.")] string? Detail
)
{
    public static AuditLine Of(StoredRecord row, bool metadata) =>
        new(
            row.At,
            row.RequestId,
            row.Who,
            row.Roles,
            row.Action,
            metadata && row.Resource.StartsWith("pupil/", StringComparison.Ordinal) ? "" : row.Resource,
            Enum.Parse<AuditOutcome>(row.Outcome, ignoreCase: true),
            metadata ? null : row.Purpose,
            metadata ? [] : [.. row.ChildIds.Select(child => child.ToString())],
            metadata && row.Detail?.Contains("pupil/", StringComparison.Ordinal) is true ? null : row.Detail
        );
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
