using System.Data.Common;
using Attendance.Lac.Audits;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Ladder;

/// <summary>
/// Writes what a count found: the standing, the steps newly reached, and those that a correction took back, with what hangs on them. A step keeps the day on
/// which it was first reached.
/// </summary>
internal sealed class LadderBook(AuditBook audits, SchoolClock clock)
{
    /// <summary>Writes a child's standing, and the steps of this year and, while it is open, of the year before.</summary>
    public async Task WriteAsync(DbTransaction transaction, Standing standing)
    {
        await SaveStandingAsync(transaction, standing);
        await WriteStepsAsync(transaction, standing.Pupil, standing.Missed);
        if (standing.Before is { } before)
            await WriteStepsAsync(transaction, standing.Pupil, before);
    }

    private async Task WriteStepsAsync(DbTransaction transaction, PupilId pupil, MissedDays missed)
    {
        var year = missed.Year;
        var stored = (
            await transaction.Connection!.QueryAsync<StoredCrossing>(
                "select step, number, session, reversed_at from lac_crossing where pupil_id = @pupil and year = @year order by step, number",
                new { pupil = pupil.Value, year = year.StartYear },
                transaction
            )
        )
            .GroupBy(row => row.Step)
            .ToDictionary(own => own.Key, own => own.Last());
        var reached = missed.Crossings.ToDictionary(crossing => crossing.Step);
        foreach (var crossing in reached.Values)
        {
            var known = stored.GetValueOrDefault(crossing.Step);
            if (known is { ReversedAt: null })
                continue;
            await ReachAsync(transaction, pupil, year, crossing, (known?.Number ?? 0) + 1);
        }
        foreach (var known in stored.Values.Where(row => row.ReversedAt is null && !reached.ContainsKey(row.Step)))
            await ReverseAsync(transaction, pupil, missed, known);
    }

    /// <summary>Takes a child that was never in care, or not in this year, off the read model. False: it was not there.</summary>
    public static async Task<bool> RemoveAsync(DbTransaction transaction, PupilId pupil) =>
        await transaction.Connection!.ExecuteAsync(
            "delete from lac_standing where pupil_id = @pupil",
            new { pupil = pupil.Value },
            transaction
        ) > 0;

    /// <summary>Tells those who follow that there is something new.</summary>
    public static Task AdvanceAsync(DbTransaction transaction) =>
        transaction.Connection!.ExecuteAsync("update lac_position set number = number + 1 where id = 1", transaction: transaction);

    private async Task ReachAsync(DbTransaction transaction, PupilId pupil, LacYear year, Crossing crossing, int number)
    {
        await transaction.Connection!.ExecuteAsync(
            """
            insert into lac_crossing (pupil_id, year, step, number, session, crossed_on, recorded_at)
            values (@pupil, @year, @Step, @number, @session, @On, @now)
            """,
            new
            {
                pupil = pupil.Value,
                year = year.StartYear,
                crossing.Step,
                number,
                session = crossing.Session.Number,
                crossing.On,
                now = clock.Now,
            },
            transaction
        );
        if (crossing.Step == LadderStep.TwentyFiveDays)
            await audits.OpenAsync(transaction, pupil, year, number, crossing.On);
    }

    private async Task ReverseAsync(DbTransaction transaction, PupilId pupil, MissedDays missed, StoredCrossing known)
    {
        var trace =
            $"Reached with {new SessionKey(known.Session)}; what was recorded later leaves {missed.HalfDays} half-days missed, below {known.Step}.";
        await transaction.Connection!.ExecuteAsync(
            """
            update lac_crossing set reversed_at = @now, trace = @trace
            where pupil_id = @pupil and year = @year and step = @step and number = @number
            """,
            new
            {
                pupil = pupil.Value,
                year = missed.Year.StartYear,
                step = known.Step,
                number = known.Number,
                trace,
                now = clock.Now,
            },
            transaction
        );
        if (known.Step == LadderStep.TwentyFiveDays)
            await audits.ReverseAsync(transaction, pupil, missed.Year, known.Number, trace);
    }

    private Task<int> SaveStandingAsync(DbTransaction transaction, Standing standing) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into lac_standing (pupil_id, year, possible, authorised, unauthorised, missed, last_missed, pace_missed, pace_possible,
                reaches_ten, reaches_twenty_five, today, due_am, due_pm, am, pm, unexplained, counted_at)
            values (@pupil, @year, @possible, @authorised, @unauthorised, @missed, @lastMissed, @paceMissed, @pacePossible,
                @ten, @twentyFive, @today, @dueAm, @duePm, @am, @pm, @unexplained, @now)
            on conflict (pupil_id) do update set year = excluded.year, possible = excluded.possible, authorised = excluded.authorised,
                unauthorised = excluded.unauthorised, missed = excluded.missed, last_missed = excluded.last_missed,
                pace_missed = excluded.pace_missed, pace_possible = excluded.pace_possible, reaches_ten = excluded.reaches_ten,
                reaches_twenty_five = excluded.reaches_twenty_five, today = excluded.today, due_am = excluded.due_am, due_pm = excluded.due_pm,
                am = excluded.am, pm = excluded.pm, unexplained = excluded.unexplained, counted_at = excluded.counted_at
            """,
            new
            {
                pupil = standing.Pupil.Value,
                year = standing.Missed.Year.StartYear,
                possible = standing.Counts.Possible,
                authorised = standing.Counts.Authorised,
                unauthorised = standing.Counts.Unauthorised,
                missed = standing.Missed.HalfDays,
                lastMissed = standing.Missed.HalfDays == 0 ? (int?)null : standing.Missed.Sessions[^1].Number,
                paceMissed = standing.Pace.Missed,
                pacePossible = standing.Pace.Possible,
                ten = standing.ReachesTen,
                twentyFive = standing.ReachesTwentyFive,
                today = standing.Today.Day,
                dueAm = standing.Today.DueAm,
                duePm = standing.Today.DuePm,
                am = standing.Today.Am?.ToString(),
                pm = standing.Today.Pm?.ToString(),
                unexplained = standing.Today.Unexplained?.Number,
                now = clock.Now,
            },
            transaction
        );

    private sealed class StoredCrossing
    {
        public int Step { get; init; }
        public int Number { get; init; }
        public int Session { get; init; }
        public DateTimeOffset? ReversedAt { get; init; }
    }
}
