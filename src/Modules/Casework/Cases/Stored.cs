namespace Attendance.Casework.Cases;

/// <summary>How words of a closed list are stored: their names in lower case.</summary>
internal static class Stored
{
    public static string Name<T>(T word)
        where T : struct, Enum => Enum.GetName(word)!.ToLowerInvariant();

    public static T Read<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(name, ignoreCase: true);
}
