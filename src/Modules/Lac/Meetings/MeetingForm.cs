using Attendance.SharedKernel;

namespace Attendance.Lac.Meetings;

/// <summary>
/// What is written of a meeting, as far as it is filled in. <paramref name="Attendees"/>: who is asked, or was there; <paramref name="Discussed"/>: attendance was discussed, and
/// <paramref name="Minute"/> says what was said of it; <paramref name="Outcome"/>: what came of the meeting. <paramref name="Item"/>: the attendance that it had before it, kept
/// when it is closed.
/// </summary>
internal sealed record MeetingForm(
    IReadOnlyList<string> Attendees,
    bool Discussed,
    string Minute,
    string Outcome,
    AttendanceItem? Item = null
)
{
    public const int LongestText = 4_000;
    public const int MostAttendees = 30;

    /// <summary>Nothing yet.</summary>
    public static MeetingForm Empty { get; } = new([], false, "", "");

    /// <summary>True when attendance was discussed and the minute says what was said.</summary>
    public bool HasItem => Discussed && Minute.Length > 0;

    /// <summary>What is wrong with the form as it is written down; null: nothing.</summary>
    public Error? Problem()
    {
        if (Minute.Length > LongestText || Outcome.Length > LongestText)
            return Error.Validation("/minute", "text-invalid", $"A text has at most {LongestText} characters.");
        if (Attendees.Count > MostAttendees)
            return Error.Validation("/attendees", "too-many", $"At most {MostAttendees} people attend.");
        return Attendees.Any(name => name.Length is 0 or > 100)
            ? Error.Validation("/attendees", "text-invalid", "Who attends is named with 1 to 100 characters.")
            : null;
    }

    /// <summary>What keeps the meeting from being closed; null: nothing.</summary>
    public Error? Missing(MeetingKind kind)
    {
        if (MeetingRules.NeedsItem(kind) && !HasItem)
            return Error.Validation(
                "/minute",
                "attendance-missing",
                "It closes only when attendance was discussed: tick it and write a minute."
            );
        return Outcome.Length == 0 ? Error.Validation("/outcome", "outcome-missing", "It closes with what came of it.") : null;
    }
}

/// <summary>An action as it is agreed: what, and whose it is.</summary>
internal sealed record ActionText(string What, string Owner);
