namespace Attendance.TestSupport;

/// <summary>The checked-out repository that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder of Attendance.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Compares a contract file of the repository with what the product says now. With ATTENDANCE_WRITE_CONTRACTS=1 it writes the file instead.
    /// Returns the two texts.
    /// </summary>
    public static async Task<(string Committed, string Current)> ContractAsync(string file, string current)
    {
        var path = Path.Combine(Root, file);
        if (Environment.GetEnvironmentVariable("ATTENDANCE_WRITE_CONTRACTS") == "1")
            await File.WriteAllTextAsync(path, current);
        return (File.Exists(path) ? await File.ReadAllTextAsync(path) : "", current);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Attendance.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("Attendance.sln is not above the tests.");
    }
}
