using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Host.Health;

/// <summary>An acknowledged mark must survive a power cut: the Host refuses a PostgreSQL whose settings could lose a commit.</summary>
internal static class PostgresDurability
{
    private static readonly string[] Settings = ["fsync", "full_page_writes", "synchronous_commit"];

    public static async Task CheckAsync(Database database, CancellationToken cancellation)
    {
        if (database.IsSqlite)
            return;
        await using var connection = await database.OpenAsync(cancellation);
        foreach (var setting in Settings)
        {
            if (await connection.ExecuteScalarAsync<string>($"show {setting}") == "off")
                throw new InvalidOperationException($"PostgreSQL runs with {setting}=off, which can lose acknowledged marks. Turn it on.");
        }
    }
}
