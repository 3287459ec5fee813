using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadSessionsHandler(PupilLedgers ledgers) : IRequestHandler<ReadSessions, Result<ChildSessions>>
{
    public async Task<Result<ChildSessions>> Handle(ReadSessions request, CancellationToken cancellationToken)
    {
        var record = await ledgers.FindAsync(
            request.Pupil,
            request.Caller,
            request.KnownAt,
            cancellationToken,
            Act.ReadMarks,
            Act.ReadCodes
        );
        if (record is null)
            return Error.NotFound;
        if (await ledgers.ReadAsync(record.Id, new Moment(KnownAt: request.KnownAt), cancellationToken) is not { } ledger)
            return new ChildSessions(record.Id, record.BirthDate, [], []);
        return new ChildSessions(
            record.Id,
            record.BirthDate,
            PupilReading.Sessions(ledger.State, ledger.Context, request.From, request.To),
            [.. ledger.Context.Due(request.From, request.To)]
        );
    }
}
