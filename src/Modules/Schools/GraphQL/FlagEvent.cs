using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Live;

namespace Attendance.Schools.GraphQL;

[Description("A flag of a child that changed.")]
internal sealed record FlagEvent(
    [property: Description("What happened.")] FlagEventKind Kind,
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The rule in plain words.")] string Title,
    [property: Description("How much it asks for.")] FlagSeverity Severity,
    [property: Description("The rule's own level, where it has several.")] int Level,
    [property: Description("The session at which the episode opened.")] HalfDaySession Opened,
    [property: Description("The session at which this happened.")] HalfDaySession At,
    [property: Description("Why, as a sentence. It names no child.")] string Sentence,
    [property: Description("Where to resume after this event.")] string Resume
)
{
    public static FlagEvent Of(FlagNews news, PupilNode pupil, string resume) =>
        new(
            news.Kind switch
            {
                FlagChangeKind.Opened => FlagEventKind.Opened,
                FlagChangeKind.Changed => FlagEventKind.Changed,
                FlagChangeKind.Closed => FlagEventKind.Closed,
                FlagChangeKind.Withdrawn => FlagEventKind.Withdrawn,
            },
            pupil,
            news.Rule,
            FlagRules.TitleOf(news.Rule),
            news.Severity,
            news.Level,
            HalfDaySession.Of(news.Episode),
            HalfDaySession.Of(news.At),
            news.Sentence,
            resume
        );
}

[Description("What happened to a flag.")]
internal enum FlagEventKind
{
    [Description("It opened.")]
    Opened,

    [Description("It got another level, or rests on other half-days.")]
    Changed,

    [Description("It closed.")]
    Closed,

    [Description("A correction took its ground away: it should never have been open.")]
    Withdrawn,
}
