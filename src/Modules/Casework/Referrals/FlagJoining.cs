using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Casework.Referrals;

/// <summary>
/// Brings flags into cases, inside the transaction of the handler that heard of them. A flag that asks for action joins the child's open case or opens one; a lesser one joins
/// an open case. What changes later is written into the case that the flag joined.
/// </summary>
internal sealed class FlagJoining(CaseBook book, CaseworkOptions options, SchoolClock clock)
{
    private const string Open = "open";

    private static readonly Caller Job = Caller.System("casework");

    /// <summary>A flag opened, or changed: it joins, or what the case knows of it changes.</summary>
    public async Task JoinAsync(DbTransaction transaction, FlagJoined flag, PupilId pupil)
    {
        var known = await FindAsync(transaction, pupil, flag.Rule, flag.Episode);
        if (known is { ClosedOn: null })
        {
            await book.AppendAsync(
                transaction,
                Job,
                new CaseId(known.CaseId),
                [new FlagChangedInCase(flag.Rule, flag.Episode, flag.Severity, flag.At, flag.Sentence)]
            );
            await SaveAsync(transaction, known.CaseId, pupil, flag.Rule, flag.Episode, flag.Severity, Open);
            return;
        }
        // A closed case knew the flag: only one that got worse since is new.
        if (known is not null && flag.Severity <= (FlagSeverity)known.Severity)
            return;
        var id = await CaseBook.FindOpenAsync(transaction, pupil);
        if (id is null && flag.Severity < FlagSeverity.Action)
            return;
        var opened = id ?? (await book.FindOrOpenAsync(transaction, Job, pupil)).Id;
        await book.AppendAsync(transaction, Job, opened, [flag]);
        await SaveAsync(transaction, opened.Value, pupil, flag.Rule, flag.Episode, flag.Severity, Open);
    }

    /// <summary>A flag closed.</summary>
    public async Task CloseAsync(DbTransaction transaction, FlagClosedInCase flag, PupilId pupil)
    {
        if (await FindAsync(transaction, pupil, flag.Rule, flag.Episode) is not { ClosedOn: null, State: Open } known)
            return;
        await book.AppendAsync(transaction, Job, new CaseId(known.CaseId), [flag]);
        await SaveAsync(transaction, known.CaseId, pupil, flag.Rule, flag.Episode, (FlagSeverity)known.Severity, "closed");
    }

    /// <summary>A correction took a flag back.</summary>
    public async Task WithdrawAsync(DbTransaction transaction, string rule, int episode, int at, string sentence, PupilId pupil)
    {
        if (await FindAsync(transaction, pupil, rule, episode) is not { } known)
            return;
        await SaveAsync(transaction, known.CaseId, pupil, rule, episode, (FlagSeverity)known.Severity, "withdrawn");
        if (known.ClosedOn is not null)
            return;
        var rests = await transaction.Connection!.ExecuteScalarAsync<long>(
            """
            select (select count(*) from casework_flag where case_id = @id and state <> 'withdrawn')
                + (select count(*) from casework_referral where case_id = @id)
            """,
            new { id = known.CaseId },
            transaction
        );
        DateOnly? decideBy = rests > 0 ? null : CaseworkOptions.After(clock.Today, options.AllocationDays);
        await book.AppendAsync(
            transaction,
            Job,
            new CaseId(known.CaseId),
            [new FlagWithdrawnInCase(rule, episode, at, sentence, decideBy)]
        );
    }

    private static Task<FlagRow?> FindAsync(DbTransaction transaction, PupilId pupil, string rule, int episode) =>
        transaction.Connection!.QueryFirstOrDefaultAsync<FlagRow?>(
            """
            select f.case_id, f.severity, f.state, c.closed_on from casework_flag f join casework_case c on c.id = f.case_id
            where f.rule = @rule and f.episode = @episode and (f.pupil_id = @pupil
                or f.pupil_id in (select p.target_id from access_place p where p.pupil = @pupil and p.target = 'pupil'))
            order by f.case_id desc
            """,
            new
            {
                pupil = pupil.Value,
                rule,
                episode,
            },
            transaction
        );

    private static Task<int> SaveAsync(
        DbTransaction transaction,
        long caseId,
        PupilId pupil,
        string rule,
        int episode,
        FlagSeverity severity,
        string state
    ) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into casework_flag (case_id, pupil_id, rule, episode, severity, state) values (@caseId, @pupil, @rule, @episode, @severity, @state)
            on conflict (case_id, rule, episode) do update set severity = excluded.severity, state = excluded.state
            """,
            new
            {
                caseId,
                pupil = pupil.Value,
                rule,
                episode,
                severity = (int)severity,
                state,
            },
            transaction
        );

    private sealed class FlagRow
    {
        public long CaseId { get; init; }
        public int Severity { get; init; }
        public string State { get; init; } = "";
        public DateOnly? ClosedOn { get; init; }
    }
}
