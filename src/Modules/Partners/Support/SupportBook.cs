using System.Data.Common;
using Attendance.Partners.Referrals;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Support;

/// <summary>Reads and writes what agencies do with children. Judges nobody.</summary>
internal sealed class SupportBook(Database database, SchoolClock clock)
{
    /// <summary>Records that an agency owns, leading or with others, the latest first.</summary>
    public Task<IReadOnlyList<SupportRecord>> OfAgencyAsync(string agency, CancellationToken cancellation) =>
        ListAsync("s.id in (select support from partners_support_owner where agency = @agency)", new { agency }, cancellation);

    /// <summary>Those of an agency's records that began on a day or later, the latest first.</summary>
    public Task<IReadOnlyList<SupportRecord>> OfAgencyAsync(string agency, DateOnly since, CancellationToken cancellation) =>
        ListAsync(
            "s.from_date >= @since and s.id in (select support from partners_support_owner where agency = @agency)",
            new { agency, since },
            cancellation
        );

    /// <summary>Records of agencies with a child, and nobody else's part in them, the latest first.</summary>
    public Task<IReadOnlyList<SupportRecord>> OfChildAsync(PupilId pupil, CancellationToken cancellation) =>
        ListAsync(
            $"s.id in (select support from partners_support_child where {MergedPupils.Are("pupil_id", "@pupil")})",
            new { pupil = pupil.Value },
            cancellation,
            MergedPupils.Are("pupil_id", "@pupil")
        );

    /// <summary>Records that began on a day or later, the latest first.</summary>
    public Task<IReadOnlyList<SupportRecord>> SinceAsync(DateOnly since, CancellationToken cancellation) =>
        ListAsync("s.from_date >= @since", new { since }, cancellation);

    /// <summary>One record; null when there is none.</summary>
    public async Task<SupportRecord?> FindAsync(long id, CancellationToken cancellation) =>
        await ListAsync("s.id = @id", new { id }, cancellation) is [var found] ? found : null;

    private async Task<IReadOnlyList<SupportRecord>> ListAsync(
        string which,
        object parameters,
        CancellationToken cancellation,
        string whose = "1 = 1"
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = (await Query<Row>($"select s.* from partners_support s where {which} order by s.from_date desc, s.id desc")).ToList();
        var owners = (await Query<OwnerRow>(Of("partners_support_owner", "agency"))).ToLookup(row => row.Support);
        var children = (await Query<ChildRow>(Of("partners_support_child", "joined_on, pupil_id", whose))).ToLookup(row => row.Support);
        var attended = (await Query<AttendedRow>(Of("partners_support_attended", "pupil_id"))).ToLookup(row => (row.Support, row.Number));
        var sessions = (await Query<SessionRow>(Of("partners_support_session", "number"))).ToLookup(row => row.Support);
        return
        [
            .. rows.Select(row => new SupportRecord(
                row.Id,
                SupportKind.Of(row.Kind),
                row.Agency,
                [.. owners[row.Id].Select(owner => owner.Agency)],
                row.Title,
                row.Place,
                row.SchoolId is { } school ? Laestab.From(school) : null,
                row.Programme,
                row.FromDate,
                row.UntilDate,
                row.StartedBy,
                row.StartedAt,
                row.EndedOn,
                row.Evaluation,
                row.ExclusionAvoided,
                [.. children[row.Id].Select(child => child.Child)],
                [
                    .. sessions[row.Id]
                        .Select(session => new SupportSession(
                            session.Number,
                            session.OnDate,
                            session.Topic,
                            attended[(row.Id, session.Number)].Select(each => new PupilId(each.PupilId)).ToHashSet()
                        )),
                ]
            )),
        ];

        Task<IEnumerable<T>> Query<T>(string sql) =>
            connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
        string Of(string table, string order, string only = "1 = 1") =>
            $"select * from {table} where support in (select s.id from partners_support s where {which}) and {only} order by {order}";
    }

    /// <summary>Writes a new record with its owners and children.</summary>
    public static async Task AddAsync(DbTransaction transaction, SupportRecord support)
    {
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(
            """
            insert into partners_support (id, kind, agency, title, place, school_id, programme, from_date, until_date, started_by, started_at, exclusion_avoided)
            values (@id, @kind, @agency, @title, @place, @school, @programme, @from, @until, @by, @at, @avoided)
            """,
            new
            {
                id = support.Id,
                kind = support.Kind.Id,
                agency = support.Agency,
                title = support.Title,
                place = support.Place,
                school = (long?)support.School?.Value,
                programme = support.Programme,
                from = support.From,
                until = support.Until,
                by = support.StartedBy,
                at = support.StartedAt,
                avoided = support.ExclusionAvoided,
            },
            transaction
        );
        foreach (var owner in support.Owners)
            await connection.ExecuteAsync(
                "insert into partners_support_owner (support, agency) values (@id, @owner)",
                new { id = support.Id, owner },
                transaction
            );
        foreach (var child in support.Children)
            await JoinAsync(transaction, support.Id, child);
    }

