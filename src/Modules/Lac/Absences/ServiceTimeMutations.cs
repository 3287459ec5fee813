using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Absences;

/// <summary>What the team records of school time lost to services.</summary>
[MutationRoot]
internal sealed class ServiceTimeMutations(CareDesk desk, IAuditTrail trail, ServiceTimeBook book, IMediator mediator, IWriter writer)
{
    [Description(
        "Records for which service a looked-after child was out of school at a half-day, or takes that back. The register must say that the child was absent with leave."
    )]
    [Cost(20)]
    public async Task<DonePayload?> RecordServiceTime(
        Caller caller,
        [Description("The child, the half-day and the service.")] ServiceTimeInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await desk.ChildAsync(caller, input.Pupil, cancellation);
        var read = await mediator.Send(new ReadSessions(caller, pupil, input.On, input.On), cancellation);
        if (read.Error is { } error)
            throw Refusal.Of(error);
        var session = new SessionKey(input.On, input.Half);
        if (!input.Withdrawn && !read.Value.Sessions.Any(mark => mark.Session == session && mark.Class is MarkClass.Authorised))
            return DonePayload.Refused(
                Error.Validation("/on", "not-absent", "The register does not say that the child was absent with leave at that half-day.")
            );
        await trail.ChangingAsync(caller, nameof(RecordServiceTime), pupil, null, cancellation);
        return DonePayload.Of(await writer.Run(transaction => book.SaveAsync(transaction, caller, pupil, input), cancellation) == 1);
    }
}

[Description("A half-day at which a child was out of school for a service.")]
internal sealed record ServiceTimeInput(
    [property: Id, Description("The child's id.")] string Pupil,
    [property: Description("The school day.")] DateOnly On,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The service.")] CareService Service,
    [property: Description("What for.")] ServiceReason Reason,
    [property: Description("True: it was for none.")] bool Withdrawn
);
