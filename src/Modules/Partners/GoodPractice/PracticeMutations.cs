using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.SchoolImprovement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.GoodPractice;

/// <summary>Collecting good practice, and taking it on.</summary>
[MutationRoot]
internal sealed class PracticeMutations(
    SchoolDesk desk,
    IAuditTrail audit,
    IWriter writer,
    PracticeBook book,
    ProgrammeBook programmes,
    SchoolClock clock
)
{
    private const int OldestDays = 1830;

    [Description("Puts a practice of a school into the library.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> AddPractice(
        Caller caller,
        [Description("The practice.")] AddPracticeInput input,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, Act.ImproveSchool, input.School, cancellation);
        var words = new Words();
        var (title, about) = (words.Need("title", input.Title, 200), words.Need("about", input.About));
        CheckDay(words, "beganOn", input.BeganOn);
        words.Check(
            input.Programme is null || (await programmes.ListAsync(cancellation)).Any(programme => programme.Id == input.Programme),
            "programme",
            "programme-unknown",
            "There is no such programme."
        );
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var practice = new Practice(
            GrowingNumber.Next(TimeProvider.System),
            title,
            input.School,
            input.Programme,
            about,
            input.BeganOn,
            caller.Name,
            clock.Now,
            []
        );
        await audit.ChangingAsync(caller, nameof(AddPractice), $"school/{input.School}", $"practice/{practice.Id}", cancellation);
        await writer.Run(transaction => PracticeBook.AddAsync(transaction, practice), cancellation);
        return SchoolWorkPayload.Of(practice.Id);
    }

    [Description("Says that a school took a practice on: by its head, or by school improvement.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> AdoptPractice(
        Caller caller,
        [Description("The practice and the school.")] AdoptPracticeInput input,
        CancellationToken cancellation = default
    )
    {
        var own = await desk.CouldAsync(caller, Act.SignForSchool, input.School, cancellation);
        await desk.RequireAsync(caller, own ? Act.SignForSchool : Act.ImproveSchool, input.School, cancellation);
        var words = new Words();
        var found = long.TryParse(input.Practice, out var id)
            ? (await book.ListAsync(cancellation)).FirstOrDefault(practice => practice.Id == id)
            : null;
        words.Check(found is not null, "practice", "practice-unknown", "There is no such practice.");
        words.Check(
            found is null || (found.School != input.School && found.Adoptions.All(adoption => adoption.School != input.School)),
            "school",
            "practice-there",
            "The school has it already."
        );
        CheckDay(words, "adoptedOn", input.AdoptedOn);
        var note = words.May("note", input.Note, 1000) ?? "";
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(AdoptPractice), $"school/{input.School}", $"practice/{id}", cancellation);
        var adoption = new Adoption(input.School, input.AdoptedOn, note, caller.Name, clock.Now);
        return await writer.Run(transaction => PracticeBook.AdoptAsync(transaction, id, adoption), cancellation)
            ? SchoolWorkPayload.Of(id)
            : SchoolWorkPayload.Of(new Error("practice-there", "The school has it already."));
    }

    private void CheckDay(Words words, string field, DateOnly day) =>
        words.Check(
            day <= clock.Today && day > clock.Today.AddDays(-OldestDays),
            field,
            "date-invalid",
            "A day of the last five years, today at the latest."
        );
}

[Description("A practice as it is put into the library.")]
internal sealed record AddPracticeInput(
    [property: Description("Its name, 1 to 200 characters.")] string Title,
    [property: Description("The school where it began.")] Laestab School,
    [property: Description("What is done, 1 to 4,000 characters; no child is named.")] string About,
    [property: Description("The first day: its effect is counted from there.")] DateOnly BeganOn,
    [property: Description("The programme or grant that it came from, by its short name."), Id] string? Programme = null
);

[Description("A school takes a practice on.")]
internal sealed record AdoptPracticeInput(
    [property: Description("The practice's id."), Id] string Practice,
    [property: Description("The school.")] Laestab School,
    [property: Description("The first day: its effect is counted from there.")] DateOnly AdoptedOn,
    [property: Description("How it is done there, at most 1,000 characters.")] string? Note = null
);