    /// <summary>Writes a child into a record. False: it is in it.</summary>
    public static async Task<bool> JoinAsync(DbTransaction transaction, long support, SupportedChild child) =>
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_support_child (support, pupil_id, joined_on, detail, summary, onward, onward_state, scale_start)
            values (@support, @pupil, @joined, @detail, @summary, @onward, @state, @start) on conflict do nothing
            """,
            new
            {
                support,
                pupil = child.Pupil.Value,
                joined = child.JoinedOn,
                detail = child.Detail,
                summary = child.Summary,
                onward = child.Onward,
                state = child.OnwardState?.ToString(),
                start = child.Start?.ToString(),
            },
            transaction
        ) == 1;

    /// <summary>Writes a meeting of it with who came. Numbered after the last.</summary>
    public static async Task SessionAsync(DbTransaction transaction, long support, DateOnly on, string topic, IEnumerable<PupilId> attended)
    {
        var connection = transaction.Connection!;
        var number =
            1
            + await connection.ExecuteScalarAsync<int>(
                "select coalesce(max(number), 0) from partners_support_session where support = @support",
                new { support },
                transaction
            );
        await connection.ExecuteAsync(
            "insert into partners_support_session (support, number, on_date, topic) values (@support, @number, @on, @topic)",
            new
            {
                support,
                number,
                on,
                topic,
            },
            transaction
        );
        foreach (var pupil in attended.Distinct())
            await connection.ExecuteAsync(
                "insert into partners_support_attended (support, number, pupil_id) values (@support, @number, @pupil)",
                new
                {
                    support,
                    number,
                    pupil = pupil.Value,
                },
                transaction
            );
    }

    /// <summary>Writes where a referral onward stands. False: the child was not referred on.</summary>
    public static async Task<bool> OnwardAsync(DbTransaction transaction, long support, PupilId pupil, OnwardState state) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_support_child set onward_state = @state where support = @support and pupil_id = @pupil and onward is not null",
            new
            {
                support,
                pupil = pupil.Value,
                state = state.ToString(),
            },
            transaction
        ) == 1;

    /// <summary>Writes what came of it for a child; the last child ends the record. False: it was over for the child.</summary>
    public async Task<bool> EndAsync(
        DbTransaction transaction,
        long support,
        PupilId pupil,
        ReferralOutcome outcome,
        byte[] words,
        OutcomeScale? scale
    )
    {
        var connection = transaction.Connection!;
        var ended = await connection.ExecuteAsync(
            """
            update partners_support_child set ended_on = @today, outcome = @outcome, outcome_words = @words, scale_end = @scale
            where support = @support and pupil_id = @pupil and ended_on is null
            """,
            new
            {
                support,
                pupil = pupil.Value,
                today = clock.Today,
                outcome = outcome.ToString(),
                words,
                scale = scale?.ToString(),
            },
            transaction
        );
        await connection.ExecuteAsync(
            """
            update partners_support set ended_on = @today where id = @support and ended_on is null
            and not exists (select 1 from partners_support_child c where c.support = @support and c.ended_on is null)
            """,
            new { support, today = clock.Today },
            transaction
        );
        return ended == 1;
    }

    /// <summary>Writes what its owners say of it together, and whether an exclusion was avoided. A later text replaces the earlier; the audit has both.</summary>
    public static Task EvaluateAsync(DbTransaction transaction, long support, string evaluation, bool avoided) =>
        transaction.Connection!.ExecuteAsync(
            "update partners_support set evaluation = @evaluation, exclusion_avoided = @avoided where id = @support",
            new
            {
                support,
                evaluation,
                avoided,
            },
            transaction
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public string Kind { get; init; } = "";
        public string Agency { get; init; } = "";
        public string Title { get; init; } = "";
        public string Place { get; init; } = "";
        public long? SchoolId { get; init; }
        public string? Programme { get; init; }
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
        public string StartedBy { get; init; } = "";
        public DateTimeOffset StartedAt { get; init; }
        public DateOnly? EndedOn { get; init; }
        public string? Evaluation { get; init; }
        public bool ExclusionAvoided { get; init; }
    }

    private sealed class OwnerRow
    {
        public long Support { get; init; }
        public string Agency { get; init; } = "";
    }

    private sealed class SessionRow
    {
        public long Support { get; init; }
        public int Number { get; init; }
        public DateOnly OnDate { get; init; }
        public string Topic { get; init; } = "";
    }

    private sealed class AttendedRow
    {
        public long Support { get; init; }
        public int Number { get; init; }
        public long PupilId { get; init; }
    }

    private sealed class ChildRow
    {
        public long Support { get; init; }
        public long PupilId { get; init; }
        public DateOnly JoinedOn { get; init; }
        public byte[]? Detail { get; init; }
        public byte[]? Summary { get; init; }
        public byte[]? Onward { get; init; }
        public string? OnwardState { get; init; }
        public string? ScaleStart { get; init; }
        public string? ScaleEnd { get; init; }
        public DateOnly? EndedOn { get; init; }
        public string? Outcome { get; init; }
        public byte[]? OutcomeWords { get; init; }

        public SupportedChild Child =>
            new(
                new PupilId(PupilId),
                JoinedOn,
                Detail,
                Summary,
                Onward,
                OnwardState is null ? null : Enum.Parse<OnwardState>(OnwardState),
                OutcomeScale.Parse(ScaleStart),
                OutcomeScale.Parse(ScaleEnd),
                EndedOn,
                Outcome is null ? null : Enum.Parse<ReferralOutcome>(Outcome),
                OutcomeWords
            );
    }
}
