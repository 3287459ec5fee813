using Attendance.Schools.Pupils;

namespace Attendance.Schools.Contacts;

/// <summary>The words of the contact log as they travel and are stored.</summary>
internal static class ContactWords
{
    private static readonly HashSet<string> Modes = ["phone", "text", "email", "letter", "visit", "in-person"];

    private static readonly Dictionary<string, AbsenceContactOutcome> Outcomes = new()
    {
        ["no-answer"] = AbsenceContactOutcome.NoAnswer,
        ["reached"] = AbsenceContactOutcome.Reached,
        ["traced"] = AbsenceContactOutcome.Traced,
        ["unavoidable-cause"] = AbsenceContactOutcome.UnavoidableCause,
    };

    /// <summary>phone, text, email, letter, visit, in-person.</summary>
    public static bool IsMode(string? text) => text is not null && Modes.Contains(text);

    /// <summary>no-answer, reached, traced, unavoidable-cause.</summary>
    public static bool IsOutcome(string? text) => text is not null && Outcomes.ContainsKey(text);

    /// <summary>Reads a stored outcome.</summary>
    public static AbsenceContactOutcome Outcome(string text) => Outcomes[text];
}
