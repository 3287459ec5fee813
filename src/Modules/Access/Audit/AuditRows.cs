using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Attendance.Access.Audit;

/// <summary>Records as rows.</summary>
internal static class AuditRows
{
    /// <summary>The columns of a record, in the order that <see cref="StoredRecord"/> reads.</summary>
    public const string Columns =
        "writer, seq, at, request_id, who, roles, action, resource, outcome, purpose, children, detail, prev_hash, hash";

    /// <summary>Appends one record and its children.</summary>
    public static async Task InsertAsync(
        DbTransaction transaction,
        string writer,
        long seq,
        AuditRecord record,
        byte[] previous,
        byte[] hash
    )
    {
        await transaction.Connection!.ExecuteAsync(
            $"""
            insert into audit_record ({Columns})
            values (@writer, @seq, @at, @requestId, @who, @roles, @action, @resource, @outcome, @purpose, @children, @detail, @previous, @hash)
            """,
            new
            {
                writer,
                seq,
                at = record.At,
                requestId = record.RequestId,
                who = record.Who,
                roles = record.Roles,
                action = record.Action,
                resource = record.Resource,
                outcome = record.Outcome,
                purpose = record.Purpose,
                children = record.ChildrenText,
                detail = record.Detail,
                previous,
                hash,
            },
            transaction
        );
        foreach (var child in record.Children)
            await transaction.Connection!.ExecuteAsync(
                "insert into audit_child (pupil, writer, seq) values (@child, @writer, @seq)",
                new
                {
                    child,
                    writer,
                    seq,
                },
                transaction
            );
    }
}

/// <summary>The end of a writer's chain.</summary>
internal sealed class AuditHead
{
    public string Writer { get; init; } = "";
    public long Seq { get; init; }
    public byte[] Hash { get; init; } = [];
}

/// <summary>A record as stored.</summary>
internal sealed class StoredRecord
{
    public string Writer { get; init; } = "";
    public long Seq { get; init; }
    public DateTimeOffset At { get; init; }
    public string RequestId { get; init; } = "";
    public string Who { get; init; } = "";
    public string Roles { get; init; } = "";
    public string Action { get; init; } = "";
    public string Resource { get; init; } = "";
    public string Outcome { get; init; } = "";
    public string? Purpose { get; init; }
    public string Children { get; init; } = "";
    public string? Detail { get; init; }
    public byte[] PrevHash { get; init; } = [];
    public byte[] Hash { get; init; } = [];

    /// <summary>The record as it was chained. Throws FormatException when the children are no numbers.</summary>
    public AuditRecord ToRecord() => new(At, RequestId, Who, Roles, Action, Resource, Outcome, Purpose, ChildIds, Detail);

    /// <summary>The children's ids.</summary>
    public IReadOnlyList<long> ChildIds =>
        Children.Length == 0 ? [] : [.. Children.Split(',').Select(id => long.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture))];
}
