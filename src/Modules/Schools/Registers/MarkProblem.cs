namespace Attendance.Schools.Registers;

/// <summary>The stable codes of what can be wrong with a mark (held) or worth saying about it (warning). Source: PROMISES 3a.</summary>
internal static class MarkProblem
{
    public const string UpnInvalid = "upn-invalid";
    public const string UnknownPupil = "unknown-pupil";
    public const string UnknownCode = "unknown-code";
    public const string CodeNotYet = "code-not-yet";
    public const string CodeNotAllowed = "code-not-allowed";
    public const string NotOnRoll = "not-on-roll";
    public const string DuplicatePupil = "duplicate-pupil";
    public const string MinutesLate = "minutes-late";
    public const string SessionNotOpen = "session-not-open";

    public const string CodeWithdrawn = "code-withdrawn";
    public const string SlashTurned = "slash-turned";
    public const string ClockAhead = "clock-ahead";
    public const string ReasonMissing = "reason-missing";

    /// <summary>The member of the mark that the code is about, as the tail of a JSON pointer.</summary>
    public static string Member(string code) =>
        code switch
        {
            UpnInvalid or UnknownPupil or DuplicatePupil or NotOnRoll => "/upn",
            UnknownCode or CodeNotYet or CodeNotAllowed or CodeWithdrawn or SlashTurned => "/code",
            MinutesLate => "/minutesLate",
            ReasonMissing => "/reason",
            _ => "",
        };

    /// <summary>What it means and what to do, in plain words.</summary>
    public static string Detail(string code) =>
        code switch
        {
            UpnInvalid => "Held: not a unique pupil number, or its check letter is wrong.",
            UnknownPupil => "Held: no pupil of this school has this number. It is released when the roll has the pupil.",
            UnknownCode => "Held: not a register code.",
            CodeNotYet => "Held: this code did not exist yet on the date of the session.",
            CodeNotAllowed => "Held: this code is not allowed for a child of this age on this date.",
            NotOnRoll => "Held: the pupil is not on this school's roll on this date.",
            DuplicatePupil => "Held: the pupil is in this register more than once.",
            MinutesLate => "Held: minutes late are 0 to 1440 and belong to codes L and U only.",
            SessionNotOpen => "Held: the calendar closes this session for the pupil's year group.",
            CodeWithdrawn => "Stored: this code was withdrawn before the date of the session; it counts under its last class.",
            SlashTurned => "Stored as the code of the other half of the day.",
            ClockAhead => "Stored: takenAt is more than two minutes ahead of our clock.",
            ReasonMissing => "Stored: it changes an earlier mark; please give the reason.",
            _ => code,
        };
}
