using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.SchoolImprovement;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.ProgrammeClasses;

/// <summary>Enrolling classes in programmes: by the school's head, or who works on the Behaviour Improvement Programme.</summary>
[MutationRoot]
internal sealed class ClassMutations(
    SchoolDesk desk,
    IMediator mediator,
    IAuditTrail audit,
    IWriter writer,
    ProgrammeBook programmes,
    ClassBook book,
    SchoolClock clock
)
{
    [Description("Enrols a class of a school in a programme, such as SEAL. Its effect is counted from the first day.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> EnrolClass(
        Caller caller,
        [Description("The programme, by its short name."), Id] string programme,
        [Description("The school.")] Laestab school,
        [Description("The class, by the name that the roll has for it.")] string group,
        [Description("The first day: within the last year.")] DateOnly from,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, school, cancellation);
        var today = clock.Today;
        var words = new Words();
        words.Check(
            (await programmes.ListAsync(cancellation)).Any(each => each.Id == programme),
            "programme",
            "programme-unknown",
            "There is no such programme."
        );
        words.Check(
            (await mediator.Send(new ReadClasses(school, from), cancellation)).ContainsKey(group),
            "group",
            "class-unknown",
            "The school has no such class on that day."
        );
        words.Check(from <= today && from > today.AddDays(-366), "from", "date-invalid", "Within the last year.");
        words.Check(
            !(await book.ListAsync(cancellation)).Any(each =>
                each.Programme == programme && each.School == school && each.Group == group && each.Until is null
            ),
            "group",
            "class-there",
            "The class takes part already."
        );
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var enrolled = new ProgrammeClass(GrowingNumber.Next(TimeProvider.System), programme, school, group, from, null);
        await audit.ChangingAsync(caller, nameof(EnrolClass), $"school/{school}", $"{programme}/{group}", cancellation);
        await writer.Run(transaction => ClassBook.AddAsync(transaction, enrolled, caller.Name, clock.Now), cancellation);
        return SchoolWorkPayload.Of(enrolled.Id);
    }

    [Description("Says that a class has left a programme: today is its last day.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> EndClass(
        Caller caller,
        [Description("The enrolment's id."), Id] string id,
        CancellationToken cancellation = default
    )
    {
        var found = long.TryParse(id, out var number)
            ? (await book.ListAsync(cancellation)).FirstOrDefault(each => each.Id == number)
            : null;
        if (found is null)
            throw Refusal.NotFound();
        await RequireAsync(caller, found.School, cancellation);
        await audit.ChangingAsync(caller, nameof(EndClass), $"school/{found.School}", $"{found.Programme}/{found.Group}", cancellation);
        return await writer.Run(transaction => ClassBook.EndAsync(transaction, number, clock.Today), cancellation)
            ? SchoolWorkPayload.Of(number)
            : SchoolWorkPayload.Of(new Error("class-ended", "The class has left already."));
    }

    private async Task RequireAsync(Caller caller, Laestab school, CancellationToken cancellation)
    {
        var own = await desk.CouldAsync(caller, Act.SignForSchool, school, cancellation);
        await desk.RequireAsync(caller, own ? Act.SignForSchool : Act.WorkOnBehaviour, school, cancellation);
    }
}
