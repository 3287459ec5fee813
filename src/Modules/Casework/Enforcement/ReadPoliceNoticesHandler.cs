using Attendance.Casework.Contracts;
using Attendance.Casework.Enforcement.Law;
using MediatR;

namespace Attendance.Casework.Enforcement;

internal sealed class ReadPoliceNoticesHandler(MatterStore store) : IRequestHandler<ReadPoliceNotices, IssuedNotices>
{
    public Task<IssuedNotices> Handle(ReadPoliceNotices request, CancellationToken cancellationToken) =>
        store.IssuedAsync(NoticeIssuer.Police, request.From, cancellationToken);
}
