using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Access.Audit;

internal sealed class MakeCheckpointHandler([FromKeyedServices(DataRegistration.Audit)] IWriter writer, Checkpoints checkpoints)
    : IRequestHandler<MakeCheckpoint, Result<string>>
{
    public async Task<Result<string>> Handle(MakeCheckpoint request, CancellationToken cancellationToken)
    {
        if (request.Caller.Kind is not CallerKind.System)
            return Error.NotFound;
        return (await writer.Run(checkpoints.MakeAsync, cancellationToken)).ToText();
    }
}
