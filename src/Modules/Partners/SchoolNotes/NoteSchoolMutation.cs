using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.SchoolImprovement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.SchoolNotes;

/// <summary>Writing notes on a school.</summary>
[MutationRoot]
internal sealed class NoteSchoolMutation(SchoolDesk desk, IMediator mediator, IAuditTrail audit, IWriter writer, SchoolClock clock)
{
    [Description(
        "Writes a note on a school, which the locality team and the school improvement service both read. No child is named in it."
    )]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> NoteSchool(
        Caller caller,
        [Description("The school.")] Laestab school,
        [Description("The note, 1 to 2,000 characters.")] string text,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, Act.NoteSchool, school, cancellation);
        var words = new Words();
        var wrote = words.Need("text", text, 2000);
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var rights = await mediator.Send(new ReadOwnRights(caller), cancellation);
        var note = new SchoolNote(
            GrowingNumber.Next(TimeProvider.System),
            school,
            rights.ContainsKey(Role.SchoolImprovement) ? NotingService.SchoolImprovement : NotingService.Locality,
            wrote,
            caller.Name,
            clock.Now
        );
        await audit.ChangingAsync(caller, nameof(NoteSchool), $"school/{school}", null, cancellation);
        await writer.Run(transaction => NoteBook.AddAsync(transaction, note), cancellation);
        return SchoolWorkPayload.Of(note.Id);
    }
}

[Description("A note on a school.")]
[global::GraphQL.Name("SchoolNote")]
internal sealed record SchoolNoteNode(
    [property: Description("The note's id."), Id] string Id,
    [property: Description("Which service wrote it.")] NotingService Service,
    [property: Description("The note.")] string Text,
    [property: Description("Who wrote it.")] string WrittenBy,
    [property: Description("When.")] DateTimeOffset WrittenAt
)
{
    public static SchoolNoteNode Of(SchoolNote note, Func<string, string> names) =>
        new($"{note.Id}", note.Service, note.Text, names(note.WrittenBy), note.WrittenAt);
}
