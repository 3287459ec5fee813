using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Meetings;

/// <summary>Writes meetings in a lent transaction. Judges nobody: who asks was judged before.</summary>
internal sealed class MeetingBook(SchoolClock clock)
{
    /// <summary>Plans a meeting. Answers its number.</summary>
    public async Task<long> PlanAsync(DbTransaction transaction, PupilId pupil, MeetingKind kind, MeetingTime time, byte[] form, string by)
    {
        var id = GrowingNumber.Next(TimeProvider.System);
        await transaction.Connection!.ExecuteAsync(
            """
            insert into lac_meeting (id, pupil_id, kind, state, held_on, held_at, school_hours, item, last_entry, recorded_at, recorded_by)
            values (@id, @pupil, @kind, @planned, @On, @At, @SchoolHours, @no, 1, @now, @by)
            """,
            new
            {
                id,
                pupil = pupil.Value,
                kind = kind.ToString(),
                planned = nameof(MeetingState.Planned),
                time.On,
                time.At,
                time.SchoolHours,
                no = false,
                now = clock.Now,
                by,
            },
            transaction
        );
        await AppendAsync(transaction, id, 1, form, by);
        return id;
    }

    /// <summary>Writes in a planned meeting, when nobody wrote meanwhile. False: somebody did, or it is planned no more.</summary>
    public async Task<bool> WriteAsync(
        DbTransaction transaction,
        long meeting,
        int seen,
        MeetingTime time,
        bool item,
        byte[] form,
        string by
    )
    {
        var claimed = await transaction.Connection!.ExecuteAsync(
            """
            update lac_meeting set last_entry = last_entry + 1, held_on = @On, held_at = @At, school_hours = @SchoolHours, item = @item
            where id = @meeting and last_entry = @seen and state = @planned
            """,
            new
            {
                meeting,
                seen,
                time.On,
                time.At,
                time.SchoolHours,
                item,
                planned = nameof(MeetingState.Planned),
            },
            transaction
        );
        if (claimed == 0)
            return false;
        await AppendAsync(transaction, meeting, seen + 1, form, by);
        return true;
    }

    /// <summary>Closes a planned meeting, with the form that is kept; or says that it is not held. False: it is planned no more, or was written to meanwhile.</summary>
    public async Task<bool> EndAsync(DbTransaction transaction, long meeting, int seen, MeetingState state, byte[] form, string by)
    {
        var ended = await transaction.Connection!.ExecuteAsync(
            """
            update lac_meeting set state = @state, last_entry = last_entry + 1, closed_at = @now, closed_by = @by
            where id = @meeting and last_entry = @seen and state = @planned
            """,
            new
            {
                meeting,
                seen,
                state = state.ToString(),
                by,
                now = clock.Now,
                planned = nameof(MeetingState.Planned),
            },
            transaction
        );
        if (ended == 0)
            return false;
        await AppendAsync(transaction, meeting, seen + 1, form, by);
        return true;
    }

    /// <summary>Adds an action that a meeting agreed.</summary>
    public Task<int> AgreeAsync(DbTransaction transaction, MeetingRow meeting, byte[] text, DateOnly by, string who) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into lac_meeting_action (id, meeting_id, pupil_id, text, due_on, recorded_at, recorded_by)
            values (@id, @meeting, @pupil, @text, @by, @now, @who)
            """,
            new
            {
                id = GrowingNumber.Next(TimeProvider.System),
                meeting = meeting.Id,
                pupil = meeting.PupilId,
                text,
                by,
                now = clock.Now,
                who,
            },
            transaction
        );

    /// <summary>Settles an action with what came of it. False: it is settled already.</summary>
    public async Task<bool> SettleAsync(DbTransaction transaction, long action, byte[] note, string by) =>
        await transaction.Connection!.ExecuteAsync(
            "update lac_meeting_action set settled_at = @now, settled_by = @by, note = @note where id = @action and settled_at is null",
            new
            {
                action,
                note,
                by,
                now = clock.Now,
            },
            transaction
        ) == 1;

    private Task<int> AppendAsync(DbTransaction transaction, long meeting, int number, byte[] form, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into lac_meeting_entry (meeting_id, number, form, recorded_at, recorded_by)
            values (@meeting, @number, @form, @now, @by)
            """,
            new
            {
                meeting,
                number,
                form,
                by,
                now = clock.Now,
            },
            transaction
        );
}

/// <summary>When a meeting is held: the day, the wall clock as HH:mm, and whether the child's school is open to it then.</summary>
internal sealed record MeetingTime(DateOnly On, string At, bool SchoolHours)
{
    // Ours: the longest usual school day with its way there and back.
    private static readonly TimeOnly Begins = new(8, 30);
    private static readonly TimeOnly Afternoon = new(12, 30);
    private static readonly TimeOnly Ends = new(15, 45);

    /// <summary>Reads HH:mm; null: it is none.</summary>
    public static TimeOnly? Parse(string at) =>
        TimeOnly.TryParseExact(
            at,
            "HH:mm",
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out var time
        )
            ? time
            : null;

    /// <summary>The half-day that a time takes out of school; null: outside school hours.</summary>
    public static SessionKey? Takes(DateOnly on, TimeOnly at) =>
        at < Begins || at >= Ends ? null : new SessionKey(on, at < Afternoon ? HalfDay.AM : HalfDay.PM);
}
