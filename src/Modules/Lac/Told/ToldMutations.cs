using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Told;

/// <summary>Telling a school that a child is looked after.</summary>
[MutationRoot]
internal sealed class ToldMutations(CareDesk desk, IAuditTrail trail, ToldBook book, IMediator mediator)
{
    [Description(
        "Tells the school whose roll a looked-after child is on today that the child is looked after: its office, head and attendance lead see it from then on. Or takes that back."
    )]
    [Cost(20)]
    public async Task<DonePayload?> TellSchoolOfCare(
        Caller caller,
        [Description("The child's id."), Id] string pupil,
        [Description("The designated teacher who is told, 1 to 100 characters."), Personal] string teacher,
        [Description("True: the school is to know no more.")] bool withdrawn,
        CancellationToken cancellation = default
    )
    {
        var child = await desk.ChildAsync(caller, pupil, cancellation);
        if (CareDesk.Check("/teacher", teacher, 100) is { } wrong)
            return DonePayload.Refused(wrong);
        var at = await mediator.Send(new ReadPupils(caller, [child]), cancellation);
        if (!at.TryGetValue(child, out var place) || place.School is not { } school)
            return DonePayload.Refused(Error.Validation("/pupil", "no-school", "The child is on no roll today."));
        await trail.ChangingAsync(caller, nameof(TellSchoolOfCare), child, withdrawn ? "withdrawn" : null, cancellation);
        return DonePayload.Of(await book.SaveAsync(caller, child, school, teacher.Trim(), withdrawn, cancellation) == 1);
    }
}
