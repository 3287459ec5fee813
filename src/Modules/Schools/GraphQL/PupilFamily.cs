using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contacts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Schools.GraphQL;

/// <summary>Who belongs to a child, and what people did: attempts to reach the family, flags that were dismissed.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilFamily(PupilReads reads, PupilRights rights, ContactLog contacts, FlagDismissals dismissals, IMediator mediator)
{
    [Description(
        "Parents and others with a tie to the child, in the order of the school's list. Null for a role that is not shown a child's background."
    )]
    [Cost(5)]
    public IDataLoaderResult<IReadOnlyList<FamilyContact>?> Family(PupilNode pupil, Caller caller) =>
        rights
            .Load(caller, pupil.Key)
            .Then<ChildRights, IReadOnlyList<FamilyContact>?>(
                async (own, cancellation) =>
                {
                    if (!own.May(Act.ReadBackground))
                        return null;
                    var record = await mediator.Send(new ReadChild(caller, pupil.Key, pupil.Moment.KnownAt), cancellation);
                    return record.IsOk ? [.. record.Value.Contacts.Select(FamilyContact.Of)] : [];
                }
            );

    [Description(
        "Attempts to reach the child's family with what was said, the latest first, at most 200. Nothing in it is ever changed. Empty for a role that is not shown who did what."
    )]
    [Cost(5)]
    public IDataLoaderResult<IReadOnlyList<LoggedContact>> Contacts(PupilNode pupil, Caller caller) =>
        reads.Load<IReadOnlyList<LoggedContact>>(
            pupil,
            caller,
            Act.ReadChild,
            async (ledger, own, cancellation) =>
                own.May(Act.ReadHistory)
                    ? [.. (await contacts.ReadAsync(Ids(ledger), pupil.Moment.KnownAt, cancellation)).Select(LoggedContact.Of)]
                    : [],
            []
        );

    [Description(
        "Flags that somebody dismissed or restored, with the reason, the latest first. Empty for a role that is not shown who did what."
    )]
    [Cost(5)]
    public IDataLoaderResult<IReadOnlyList<FlagDecision>> FlagDecisions(PupilNode pupil, Caller caller) =>
        reads.LoadSaid(
            mediator,
            pupil,
            caller,
            (ids, cancellation) => dismissals.HistoryAsync(ids, pupil.Moment.KnownAt, cancellation),
            row => row.By,
            FlagDecision.Of
        );

    private static List<PupilId> Ids(PupilLedger ledger) => [ledger.Record.Id, .. ledger.Record.Aliases];
}

[Description("A person with a tie to a child.")]
internal sealed record FamilyContact(
    [property: Description("Name.")] string Name,
    [property: Description("What the person is to the child, as the school wrote it.")] string Relationship,
    [property: Description("True when the person has parental responsibility.")] bool ParentalResponsibility,
    [property: Description("Telephone number, where known.")] string? Phone,
    [property: Description("Email address, where known.")] string? Email
)
{
    public static FamilyContact Of(ChildContact contact) =>
        new(contact.Name, contact.Relationship, contact.ParentalResponsibility, contact.Phone, contact.Email);
}

[Description("An attempt to reach a child's family, as it was logged.")]
internal sealed record LoggedContact(
    [property: Description("The school whose absence it was about.")] Laestab School,
    [property: Description("The day of absence that it was about.")] DateOnly Day,
    [property: Description("When the attempt was made.")] DateTimeOffset At,
    [property: Description("phone, text, email, letter, visit or in-person.")] string Mode,
    [property: Description("no-answer, reached, traced or unavoidable-cause.")] string Outcome,
    [property: Description("Who made it.")] string By,
    [property: Description("With whom; null when nobody said.")] string? With,
    [property: Description("What was said or agreed; null when nothing was noted.")] string? Note,
    [property: Description("When it was logged.")] DateTimeOffset RecordedAt
)
{
    public static LoggedContact Of(LoggedAttempt row) =>
        new(
            row.School,
            row.Attempt.Day,
            row.Attempt.At,
            row.Attempt.Mode,
            row.Attempt.Outcome,
            row.Attempt.By,
            row.Attempt.With,
            row.Attempt.Note,
            row.RecordedAt
        );
}

[Description("A flag that somebody dismissed or restored.")]
internal sealed record FlagDecision(
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The rule in plain words.")] string Title,
    [property: Description("The last session then.")] HalfDaySession At,
    [property: Description("True when the flag was restored, false when it was dismissed.")] bool Restored,
    [property: Description("Why; null when the child's texts were erased.")] string? Reason,
    [property: Description("When.")] DateTimeOffset RecordedAt,
    [property: Description("Who.")] string By
)
{
    public static FlagDecision Of(DecidedFlag row, string by) =>
        new(row.Rule, FlagRules.TitleOf(row.Rule), HalfDaySession.Of(row.At), row.Restored, row.Reason, row.RecordedAt, by);
}
