using System.Data.Common;
using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>
/// How higher modules open children to people because of a relationship that they own: who holds a case, who works where a child is placed, who is party to an
/// agreement. Written in the transaction that changes the relationship, so that the two never differ: rolled back with it, and in force on this Host as soon
/// as it is committed, on others within two seconds. The module judges who may ask, and writes to the audit before its transaction
/// (<see cref="IAuditTrail"/>), because on SQLite a work waits for nothing else.
/// </summary>
public interface IGrants
{
    /// <summary>
    /// Opens a target. Valid only while the person holds the role. Again, with the same source and content: nothing is written. Answers the grant's id.
    /// Errors: not-found (nobody is there, or the person left), validation (the reason; days; what <see cref="ModuleGrant"/> says of each relation).
    /// </summary>
    Task<Result<string>> GiveAsync(DbTransaction transaction, Caller by, ModuleGrant grant);

    /// <summary>
    /// Ends today what a source opened, to everybody or to one person. Again: nothing changes. Answers how many grants ended.
    /// </summary>
    Task<int> EndAsync(DbTransaction transaction, Caller by, string source, string reason, long? person = null);
}

/// <summary>
/// What a module's relationship opens. <paramref name="Relation"/>: HoldsCase, on a child; PlacedAt, on a unit or a child; Agreement, on a child, in a partner's
/// role, naming the agreement, for twelve months at most from its first day. <paramref name="Source"/>: the module's own record, as "case/12", 1 to 100
/// characters. <paramref name="Fields"/>: names of the fields that were agreed; null: the default ones; only for agreements. Days are school days: from the
/// first on which it holds (today when null) until the first on which it no longer does.
/// </summary>
public sealed record ModuleGrant(
    long Person,
    Role Role,
    Relation Relation,
    GrantTarget On,
    string Source,
    string Reason,
    DateOnly? From = null,
    DateOnly? Until = null,
    string? Agreement = null,
    IReadOnlyList<string>? Fields = null
);
