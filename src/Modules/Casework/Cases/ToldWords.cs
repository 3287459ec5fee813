using System.Text.RegularExpressions;

namespace Attendance.Casework.Cases;

/// <summary>Words of closed lists as sentences say them.</summary>
internal static partial class ToldWords
{
    /// <summary>MentalHealth: "mental health".</summary>
    public static string Told<T>(this T word)
        where T : struct, Enum => Inner().Replace(Enum.GetName(word)!, " $0").ToLowerInvariant();

    /// <summary>Several words: "health, family and housing".</summary>
    public static string Told<T>(this IEnumerable<T> words)
        where T : struct, Enum => List([.. words.Select(Told)]);

    /// <summary>"a, b and c".</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count <= 1 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Inner();
}
