using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attendance.Host.Orleans;

/// <summary>Checks at the start that every statement an Orleans provider asks for is there, and names all that are missing at once.</summary>
internal static class OrleansQueries
{
    public static readonly IReadOnlyList<string> Storage =
    [
        "WriteToStorageKey",
        "ReadFromStorageKey",
        "ClearStorageKey",
        "DeleteStorageKey",
    ];

    public static readonly IReadOnlyList<string> Clustering =
    [
        "GatewaysQueryKey",
        "MembershipReadRowKey",
        "MembershipReadAllKey",
        "InsertMembershipVersionKey",
        "UpdateIAmAlivetimeKey",
        "InsertMembershipKey",
        "UpdateMembershipKey",
        "DeleteMembershipTableEntriesKey",
        "CleanupDefunctSiloEntriesKey",
        "CleanupDefunctSiloEntryKey",
    ];

    public static readonly IReadOnlyList<string> Reminders =
    [
        "ReadReminderRowsKey",
        "ReadRangeRows1Key",
        "ReadRangeRows2Key",
        "ReadReminderRowKey",
        "UpsertReminderRowKey",
        "DeleteReminderRowKey",
        "DeleteReminderRowsKey",
    ];

    /// <summary>Throws InvalidOperationException with the list of what is missing.</summary>
    public static async Task CheckAsync(Database database, CancellationToken cancellation)
    {
        await using System.Data.Common.DbConnection connection = database.IsSqlite
            ? new SqliteConnection(SnapshotFile.ConnectionString(database.Options))
            : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellation);
        var present = await connection.QueryAsync<string>("select QueryKey from OrleansQuery");
        var needed = database.IsSqlite ? Storage : [.. Storage, .. Clustering, .. Reminders];
        var missing = needed.Except(present, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"The table OrleansQuery lacks the statements: {string.Join(", ", missing)}.");
    }
}
