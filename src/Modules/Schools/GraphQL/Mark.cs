using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;

namespace Attendance.Schools.GraphQL;

[Description("What a school's register says of a child for one half-day, with everything it said before.")]
internal sealed record Mark(
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The school that gave it.")] Laestab School,
    [property: Description("The register code that is in force; null for a role that is shown the class only.")] string? Code,
    [property: Description("The code in plain words; null with the code.")] string? Meaning,
    [property: Description("How the code counts at this date.")] MarkClass CountsAs,
    [property: Description(
        "False when the mark is kept but does not count: the calendar closes the session, or the child was not on the roll."
    )]
        bool Counted,
    [property: Description(
        "Every mark that was posted for the half-day, oldest first: corrections and stale ones too. Empty for a role that is not shown who posted."
    )]
        IReadOnlyList<PostedEntry> History
);

[Description("A mark as it was posted.")]
internal sealed record PostedEntry(
    [property: Description("Its number in the school's journal.")] long Seq,
    [property: Description("The register code.")] string Code,
    [property: Description("Minutes late, where given.")] int? MinutesLate,
    [property: Description("False when a later register was in force already: stored, not in force.")] bool Effective,
    [property: Description("A register, an explicit correction, or a held mark that was released.")] EntryKind Kind,
    [property: Description("When the register was taken, where the school's system said so.")] DateTimeOffset? TakenAt,
    [property: Description("When it was recorded here.")] DateTimeOffset RecordedAt,
    [property: Description("Who took or entered it.")] string RecordedBy,
    [property: Description("How it came: rest, csv, hand, release, stale, proposal, transport.")] string Via,
    [property: Description("The school's system that sent it.")] string Client
)
{
    public static PostedEntry Of(JournalledMark mark) =>
        new(
            mark.Seq,
            mark.Code.Text,
            mark.MinutesLate,
            mark.Effective,
            mark.Kind switch
            {
                SubmissionKind.Register => EntryKind.Register,
                SubmissionKind.Correction => EntryKind.Correction,
                SubmissionKind.Release => EntryKind.Release,
            },
            mark.TakenAt,
            mark.RecordedAt,
            mark.RecordedBy,
            mark.Via,
            mark.Client
        );
}

[Description("What a posted mark came as.")]
internal enum EntryKind
{
    [Description("Part of a register.")]
    Register,

    [Description("An explicit correction, with a reason or against a known version.")]
    Correction,

    [Description("A held mark, entered again.")]
    Release,
}
