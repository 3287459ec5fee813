using System.Data.Common;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.YouthOffending.Transitions;

/// <summary>Reads and writes transitions from custody and the settings that they begin in. Judges nobody.</summary>
internal sealed class TransitionBook(Database database, SchoolClock clock)
{
    /// <summary>Those of some young people, the latest release first.</summary>
    public Task<IReadOnlyList<YouthTransition>> ListAsync(IReadOnlyCollection<PupilId> pupils, CancellationToken cancellation) =>
        ListAsync(MergedPupils.Are("pupil_id", string.Join(", ", pupils.Select(pupil => pupil.Value).Append(0))), cancellation);

    /// <summary>Those that lead to a school.</summary>
    public Task<IReadOnlyList<YouthTransition>> ToSchoolAsync(Laestab school, CancellationToken cancellation) =>
        ListAsync($"school_id = {school.Value}", cancellation);

    /// <summary>Every one.</summary>
    public Task<IReadOnlyList<YouthTransition>> AllAsync(CancellationToken cancellation) => ListAsync("1 = 1", cancellation);

    /// <summary>One; null when there is none.</summary>
    public async Task<YouthTransition?> FindAsync(string id, CancellationToken cancellation) =>
        long.TryParse(id, out var number) ? (await ListAsync($"id = {number}", cancellation)).SingleOrDefault() : null;

    /// <summary>The settings.</summary>
    public async Task<IReadOnlyList<CustodialSetting>> SettingsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Id, string Name, string Link, int? Line)>(
            new CommandDefinition(
                "select id, name, link, line from partners_custodial_setting order by name",
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => new CustodialSetting(row.Id, row.Name, row.Link, row.Line))];
    }

    /// <summary>Writes one, or changes its setting, hours and release.</summary>
    public Task SaveAsync(DbTransaction transaction, YouthTransition transition, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_youth_transition
                (id, agreement, pupil_id, setting, weekly_hours, release_on, case_manager, recorded_at, recorded_by)
            values (@id, @agreement, @pupil, @setting, @hours, @release, @manager, @now, @by)
            on conflict (id) do update set setting = excluded.setting, weekly_hours = excluded.weekly_hours, release_on = excluded.release_on
            """,
            new
            {
                id = transition.Id,
                agreement = transition.Agreement,
                pupil = transition.Pupil.Value,
                setting = transition.Setting,
                hours = transition.WeeklyHours,
                release = transition.ReleaseOn,
                manager = transition.CaseManager,
                now = clock.Now,
                by,
            },
            transaction
        );

    /// <summary>Names the school and the first day there.</summary>
    public Task PlaceAsync(DbTransaction transaction, long transition, Laestab school, DateOnly startsOn) =>
        transaction.Connection!.ExecuteAsync(
            "update partners_youth_transition set school_id = @school, starts_on = @startsOn, placed_at = @now where id = @transition",
            new
            {
                transition,
                school = school.Value,
                startsOn,
                now = clock.Now,
            },
            transaction
        );

    /// <summary>Writes the first marks.</summary>
    public static Task SaveMarksAsync(DbTransaction transaction, YouthTransition transition) =>
        transaction.Connection!.ExecuteAsync(
            "update partners_youth_transition set first_mark = @mark, first_attended = @attended where id = @id",
            new
            {
                id = transition.Id,
                mark = transition.FirstMark?.Number,
                attended = transition.FirstAttended?.Number,
            },
            transaction
        );

    /// <summary>An item is done today. Again changes nothing.</summary>
    public Task DoneAsync(DbTransaction transaction, long transition, PreReleaseItem item, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_youth_transition_item (transition_id, item, done_on, done_by) values (@transition, @item, @today, @by)
            on conflict do nothing
            """,
            new
            {
                transition,
                item = item.ToString(),
                today = clock.Today,
                by,
            },
            transaction
        );

    private async Task<IReadOnlyList<YouthTransition>> ListAsync(string where, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    $"select * from partners_youth_transition where {where} order by release_on desc, id desc",
                    cancellationToken: cancellation
                )
            )
        ).ToList();
        var items = (
            await connection.QueryAsync<ItemRow>(
                new CommandDefinition(
                    $"select i.* from partners_youth_transition_item i where i.transition_id in (select id from partners_youth_transition where {where})",
                    cancellationToken: cancellation
                )
            )
        ).ToLookup(row => row.TransitionId);
        return
        [
            .. rows.Select(row => new YouthTransition(
                row.Id,
                row.Agreement,
                new PupilId(row.PupilId),
                row.Setting,
                row.WeeklyHours,
                row.ReleaseOn,
                row.SchoolId is { } school ? Laestab.From(school) : null,
                row.StartsOn,
                row.FirstMark is { } mark ? new SessionKey(mark) : null,
                row.FirstAttended is { } attended ? new SessionKey(attended) : null,
                row.CaseManager,
                [.. items[row.Id].Select(item => new DoneItem(Enum.Parse<PreReleaseItem>(item.Item), item.DoneOn, item.DoneBy))]
            )),
        ];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public string Agreement { get; init; } = "";
        public long PupilId { get; init; }
        public string Setting { get; init; } = "";
        public int WeeklyHours { get; init; }
        public DateOnly ReleaseOn { get; init; }
        public long? SchoolId { get; init; }
        public DateOnly? StartsOn { get; init; }
        public int? FirstMark { get; init; }
        public int? FirstAttended { get; init; }
        public long CaseManager { get; init; }
    }

    private sealed class ItemRow
    {
        public long TransitionId { get; init; }
        public string Item { get; init; } = "";
        public DateOnly DoneOn { get; init; }
        public string DoneBy { get; init; } = "";
    }
}

/// <summary>A secure setting: a provider of education. <paramref name="Link"/>: who plans returns there, a post. <paramref name="Line"/>: of the strategy; null: added by the authority.</summary>
internal sealed record CustodialSetting(string Id, string Name, string Link, int? Line);
