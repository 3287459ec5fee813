using Attendance.Lac.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;

namespace Attendance.Lac.Children;

internal sealed class ReadLookedAfterHandler(Database database) : IRequestHandler<ReadLookedAfter, IReadOnlyList<LookedAfterChild>>
{
    public async Task<IReadOnlyList<LookedAfterChild>> Handle(ReadLookedAfter request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Span>(
            new CommandDefinition(
                $"""
                select coalesce((select a.pupil from access_place a where a.target = 'pupil' and a.target_id = e.pupil_id), e.pupil_id) as pupil_id,
                    e.started, e.ended {CareBook.Latest} and e.started <= @on order by 1, e.started
                """,
                new { no = false, on = request.On },
                cancellationToken: cancellationToken
            )
        );
        var children = new List<LookedAfterChild>();
        foreach (var own in rows.GroupBy(row => row.PupilId))
        {
            DateOnly? since = null;
            var until = DateOnly.MinValue;
            foreach (var span in own)
            {
                if (since is null || span.Started > until.AddDays(1))
                    since = span.Started;
                var ended = span.Ended ?? DateOnly.MaxValue.AddDays(-1);
                until = ended > until ? ended : until;
            }
            if (until >= request.On)
                children.Add(new LookedAfterChild(new PupilId(own.Key), since!.Value));
        }
        return children;
    }

    private sealed class Span
    {
        public long PupilId { get; init; }
        public DateOnly Started { get; init; }
        public DateOnly? Ended { get; init; }
    }
}
