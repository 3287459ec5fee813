using System.Data.Common;
using Attendance.Lac.Ladder;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Audits;

/// <summary>Writes audits in a lent transaction. Judges nobody: who asks was judged before.</summary>
internal sealed class AuditBook(SchoolClock clock)
{
    /// <summary>Days in which an audit is to be signed. Ours: four school weeks; the strategy names no time.</summary>
    public const int DaysToSign = 28;

    /// <summary>The 25th day was missed: opens the audit.</summary>
    public Task OpenAsync(DbTransaction transaction, PupilId pupil, LacYear year, int crossing, DateOnly on) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into lac_audit (id, pupil_id, year, crossing, opened_on, due_on, state, kept, last_entry)
            values (@id, @pupil, @year, @crossing, @on, @due, @state, @kept, 0) on conflict do nothing
            """,
            new
            {
                id = GrowingNumber.Next(TimeProvider.System),
                pupil = pupil.Value,
                year = year.StartYear,
                crossing,
                on,
                // Who learns of it later has as long as who learns of it at once.
                due = (on > clock.Today ? on : clock.Today).AddDays(DaysToSign),
                state = AuditState.Open.ToString(),
                kept = false,
            },
            transaction
        );

    /// <summary>
    /// The ground of an audit went. One that is not signed is reversed, unless its owner keeps it; a signed one stays. Both keep the trace.
    /// </summary>
    public Task ReverseAsync(DbTransaction transaction, PupilId pupil, LacYear year, int crossing, string trace) =>
        transaction.Connection!.ExecuteAsync(
            """
            update lac_audit set reversed_at = @now, trace = @trace,
                state = case when state = @open and not kept then @reversed else state end
            where pupil_id = @pupil and year = @year and crossing = @crossing
            """,
            new
            {
                pupil = pupil.Value,
                year = year.StartYear,
                crossing,
                trace,
                now = clock.Now,
                open = AuditState.Open.ToString(),
                reversed = AuditState.Reversed.ToString(),
            },
            transaction
        );

    /// <summary>Appends what was written, when nobody wrote meanwhile. False: somebody did.</summary>
    public async Task<bool> AppendAsync(DbTransaction transaction, long audit, int seen, byte[] form, string by)
    {
        var claimed = await transaction.Connection!.ExecuteAsync(
            "update lac_audit set last_entry = last_entry + 1 where id = @audit and last_entry = @seen and state = @open",
            new
            {
                audit,
                seen,
                open = AuditState.Open.ToString(),
            },
            transaction
        );
        if (claimed == 0)
            return false;
        await transaction.Connection!.ExecuteAsync(
            """
            insert into lac_audit_entry (audit_id, number, form, recorded_at, recorded_by)
            values (@audit, @number, @form, @now, @by)
            """,
            new
            {
                audit,
                number = seen + 1,
                form,
                by,
                now = clock.Now,
            },
            transaction
        );
        return true;
    }

    /// <summary>Signs an open audit with the form that stands. False: it is not open, or was written to meanwhile.</summary>
    public async Task<bool> SignAsync(DbTransaction transaction, long audit, int seen, string by) =>
        await transaction.Connection!.ExecuteAsync(
            """
            update lac_audit set state = @signed, signed_at = @now, signed_by = @by
            where id = @audit and last_entry = @seen and state = @open
            """,
            new
            {
                audit,
                seen,
                by,
                now = clock.Now,
                open = AuditState.Open.ToString(),
                signed = AuditState.Signed.ToString(),
            },
            transaction
        ) == 1;

    /// <summary>Names who does the audit. False: it is not open.</summary>
    public static async Task<bool> OwnAsync(DbTransaction transaction, long audit, long owner) =>
        await transaction.Connection!.ExecuteAsync(
            "update lac_audit set owner = @owner where id = @audit and state = @open",
            new
            {
                audit,
                owner,
                open = AuditState.Open.ToString(),
            },
            transaction
        ) == 1;

    /// <summary>
    /// Its owner keeps an audit on the list though its ground went, or may go. A reversed one is open again. False: it is signed, or not this person's.
    /// </summary>
    public static async Task<bool> KeepAsync(DbTransaction transaction, long audit, long owner) =>
        await transaction.Connection!.ExecuteAsync(
            "update lac_audit set kept = @yes, state = @open where id = @audit and owner = @owner and state <> @signed",
            new
            {
                audit,
                owner,
                yes = true,
                open = AuditState.Open.ToString(),
                signed = AuditState.Signed.ToString(),
            },
            transaction
        ) == 1;
}
