using Attendance.Access.Contracts;
using Attendance.Access.Policy;
using MediatR;

namespace Attendance.Access.People;

internal sealed class ReadRolesWithHandler(PolicyService policy) : IRequestHandler<ReadRolesWith, IReadOnlyList<Role>>
{
    public async Task<IReadOnlyList<Role>> Handle(ReadRolesWith request, CancellationToken cancellationToken)
    {
        if (request.Caller.Kind is not CallerKind.Person)
            return [];
        var held = await policy.RolesOfAsync(request.Caller, cancellationToken);
        return [.. held.Select(Enum.Parse<Role>).Where(role => RoleRights.Of(role).May(request.Act)).Order()];
    }
}
