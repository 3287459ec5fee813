using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Meetings;

/// <summary>Reads who is in care or has a child protection plan today, in a caller's scope, with their meetings of two years.</summary>
internal sealed class TimetableReader(Database database, SchoolClock clock)
{
    /// <summary>The children. Two queries, whatever their number.</summary>
    public async Task<IReadOnlyDictionary<PupilId, (ChildCare Care, IReadOnlyList<MeetingRow> Meetings)>> ReadAsync(
        Visible visible,
        CancellationToken cancellation
    )
    {
        var today = clock.Today;
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("no", false);
        parameters.Add("today", today);
        parameters.Add("from", today.AddYears(-2));
        parameters.Add("cancelled", nameof(MeetingState.Cancelled));
        await using var connection = await database.OpenAsync(cancellation);
        var times = await connection.QueryAsync<TimeRow>(
            new CommandDefinition(
                $"""
                select * from (
                    select e.pupil_id, e.started, e.ended, e.social_worker, 1 as in_care {CareBook.Latest}
                    union all
                    select p.pupil_id, p.started, p.ended, null as social_worker, 0 as in_care {ProtectionBook.Latest}
                ) c where {visible.Sql} and c.started <= @today order by c.pupil_id, c.started
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        var meetings = (
            await connection.QueryAsync<MeetingRow>(
                new CommandDefinition(
                    $"""
                    select c.* from lac_meeting c where {visible.Sql} and c.state <> @cancelled and c.held_on >= @from
                    order by c.held_on, c.held_at, c.id
                    """,
                    parameters,
                    cancellationToken: cancellation
                )
            )
        ).ToLookup(meeting => meeting.PupilId);
        var found = new Dictionary<PupilId, (ChildCare, IReadOnlyList<MeetingRow>)>();
        foreach (var own in times.GroupBy(row => row.PupilId))
        {
            var care = own.Where(row => row.InCare == 1).ToList();
            var plan = own.LastOrDefault(row => row.InCare == 0 && (row.Ended is null || row.Ended >= today));
            var child = new ChildCare(Since(care, today), plan?.Started, care.LastOrDefault()?.SocialWorker);
            if (child.LookedAfterSince is not null || child.ProtectedSince is not null)
                found[new PupilId(own.Key)] = (child, [.. meetings[own.Key]]);
        }
        return found;
    }

    /// <summary>Care goes on through a change of placement: the first day of the times in care that follow one another to today.</summary>
    private static DateOnly? Since(IReadOnlyList<TimeRow> care, DateOnly today)
    {
        DateOnly? since = null;
        DateOnly? until = null;
        foreach (var time in care)
        {
            if (since is null || until < time.Started.AddDays(-1))
                since = time.Started;
            until = time.Ended ?? DateOnly.MaxValue;
        }
        return until >= today ? since : null;
    }

    private sealed class TimeRow
    {
        public long PupilId { get; init; }
        public DateOnly Started { get; init; }
        public DateOnly? Ended { get; init; }
        public string? SocialWorker { get; init; }
        public int InCare { get; init; }
    }
}
