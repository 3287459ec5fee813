using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Updates;

/// <summary>The log of who was sent a termly update and who opened it: a row for each person, step and school day.</summary>
internal sealed class Distribution(Database database, IWriter writer, IPersonMessages messages, SchoolClock clock)
{
    /// <summary>Tells people that an update is there, in the transaction that stores it. The message names no child; who left is told nothing and has no row.</summary>
    public async Task SendAsync(DbTransaction transaction, long report, Term term, IReadOnlyList<(long Person, long? Unit)> recipients)
    {
        foreach (var (person, unit) in recipients)
        {
            var sent = await messages.QueueAsync(
                transaction,
                person,
                $"{term}: the update on your looked-after children",
                $"The update of the {term.ToString()[..1].ToLowerInvariant()}{term.ToString()[1..]} on the looked-after children you work with is ready. Sign in and open Looked after, then Termly updates."
            );
            if (sent)
                await AddAsync(transaction, report, person, unit, DistributionStep.Sent);
        }
    }

    /// <summary>A person opened an update. Keys and jobs leave no row.</summary>
    public async Task OpenedAsync(Caller caller, long report, DistributionStep step, CancellationToken cancellation)
    {
        if (caller.Person is { } person)
            await writer.Run(transaction => AddAsync(transaction, report, person, null, step), cancellation);
    }

    /// <summary>What was sent and opened of an update, in order.</summary>
    public async Task<IReadOnlyList<DistributionRow>> ReadAsync(long report, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<DistributionRow>(
            new CommandDefinition(
                """
                select d.person, u.name as unit, d.step, d.at from lac_distribution d left join lac_unit u on u.id = d.unit_id
                where d.report_id = @report order by d.at, d.id
                """,
                new { report },
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    private Task<int> AddAsync(DbTransaction transaction, long report, long person, long? unit, DistributionStep step) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into lac_distribution (id, report_id, person, unit_id, step, day, at)
            values (@id, @report, @person, @unit, @step, @today, @now) on conflict (report_id, person, step, day) do nothing
            """,
            new
            {
                id = GrowingNumber.Next(TimeProvider.System),
                report,
                person,
                unit,
                step = step.ToString(),
                today = clock.Today,
                now = clock.Now,
            },
            transaction
        );
}

/// <summary>What happened to an update. Stored by name.</summary>
internal enum DistributionStep
{
    /// <summary>The person was told that it is there.</summary>
    Sent,

    /// <summary>The person opened it on the page.</summary>
    Opened,

    /// <summary>The person fetched it as a file.</summary>
    Fetched,
}

/// <summary>A row of the log. <see cref="Unit"/>: the unit whose update was sent.</summary>
internal sealed class DistributionRow
{
    public long Person { get; init; }
    public string? Unit { get; init; }
    public string Step { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
