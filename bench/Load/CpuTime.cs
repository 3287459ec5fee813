using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Attendance.Bench.Load;

/// <summary>CPU seconds, user and system, of processes: a server's, and a PostgreSQL server's with all its backends.</summary>
internal static class CpuTime
{
    /// <summary>Ticks of /proc/PID/stat in a second: USER_HZ, which is 100 on every Linux that .NET runs on.</summary>
    private const double UserHz = 100;

    public static double Of(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>The postmaster's process id.</summary>
    public static async Task<int> PostmasterAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select split_part(pg_read_file('postmaster.pid'), chr(10), 1)", connection);
        return int.Parse((string)(await command.ExecuteScalarAsync())!, CultureInfo.InvariantCulture);
    }

    /// <summary>The postmaster, its children, and those that ended and were waited for.</summary>
    public static double OfFamily(int parent)
    {
        var sum = 0.0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(System.IO.Path.GetFileName(folder), out var pid) || Read(pid) is not { } stat)
                continue;
            if (pid == parent)
                sum += stat.Own + stat.Waited;
            else if (stat.Parent == parent)
                sum += stat.Own;
        }
        return sum;
    }

    private static (int Parent, double Own, double Waited)? Read(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (
                int.Parse(fields[1]),
                (long.Parse(fields[11]) + long.Parse(fields[12])) / UserHz,
                (long.Parse(fields[13]) + long.Parse(fields[14])) / UserHz
            );
        }
        catch (IOException)
        {
            // It ended while we looked.
            return null;
        }
    }
}
