using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Lac.Meetings;

/// <summary>Reads meetings of children in a caller's scope.</summary>
internal sealed class MeetingReader(Database database, IPupilTexts texts)
{
    /// <summary>The meetings between two days, both included, in order of time; of one child or all.</summary>
    public Task<IReadOnlyList<MeetingRow>> ListAsync(
        Visible visible,
        DateOnly from,
        DateOnly to,
        PupilId? pupil,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            visible,
            $"m.held_on >= @from and m.held_on <= @to {(pupil is null ? "" : "and m.pupil_id = @pupil")}",
            new
            {
                from,
                to,
                pupil = pupil?.Value,
            },
            cancellation
        );

    /// <summary>One meeting; null when there is none in scope.</summary>
    public async Task<MeetingRow?> FindAsync(Visible visible, long meeting, CancellationToken cancellation) =>
        (await ReadAsync(visible, "m.id = @meeting", new { meeting }, cancellation)).SingleOrDefault();

    /// <summary>The meeting whose action this is; null when there is none in scope.</summary>
    public async Task<MeetingRow?> OfActionAsync(Visible visible, long action, CancellationToken cancellation) =>
        (
            await ReadAsync(
                visible,
                "m.id in (select c.meeting_id from lac_meeting_action c where c.id = @action)",
                new { action },
                cancellation
            )
        ).SingleOrDefault();

    /// <summary>What stands in a meeting: the last entry. Empty when the child's texts were erased.</summary>
    public async Task<MeetingForm> FormAsync(MeetingRow meeting, CancellationToken cancellation)
    {
        byte[]? form;
        await using (var connection = await database.OpenAsync(cancellation))
            form = await connection.QuerySingleOrDefaultAsync<byte[]>(
                "select form from lac_meeting_entry where meeting_id = @id and number = @number",
                new { id = meeting.Id, number = meeting.LastEntry }
            );
        if (form is null)
            return MeetingForm.Empty;
        var text = (await texts.OpenAsync(new PupilId(meeting.PupilId), [form], cancellation))[0];
        return text is null ? MeetingForm.Empty : JsonSerializer.Deserialize<MeetingForm>(text)!;
    }

    /// <summary>The day of the last closed meeting of the kind before this one; null: none.</summary>
    public async Task<DateOnly?> LastBeforeAsync(MeetingRow meeting, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<DateOnly?>(
            """
            select held_on from lac_meeting where pupil_id = @PupilId and kind = @Kind and state = @closed and held_on < @HeldOn
            order by held_on desc limit 1
            """,
            new
            {
                meeting.PupilId,
                meeting.Kind,
                meeting.HeldOn,
                closed = nameof(MeetingState.Closed),
            }
        );
    }

    /// <summary>The steps of the ladder that hold for the child in the meeting's year.</summary>
    public async Task<IReadOnlyList<ReachedStep>> StepsAsync(MeetingRow meeting, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(int Step, DateOnly On)>(
            "select step, crossed_on from lac_crossing where pupil_id = @pupil and year = @year and reversed_at is null order by step",
            new { pupil = meeting.PupilId, year = LacYear.Of(meeting.HeldOn).StartYear }
        );
        return [.. rows.Select(row => new ReachedStep(row.Step, row.On))];
    }

    /// <summary>The actions of a meeting, or those of the child that were agreed at others before it and are not settled.</summary>
    public async Task<IReadOnlyList<(ActionRow Row, ActionText Text, string? Note)>> ActionsAsync(
        MeetingRow meeting,
        bool before,
        CancellationToken cancellation
    )
    {
        List<ActionRow> rows;
        await using (var connection = await database.OpenAsync(cancellation))
            rows = (
                await connection.QueryAsync<ActionRow>(
                    $"""
                    select c.* from lac_meeting_action c join lac_meeting m on m.id = c.meeting_id
                    where {(
                        before ? "c.pupil_id = @PupilId and c.settled_at is null and m.held_on <= @HeldOn and m.id <> @Id" : "m.id = @Id"
                    )}
                    order by c.due_on, c.id
                    """,
                    new
                    {
                        meeting.PupilId,
                        meeting.HeldOn,
                        meeting.Id,
                    }
                )
            ).ToList();
        var pupil = new PupilId(meeting.PupilId);
        var opened = await texts.OpenAsync(pupil, [.. rows.Select(row => (ReadOnlyMemory<byte>)row.Text)], cancellation);
        var noted = rows.Where(row => row.Note is not null).ToList();
        var notes = await texts.OpenAsync(pupil, [.. noted.Select(row => (ReadOnlyMemory<byte>)row.Note!)], cancellation);
        return
        [
            .. rows.Select(
                (row, place) =>
                    (
                        row,
                        opened[place] is { } text ? JsonSerializer.Deserialize<ActionText>(text)! : new ActionText("", ""),
                        row.Note is null ? null : notes[noted.IndexOf(row)]
                    )
            ),
        ];
    }

    /// <summary>A form, an action or a note, sealed.</summary>
    public Task<byte[]> SealAsync<T>(PupilId pupil, T text, CancellationToken cancellation) =>
        texts.SealAsync(pupil, text as string ?? JsonSerializer.Serialize(text), cancellation);

    private async Task<IReadOnlyList<MeetingRow>> ReadAsync(Visible visible, string where, object values, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(values);
        visible.AddTo(parameters);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<MeetingRow>(
            new CommandDefinition(
                $"select m.* from lac_meeting m where {visible.Sql} and {where} order by m.held_on, m.held_at, m.id limit 1000",
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }
}

/// <summary>A meeting as it is listed.</summary>
internal sealed class MeetingRow
{
    public long Id { get; init; }
    public long PupilId { get; init; }
    public string Kind { get; init; } = "";
    public string State { get; init; } = "";
    public DateOnly HeldOn { get; init; }
    public string HeldAt { get; init; } = "";
    public bool SchoolHours { get; init; }
    public bool Item { get; init; }
    public int LastEntry { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? ClosedBy { get; init; }
}

/// <summary>An action as it is stored.</summary>
internal sealed class ActionRow
{
    public long Id { get; init; }
    public long MeetingId { get; init; }
    public byte[] Text { get; init; } = [];
    public DateOnly DueOn { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public byte[]? Note { get; init; }
}
