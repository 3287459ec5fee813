using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Attendance.SharedKernel;

/// <summary>
/// A named instant at which a test can have this process killed, as by kill -9: the environment variable ATTENDANCE_FAILPOINT holds "name" or "name:n"
/// (die at the n-th hit). Unset, which is always so outside tests, a point costs one comparison.
/// </summary>
public static class FailPoint
{
    private static readonly string? Armed;
    private static int _left;

    static FailPoint()
    {
        if (Environment.GetEnvironmentVariable("ATTENDANCE_FAILPOINT") is not { Length: > 0 } setting)
            return;
        var parts = setting.Split(':');
        Armed = parts[0];
        _left = parts.Length > 1 ? int.Parse(parts[1]) : 1;
    }

    /// <summary>Dies here when the point is armed and its count is reached.</summary>
    public static void Hit(string name)
    {
        if (Armed is null || Armed != name || Interlocked.Decrement(ref _left) != 0)
            return;
        // So that whoever armed it can tell this death from any other.
        Console.Error.WriteLine(LastWords(name));
        using var self = Process.GetCurrentProcess();
        if (OperatingSystem.IsWindows())
            self.Kill();
        else
            _ = Kill(self.Id, 9);
        Environment.FailFast($"Fail point {name}");
    }

    /// <summary>The line that the process writes to stderr before it dies here.</summary>
    public static string LastWords(string name) => $"Fail point {name}";

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
