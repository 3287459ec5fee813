using System.ComponentModel;
using Attendance.Lac.Board;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Audits;

[Description("The audit of a looked-after child's missed days that the 25th opens.")]
[Name("MissedDayAudit")]
internal sealed record AuditNode(
    [property: Id, Description("The audit's id.")] string Id,
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The child's school today; null: on no roll.")] string? School,
    [property: Description("The year from 1 September, as 2006/07.")] string Year,
    [property: Description("The half-day with which the 25th day was missed.")] MissedHalfDay ReachedWith,
    [property: Description("The day since which the duty holds: that day, or the first in care after it.")] DateOnly OpenedOn,
    [property: Description("The day by which it is to be signed.")] DateOnly DueOn,
    [property: Description("True when it is open after that day.")] bool Overdue,
    [property: Description("Where it stands.")] AuditState State,
    [property: Description("The number of the person whose audit it is; null: nobody's yet.")] long? Owner,
    [property: Description("True when its owner keeps it though its ground went.")] bool Kept,
    [property: Description("How often it was written to: send it with what you write.")] int Version,
    [property: Description("When it was signed.")] DateTimeOffset? SignedAt,
    [property: Description("Who signed it, by the number of the person's record.")] string? SignedBy,
    [property: Description("When a correction took its ground away.")] DateTimeOffset? ReversedAt,
    [property: Description("What the correction changed.")] string? Trace
)
{
    /// <summary>What it was read from.</summary>
    [Ignore]
    public required AuditRow Row { get; init; }

    public static AuditNode Of(AuditRow row, PupilAtSchool at, DateOnly today) =>
        new(
            NodeId(row.Id),
            at.Pupil,
            at.SchoolName,
            new LacYear(row.Year).ToString(),
            MissedHalfDay.Of(new SessionKey(row.Session)),
            row.OpenedOn,
            row.DueOn,
            row.State == nameof(AuditState.Open) && row.DueOn < today,
            Enum.Parse<AuditState>(row.State),
            row.Owner,
            row.Kept,
            row.LastEntry,
            row.SignedAt,
            row.SignedBy,
            row.ReversedAt,
            row.Trace
        )
        {
            Row = row,
        };

    /// <summary>An audit's id as the schema has it.</summary>
    public static string NodeId(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

[Description("What is written in an audit.")]
internal sealed record AuditText(
    [property: Description("What the team knows of the child's days.")] string Circumstances,
    [property: Description("Which days and sessions are missed, and why.")] string Pattern,
    [property: Description("What has to change.")] string Findings,
    [property: Description("The agreed action plan.")] IReadOnlyList<AuditPlanLine> Plan
)
{
    public static AuditText Of(AuditForm form) =>
        new(
            form.Circumstances,
            form.Pattern,
            form.Findings,
            [.. form.Plan.Select(line => new AuditPlanLine(line.What, line.Owner, line.By))]
        );
}

[Description("One line of an action plan.")]
internal sealed record AuditPlanLine(
    [property: Description("What is done, 1 to 500 characters.")] string What,
    [property: Description("Whose it is, 1 to 100 characters.")] string Owner,
    [property: Description("By when.")] DateOnly By
);
