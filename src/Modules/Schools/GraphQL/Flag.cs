using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;

namespace Attendance.Schools.GraphQL;

[Description("An episode of a flag: a rule that a child's marks met from one session on.")]
internal sealed record Flag(
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The version of the rule that judged.")] int RuleVersion,
    [property: Description("The rule in plain words.")] string Title,
    [property: Description("How much it asks for.")] FlagSeverity Severity,
    [property: Description("The rule's own level, where it has several; it rises with severity.")] int Level,
    [property: Description("The session at which the episode opened.")] HalfDaySession Opened,
    [property: Description("The session at which it closed; null while it is open.")] HalfDaySession? Closed,
    [property: Description("True when someone dismissed it with a reason: it shows again at a higher level.")] bool Dismissed,
    [property: Description("True when the rule asks for it as of the last session; otherwise it waits to close.")] bool Met,
    [property: Description("Possible sessions on the good side since the rule last asked for it.")] int GoodSessions,
    [property: Description("Possible sessions on the good side after which it closes.")] int ClosesAfter,
    [property: Description("What it rests on.")] Evidence Evidence
)
{
    public static Flag Of(FlagReading reading, bool codes) =>
        new(
            reading.Rule,
            reading.RuleVersion,
            reading.Title,
            reading.Severity,
            reading.Level,
            HalfDaySession.Of(reading.Episode),
            reading.Closed is { } closed ? HalfDaySession.Of(closed) : null,
            reading.Dismissed,
            reading.Met,
            reading.Good,
            reading.CloseAfter,
            Evidence.Of(reading.Evidence, codes)
        );
}

[Description("Why a flag is open: the half-days, the arithmetic, and what would clear it.")]
internal sealed record Evidence(
    [property: Description("The reason as a sentence. It names no child.")] string Sentence,
    [property: Description("The arithmetic, number by number.")] IReadOnlyList<Figure> Figures,
    [property: Description("The half-days that it rests on, in time order.")] IReadOnlyList<EvidenceMark> HalfDays,
    [property: Description("What would clear the flag, as a sentence.")] string ClearsWhen,
    [property: Description(
        "The exception for illness under a medical care plan that lowers the severity, as a sentence; null where none does, and for a role that is shown the class only."
    )]
        string? CarePlan
)
{
    public static Evidence Of(FlagEvidence evidence, bool codes = true) =>
        new(
            evidence.Sentence,
            [.. evidence.Figures.Select(figure => new Figure(figure.Name, figure.Value, figure.Threshold))],
            [.. evidence.HalfDays.Select(half => EvidenceMark.Of(half, codes))],
            evidence.ClearsWhen,
            codes ? evidence.CarePlan : null
        );
}

[Description("One number of a flag's arithmetic.")]
internal sealed record Figure(
    [property: Description("What was counted.")] string Name,
    [property: Description("The number.")] int Value,
    [property: Description("The number that it is held against, in the same unit; null when there is none.")] int? Threshold
);

[Description("A half-day that a flag rests on.")]
internal sealed record EvidenceMark(
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description(
        "The register code that counts for the child; null when the register has none, or the role is shown the class only."
    )]
        string? Code,
    [property: Description("The school that gave it.")] Laestab School
)
{
    public static EvidenceMark Of(EvidenceHalfDay half, bool codes) =>
        new(half.Session.Date, half.Session.Half, half.Code == 0 || !codes ? null : AttendanceCode.FromId(half.Code).Text, half.School);
}
