using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Records;

/// <summary>What is written into a case as the work goes on.</summary>
[MutationRoot]
internal sealed class RecordMutations(CaseDesk desk, CaseworkOptions options, SchoolClock clock)
{
    [Description("Writes a contact with the family or an agency into the case.")]
    [Cost(10)]
    public async Task<CasePayload?> LogCaseContact(
        Caller caller,
        [Description("With whom, how, and what came of it.")] CaseContactInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(LogCaseContact),
            _ =>
            {
                var today = clock.Today;
                var words = new Words();
                words.Check(
                    input.On <= today && input.On > today.AddDays(-366),
                    "on",
                    "date-invalid",
                    "A day within the last year, not a later one."
                );
                words.Check(input.NextBy is null || input.NextBy > today, "nextBy", "due-past", "The next contact is on a later day.");
                return words.Or(
                    new ContactLogged(
                        input.On,
                        words.Need("with", input.With, 200),
                        words.May("agency", input.Agency, 200),
                        input.Mode,
                        input.Result,
                        words.Need("note", input.Note),
                        words.May("agreed", input.Agreed),
                        input.NextBy ?? CaseworkOptions.After(today, options.LiaisonDays)
                    )
                );
            },
            cancellation
        );

    [Description(
        "Adds a note. One for lawyers or for safeguarding is read only by those, and by who holds the case. A correction names the entry that it puts right: nothing is edited away."
    )]
    [Cost(10)]
    public async Task<CasePayload?> AddCaseNote(
        Caller caller,
        [Description("The note.")] CaseNoteInput input,
        CancellationToken cancellation = default
    )
    {
        var folder = await desk.OpenAsync(caller, input.Case, cancellation);
        // Lawyers and managers write in what they may read; everything else is the workers'.
        var act = input.For switch
        {
            CaseAudience.Legal when folder.Rights.May(Act.ReadPrivileged) => Act.ReadPrivileged,
            CaseAudience.Safeguarding when folder.Rights.May(Act.ReadSafeguarding) => Act.ReadSafeguarding,
            _ => Act.WorkCase,
        };
        return await desk.ChangeAsync(
            caller,
            input.Case,
            act,
            nameof(AddCaseNote),
            file =>
            {
                var words = new Words();
                words.Check(
                    input.Corrects is null || folder.Readable.Any(entry => entry.Number == input.Corrects),
                    "corrects",
                    "entry-unknown",
                    "The case has no such entry."
                );
                return words.Or(new NoteAdded(input.For ?? CaseAudience.Case, words.Need("text", input.Text), input.Corrects));
            },
            cancellation: cancellation
        );
    }

    [Description(
        "Tells the child's school something, in words that keep the family's confidence. The school reads it beside the case's other feedback."
    )]
    [Cost(10)]
    public async Task<CasePayload?> TellSchool(
        Caller caller,
        [Description("What the school is told.")] TellSchoolInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(TellSchool),
            _ =>
            {
                var words = new Words();
                return words.Or(new SchoolTold(words.Need("text", input.Text, 2000), input.NextOn));
            },
            cancellation
        );
}

[Description("A contact about a case.")]
internal sealed record CaseContactInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("When.")] DateOnly On,
    [property: Description("With whom (\"mother\", \"school nurse\"), 1 to 200 characters."), Personal] string With,
    [property: Description("How.")] ContactMode Mode,
    [property: Description("What came of it.")] ContactResult Result,
    [property: Description("What was said, 1 to 4,000 characters."), Personal] string Note,
    [property: Description("The agency; left out: the family.")] string? Agency = null,
    [property: Description("What was agreed."), Personal] string? Agreed = null,
    [property: Description("When the next contact is due; left out: after two school weeks.")] DateOnly? NextBy = null
);

[Description("A note in a case.")]
internal sealed record CaseNoteInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What it says, 1 to 4,000 characters."), Personal] string Text,
    [property: Description("Who may read it; left out: who may read the case.")] CaseAudience? For = null,
    [property: Description("The number of the entry that it puts right.")] int? Corrects = null
);

[Description("What a school is told.")]
internal sealed record TellSchoolInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What, 1 to 2,000 characters."), Personal] string Text,
    [property: Description("When something happens next.")] DateOnly? NextOn = null
);
