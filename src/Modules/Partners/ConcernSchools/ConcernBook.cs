using System.Data.Common;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.ConcernSchools;

/// <summary>Reads and writes termly meetings and the values of the criteria. Judges nobody.</summary>
internal sealed class ConcernBook(Database database)
{
    /// <summary>Every termly meeting, the latest first.</summary>
    public async Task<IReadOnlyList<ConcernMeeting>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var decisions = (
            await connection.QueryAsync<DecisionRow>(
                new CommandDefinition("select * from partners_concern_decision order by school_id", cancellationToken: cancellation)
            )
        ).ToLookup(row => row.Meeting, row => row.Decision);
        var rows = await connection.QueryAsync<MeetingRow>(
            new CommandDefinition("select * from partners_concern_meeting order by held_on desc, id desc", cancellationToken: cancellation)
        );
        return
        [
            .. rows.Select(row => new ConcernMeeting(
                row.Id,
                row.HeldOn,
                row.Present,
                row.WrittenBy,
                row.WrittenAt,
                [.. decisions[row.Id]]
            )),
        ];
    }

    /// <summary>
    /// Where each school stands by the latest meeting that decided of it, and the day of the first of the meetings in a row that called it a concern; of meetings as <see cref="ListAsync"/> has them.
    /// </summary>
    public static IReadOnlyDictionary<Laestab, (ConcernDecision Latest, DateOnly? Since)> Standing(IReadOnlyList<ConcernMeeting> meetings)
    {
        var standing = new Dictionary<Laestab, (ConcernDecision Latest, DateOnly? Since)>();
        foreach (var meeting in meetings.Reverse())
        {
            foreach (var decision in meeting.Decisions)
            {
                var before = standing.TryGetValue(decision.School, out var known) ? known.Since : null;
                standing[decision.School] = (decision, decision.State is ConcernState.Concern ? before ?? meeting.HeldOn : null);
            }
        }
        return standing;
    }

    /// <summary>The values that count now.</summary>
    public async Task<ConcernOptions> OptionsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Name, int Value)>(
            new CommandDefinition("select name, value from partners_concern_option order by set_at", cancellationToken: cancellation)
        );
        return rows.Aggregate(new ConcernOptions(), (options, row) => options.With(Enum.Parse<ConcernOption>(row.Name), row.Value));
    }

    /// <summary>Sets a value.</summary>
    public static Task SetAsync(DbTransaction transaction, ConcernOption option, int tenths, string by, DateTimeOffset at) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_concern_option (name, value, set_by, set_at) values (@name, @tenths, @by, @at)
            on conflict (name, set_at) do update set value = excluded.value, set_by = excluded.set_by
            """,
            new
            {
                name = option.ToString(),
                tenths,
                by,
                at,
            },
            transaction
        );

    /// <summary>Writes a meeting with its decisions.</summary>
    public static async Task AddAsync(DbTransaction transaction, ConcernMeeting meeting)
    {
        await transaction.Connection!.ExecuteAsync(
            "insert into partners_concern_meeting (id, held_on, present, written_by, written_at) values (@id, @on, @present, @by, @at)",
            new
            {
                id = meeting.Id,
                on = meeting.HeldOn,
                present = meeting.Present,
                by = meeting.WrittenBy,
                at = meeting.WrittenAt,
            },
            transaction
        );
        foreach (var decision in meeting.Decisions)
            await transaction.Connection!.ExecuteAsync(
                """
                insert into partners_concern_decision (meeting, school_id, state, strategy, followed_by, follow_up_by, grounds)
                values (@meeting, @school, @state, @strategy, @follower, @by, @grounds)
                """,
                new
                {
                    meeting = meeting.Id,
                    school = (long)decision.School.Value,
                    state = decision.State.ToString(),
                    strategy = decision.Strategy,
                    follower = decision.FollowedBy,
                    by = decision.FollowUpBy,
                    grounds = JsonSerializer.Serialize(decision.Grounds),
                },
                transaction
            );
    }

    private sealed class MeetingRow
    {
        public long Id { get; init; }
        public DateOnly HeldOn { get; init; }
        public string Present { get; init; } = "";
        public string WrittenBy { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
    }

    private sealed class DecisionRow
    {
        public long Meeting { get; init; }
        public long SchoolId { get; init; }
        public string State { get; init; } = "";
        public string Strategy { get; init; } = "";
        public string FollowedBy { get; init; } = "";
        public DateOnly? FollowUpBy { get; init; }
        public string Grounds { get; init; } = "";

        public ConcernDecision Decision =>
            new(
                Meeting,
                Laestab.From(SchoolId),
                Enum.Parse<ConcernState>(State),
                Strategy,
                FollowedBy,
                FollowUpBy,
                JsonSerializer.Deserialize<IReadOnlyList<string>>(Grounds) ?? []
            );
    }
}
