using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Lac.Ladder;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Absences;

/// <summary>
/// Why looked-after children were out of school with leave: for which service. It counts only for as long as the register says that the child was absent with leave.
/// </summary>
internal sealed class ServiceTimeBook(Database database, SchoolClock clock)
{
    /// <summary>What was recorded of a year about the children in scope.</summary>
    public async Task<IReadOnlyList<ServiceTimeRow>> ReadAsync(Visible visible, LacYear year, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("no", false);
        parameters.Add("first", new SessionKey(year.FirstDay, HalfDay.AM).Number);
        parameters.Add("last", new SessionKey(year.LastDay, HalfDay.PM).Number);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<ServiceTimeRow>(
            new CommandDefinition(
                $"""
                select t.pupil_id, t.session, t.service, t.reason from lac_service_time t
                where {visible.Sql} and t.session >= @first and t.session <= @last and t.withdrawn = @no
                and t.version = (select max(v.version) from lac_service_time v where v.pupil_id = t.pupil_id and v.session = t.session)
                order by t.pupil_id, t.session
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>Writes for which service a half-day was, or, or that it was for none.</summary>
    public Task<int> SaveAsync(DbTransaction transaction, Caller caller, PupilId pupil, ServiceTimeInput input) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into lac_service_time (pupil_id, session, version, service, reason, withdrawn, recorded_at, recorded_by)
            select @pupil, @session, coalesce(max(version), 0) + 1, @service, @reason, @Withdrawn, @now, @by
            from lac_service_time where pupil_id = @pupil and session = @session
            """,
            new
            {
                pupil = pupil.Value,
                session = new SessionKey(input.On, input.Half).Number,
                service = input.Service.ToString(),
                reason = input.Reason.ToString(),
                input.Withdrawn,
                now = clock.Now,
                by = caller.Name,
            },
            transaction
        );
}

/// <summary>A half-day for a service, as it is stored.</summary>
internal sealed class ServiceTimeRow
{
    public long PupilId { get; init; }
    public int Session { get; init; }
    public string Service { get; init; } = "";
    public string Reason { get; init; } = "";
}
