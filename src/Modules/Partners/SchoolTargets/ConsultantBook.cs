using System.Data.Common;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.SchoolTargets;

/// <summary>Reads and writes fortnightly meetings. Judges nobody.</summary>
internal sealed class ConsultantBook(Database database)
{
    /// <summary>Every meeting, the latest first.</summary>
    public async Task<IReadOnlyList<ConsultantMeeting>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var actions = (
            await connection.QueryAsync<ActionRow>(
                new CommandDefinition("select * from partners_consultant_action order by number", cancellationToken: cancellation)
            )
        ).ToLookup(row => row.Meeting);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                "select * from partners_consultant_meeting order by held_on desc, id desc",
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new ConsultantMeeting(
                row.Id,
                row.HeldOn,
                row.Present,
                row.Notes,
                [.. (JsonSerializer.Deserialize<List<StoredItem>>(row.Agenda) ?? []).Select(item => item.Item)],
                row.WrittenBy,
                row.WrittenAt,
                [
                    .. actions[row.Id]
                        .Select(each => new ConsultantAction(
                            each.Number,
                            each.SchoolId is { } school ? Laestab.From(school) : null,
                            each.What,
                            each.Owner,
                            each.DueOn,
                            each.DoneOn
                        )),
                ]
            )),
        ];
    }

    /// <summary>Writes a meeting with its actions.</summary>
    public static async Task AddAsync(DbTransaction transaction, ConsultantMeeting meeting)
    {
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_consultant_meeting (id, held_on, present, notes, agenda, written_by, written_at)
            values (@id, @on, @present, @notes, @agenda, @by, @at)
            """,
            new
            {
                id = meeting.Id,
                on = meeting.HeldOn,
                present = meeting.Present,
                notes = meeting.Notes,
                agenda = JsonSerializer.Serialize(meeting.Agenda.Select(StoredItem.Of)),
                by = meeting.WrittenBy,
                at = meeting.WrittenAt,
            },
            transaction
        );
        foreach (var action in meeting.Actions)
            await transaction.Connection!.ExecuteAsync(
                """
                insert into partners_consultant_action (meeting, number, school_id, what, owner, due_on)
                values (@meeting, @number, @school, @what, @owner, @due)
                """,
                new
                {
                    meeting = meeting.Id,
                    number = action.Number,
                    school = (long?)action.School?.Value,
                    what = action.What,
                    owner = action.Owner,
                    due = action.DueOn,
                },
                transaction
            );
    }

    /// <summary>An action is done. False: there is none, or it was.</summary>
    public static async Task<bool> DoneAsync(DbTransaction transaction, long meeting, int number, DateOnly on, string by) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_consultant_action set done_on = @on, done_by = @by where meeting = @meeting and number = @number and done_on is null",
            new
            {
                meeting,
                number,
                on,
                by,
            },
            transaction
        ) == 1;

    private sealed record StoredItem(string Kind, int? School, string Text)
    {
        public AgendaItem Item => new(Enum.Parse<ConsultantItem>(Kind), School is { } school ? Laestab.From(school) : null, Text);

        public static StoredItem Of(AgendaItem item) => new(item.Kind.ToString(), item.School?.Value, item.Text);
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public DateOnly HeldOn { get; init; }
        public string Present { get; init; } = "";
        public string Notes { get; init; } = "";
        public string Agenda { get; init; } = "";
        public string WrittenBy { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
    }

    private sealed class ActionRow
    {
        public long Meeting { get; init; }
        public int Number { get; init; }
        public long? SchoolId { get; init; }
        public string What { get; init; } = "";
        public string Owner { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public DateOnly? DoneOn { get; init; }
    }
}
