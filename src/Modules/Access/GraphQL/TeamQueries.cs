using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Access.GraphQL;

/// <summary>Questions about locality teams.</summary>
[QueryRoot]
internal sealed class TeamQueries(IMediator mediator)
{
    [Description(
        "The locality teams that look after a school in the caller's scope, by name. For schools, and for those who work for them."
    )]
    [Cost(10)]
    public Task<IReadOnlyList<TeamNode>> Teams(Caller caller, CancellationToken cancellation = default) =>
        mediator.Send(new ReadTeams(caller), cancellation);
}
