using Attendance.Access.Contracts;
using Attendance.Lac.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Lac.Children;

internal sealed class ReadUnitsHandler(IPolicy policy, UnitBook units) : IRequestHandler<ReadUnits, Result<IReadOnlyList<ResidentialUnit>>>
{
    public async Task<Result<IReadOnlyList<ResidentialUnit>>> Handle(ReadUnits request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.RecordCare, CareBook.Register, cancellation: cancellationToken))
            return Error.NotFound;
        return (await units.ListAsync(cancellationToken)).Select(row => new ResidentialUnit(row.Id, row.Name)).ToList();
    }
}
