using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.Schools.Live;
using Attendance.SharedKernel;

namespace Attendance.Schools.GraphQL;

[Description("A register, correction or released mark that became visible.")]
internal sealed record RegisterEvent(
    [property: Description("The school's number.")] Laestab School,
    [property: Description("The school's name.")] string SchoolName,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The class, where the post named one.")] string? Group,
    [property: Description("What it came as.")] EntryKind Kind,
    [property: Description("How it came: rest, csv, hand, release, stale, proposal, transport.")] string Via,
    [property: Description("When it was recorded.")] DateTimeOffset RecordedAt,
    [property: Description("Marks that it brought.")] int Marks,
    [property: Description("Where to resume after this event.")] string Resume
)
{
    public static RegisterEvent Of(SchoolNode school, RegisterNews news, string resume) =>
        new(
            school.Laestab,
            school.Name,
            news.Session.Date,
            news.Session.Half,
            news.Group,
            news.Kind switch
            {
                SubmissionKind.Register => EntryKind.Register,
                SubmissionKind.Correction => EntryKind.Correction,
                SubmissionKind.Release => EntryKind.Release,
            },
            news.Via,
            news.RecordedAt,
            news.Pupils.Count,
            resume
        );
}
