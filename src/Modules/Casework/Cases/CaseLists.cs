using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Casework.Cases;

/// <summary>Lists of cases, filtered by scope in SQL.</summary>
internal sealed class CaseLists(Database database, IPolicy policy, SchoolClock clock)
{
    private const string Due = "(select min(d.due_on) from casework_due d where d.case_id = c.id)";

    /// <summary>A page of ids of cases that the caller may read, what is due first at the top; one more than asked when there are more.</summary>
    public async Task<IReadOnlyList<CaseId>> PageAsync(
        Caller caller,
        CaseFilter filter,
        int first,
        int skip,
        CancellationToken cancellation
    )
    {
        var (where, parameters) = await WhereAsync(caller, filter, cancellation);
        parameters.Add("count", first + 1);
        parameters.Add("skip", skip);
        await using var connection = await database.OpenAsync(cancellation);
        var ids = await connection.QueryAsync<long>(
            new CommandDefinition(
                $"select c.id from casework_case c where {where} order by {Due} is null, {Due}, c.id limit @count offset @skip",
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. ids.Select(id => new CaseId(id))];
    }

    /// <summary>How many cases the filter finds in the caller's scope.</summary>
    public async Task<int> CountAsync(Caller caller, CaseFilter filter, CancellationToken cancellation)
    {
        var (where, parameters) = await WhereAsync(caller, filter, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        return (int)
            await connection.ExecuteScalarAsync<long>(
                new CommandDefinition($"select count(*) from casework_case c where {where}", parameters, cancellationToken: cancellation)
            );
    }

    /// <summary>The open case of a child, also one under a former record, or null. Judges nobody.</summary>
    public async Task<CaseId?> OpenOfAsync(PupilId pupil, CancellationToken cancellation) =>
        (await OfAsync(pupil, "c.closed_on is null", cancellation)).Select(id => (CaseId?)id).FirstOrDefault();

    /// <summary>Every case of a child, the latest first. Judges nobody.</summary>
    public Task<IReadOnlyList<CaseId>> AllOfAsync(PupilId pupil, CancellationToken cancellation) => OfAsync(pupil, "1 = 1", cancellation);

    /// <summary>How many open cases each worker holds.</summary>
    public async Task<IReadOnlyDictionary<long, int>> LoadsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(long Worker, long Count)>(
            new CommandDefinition(
                "select worker, count(*) from casework_case where closed_on is null and worker is not null group by worker",
                cancellationToken: cancellation
            )
        );
        return rows.ToDictionary(row => row.Worker, row => (int)row.Count);
    }

    private async Task<IReadOnlyList<CaseId>> OfAsync(PupilId pupil, string condition, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var ids = await connection.QueryAsync<long>(
            new CommandDefinition(
                $"""
                select c.id from casework_case c where {condition} and (c.pupil_id = @pupil
                    or c.pupil_id in (select p.target_id from access_place p where p.pupil = @pupil and p.target = 'pupil'))
                order by c.id desc
                """,
                new { pupil = pupil.Value },
                cancellationToken: cancellation
            )
        );
        return [.. ids.Select(id => new CaseId(id))];
    }

    private async Task<(string Sql, DynamicParameters Parameters)> WhereAsync(
        Caller caller,
        CaseFilter filter,
        CancellationToken cancellation
    )
    {
        // A case under a former record of the child is reached by that record too: the policy's condition knows both.
        var visible = await policy.VisibleAsync(caller, Act.ReadCase, "c.pupil_id", cancellation);
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        var parts = new List<string> { visible.Sql };
        if (filter.Closed is not true)
            parts.Add("c.closed_on is null");
        if (filter.Mine is true)
        {
            parts.Add("c.worker = @mine");
            parameters.Add("mine", caller.Person ?? 0);
        }
        if (filter.Stage is { } stage)
        {
            parts.Add("c.stage = @stage");
            parameters.Add("stage", Stored.Name(stage));
        }
        if (filter.Overdue is true)
        {
            parts.Add($"{Due} < @today");
            parameters.Add("today", clock.Today);
        }
        return (string.Join(" and ", parts), parameters);
    }
}
