using Attendance.Access.Contracts;
using MediatR;

namespace Attendance.Access.People;

internal sealed class ReadRolesWithHandler(IMediator mediator) : IRequestHandler<ReadRolesWith, IReadOnlyList<Role>>
{
    public async Task<IReadOnlyList<Role>> Handle(ReadRolesWith request, CancellationToken cancellationToken)
    {
        var held = await mediator.Send(new ReadOwnRights(request.Caller), cancellationToken);
        return [.. held.Where(pair => pair.Value.Contains(request.Act)).Select(pair => pair.Key).Order()];
    }
}
