using System.Data.Common;
using System.Text;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Reading;

/// <summary>Lists children over the standings, page by page by key, so that a row that moves up while one reads never shifts the others.</summary>
internal sealed class PupilSearch(Database database, SchoolClock clock)
{
    private const string AtSchool = """
         and p.pupil_id in (
            select l.pupil from access_place l where l.target = 'school' and l.target_id = @school
            and l.from_date <= @today and (l.until_date is null or l.until_date > @today))
        """;

    private const string Absent = "(coalesce(s.authorised, 0) + coalesce(s.unauthorised, 0))";

    /// <summary>One page in order, at most <paramref name="first"/> and one more to tell whether there are others.</summary>
    public async Task<IReadOnlyList<PupilRow>> PageAsync(
        PupilCriteria criteria,
        Visible visible,
        PupilOrder order,
        int first,
        PupilCursor? after,
        CancellationToken cancellation
    )
    {
        var keys = Keys(order);
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var sql = new StringBuilder(
            $"""
            select p.pupil_id, p.upn, p.given_name, p.family_name, p.birth_date, p.sex,
                s.year, s.possible, s.attended, s.authorised, s.unauthorised, s.missing, {keys.Numeric}
            """
        );
        var filter = Filter(criteria, visible);
        sql.Append(filter.Sql);
        if (after is not null)
        {
            // Names stay out of cursors: the name is that of the child at whom the last page ended.
            sql.Append(
                order is PupilOrder.Name
                    ? " and (p.family_name, p.given_name, p.pupil_id) > (select a.family_name, a.given_name, a.pupil_id from schools_pupil a where a.pupil_id = @after)"
                    : $" and ({keys.Numeric}, p.pupil_id) > (@key, @after)"
            );
        }
        sql.Append($" order by {keys.OrderBy}, p.pupil_id limit @limit");
        var command = filter.Bind(transaction.Command(sql.ToString())).With("limit", first + 1);
        if (after is not null)
            command.With("after", after.Pupil.Value);
        if (after is not null && order is not PupilOrder.Name)
            command.With("key", after.Key);
        return await command.ReadAsync(Row, cancellation);
    }

    /// <summary>Those of these children whom a caller may reach, with their standings; all of them without a caller: then scope is the asker's to judge.</summary>
    public static Task<List<PupilRow>> LinesAsync(
        DbTransaction transaction,
        IReadOnlyCollection<PupilId> pupils,
        Visible? visible,
        CancellationToken cancellation
    ) =>
        transaction
            .Command(
                $$"""
                select p.pupil_id, p.upn, p.given_name, p.family_name, p.birth_date, p.sex,
                    s.year, s.possible, s.attended, s.authorised, s.unauthorised, s.missing, 0
                from schools_pupil p left join schools_pupil_standing s on s.pupil_id = p.pupil_id
                where p.pupil_id {ids}{{(visible is null ? "" : $" and {visible.Sql}")}}
                """
            )
            .WithAny("ids", pupils.Select(pupil => pupil.Value))
            .With(visible ?? new Visible("", []))
            .ReadAsync(Row, cancellation);

    /// <summary>How many there are in all.</summary>
    public async Task<int> CountAsync(PupilCriteria criteria, Visible visible, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var filter = Filter(criteria, visible);
        var rows = await filter
            .Bind(transaction.Command("select count(*)" + filter.Sql))
            .ReadAsync(reader => reader.GetInt64(0), cancellation);
        return (int)rows[0];
    }

    // Every key rises, so that one comparison of rows serves all orders: what is wanted largest first is negated.
    private static (string OrderBy, string Numeric) Keys(PupilOrder order) =>
        order switch
        {
            PupilOrder.Name => ("p.family_name, p.given_name", "0"),
            PupilOrder.Severity => Number($"(-(coalesce(s.severity, 0) * 100000 + {Absent}))"),
            PupilOrder.Missed => Number($"(-{Absent})"),
            PupilOrder.Attendance => Number(
                "(case when coalesce(s.possible, 0) = 0 then 100001 else s.attended * 100000 / s.possible end)"
            ),
        };

    private static (string, string) Number(string key) => (key, key);

    private (string Sql, Func<DbCommand, DbCommand> Bind) Filter(PupilCriteria criteria, Visible visible)
    {
        // A list of flagged children begins at them, by their own index, which SQLite takes only for the words that it was made with. The plus keeps it from beginning
        // with all the records that were never merged.
        var sql = new StringBuilder(
            criteria.Severity >= FlagSeverity.Concern
                ? " from schools_pupil_standing s join schools_pupil p on p.pupil_id = s.pupil_id where s.severity >= 2 and +p.merged_into is null"
                : " from schools_pupil p left join schools_pupil_standing s on s.pupil_id = p.pupil_id where +p.merged_into is null"
        );
        var values = new List<(string Name, object? Value)> { ("today", clock.Today) };
        sql.Append(" and ").Append(visible.Sql);
        foreach (var (name, value) in visible.Parameters)
            values.Add((name, value));
        if (criteria.School is { } school)
            Add(AtSchool, "school", (long)school.Value);
        if (criteria.YearGroup is { } yearGroup)
            Add(
                " and exists (select 1 from schools_enrolment y where y.pupil_id = p.pupil_id and y.year_group = @yearGroup and (y.leaving_date is null or y.leaving_date >= @today))",
                "yearGroup",
                yearGroup
            );
        if (criteria.Flag is { } flag)
            Add(" and replace(s.flags, @flag, '') <> s.flags", "flag", $",{flag},");
        if (criteria.Severity is { } severity)
            Add(" and s.severity >= @severity", "severity", (int)severity);
        if (criteria.AttendanceBelow is { } below)
            Add(" and s.possible > 0 and s.attended * 100000 < @below * s.possible", "below", (long)Math.Round(below * 1000m));
        if (criteria.MissedHalfDaysAbove is { } missed)
            Add($" and {Absent} > @missed", "missed", missed);
        if (criteria.NotReachedSince is { } quiet)
            Add($" and not {Reached("quiet")}", "quiet", quiet);
        if (criteria.Tab is { } tab)
        {
            var (condition, since) = Tab(tab);
            Add($" and {condition}", "since", since);
        }
        if (criteria.Text is { } text)
            AddText(text);
        // PostgreSQL refuses a parameter that the text does not name.
        var all = sql.ToString();
        return (all, command => Bind(command, all, values));

        void Add(string condition, string name, object value)
        {
            sql.Append(condition);
            values.Add((name, value));
        }

        void AddText(string text)
        {
            if (Upn.TryParse(text, out var upn))
            {
                Add(
                    " and p.pupil_id in (select coalesce(m.merged_into, m.pupil_id) from schools_upn u join schools_pupil m on m.pupil_id = u.pupil_id where u.upn = @upn)",
                    "upn",
                    upn.Value
                );
                return;
            }
            var start = text.Trim()
                .ToLowerInvariant()
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("%", "\\%", StringComparison.Ordinal)
                .Replace("_", "\\_", StringComparison.Ordinal);
            Add(
                """
                 and (lower(p.family_name) like @text escape '\' or lower(p.given_name) like @text escape '\' or lower(p.given_name || ' ' || p.family_name) like @text escape '\')
                """,
                "text",
                start + "%"
            );
        }
    }

    /// <summary>How many of the children that meet the criteria are on each tab of a caseload.</summary>
    public async Task<IReadOnlyDictionary<CaseloadTab, int>> TabsAsync(
        PupilCriteria criteria,
        Visible visible,
        CancellationToken cancellation
    )
    {
        var tabs = Enum.GetValues<CaseloadTab>();
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var filter = Filter(criteria with { Tab = null }, visible);
        var sums = string.Join(", ", tabs.Select(tab => $"coalesce(sum(case when {Tab(tab).Condition} then 1 else 0 end), 0)"));
        var command = filter.Bind(transaction.Command($"select {sums}{filter.Sql}")).With("since", Tab(CaseloadTab.Waiting).Since);
        var rows = await command.ReadAsync(reader => tabs.Select((_, i) => (int)reader.GetInt64(i)).ToArray(), cancellation);
        return tabs.Zip(rows[0]).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>The condition of a tab, and the moment @since that it compares contacts with. The three tabs share no child and leave none out.</summary>
    private (string Condition, DateTimeOffset Since) Tab(CaseloadTab tab)
    {
        // A session's number counts half-days: two a day.
        var quiet = $"coalesce(s.last_missed, 0) < coalesce(s.last_session, 0) - {Caseload.QuietDays * 2}";
        var reached = Reached("since");
        return (
            tab switch
            {
                CaseloadTab.Improving => $"({quiet})",
                CaseloadTab.Waiting => $"(not ({quiet}) and {reached})",
                CaseloadTab.NeedsAction => $"(not ({quiet}) and not {reached})",
            },
            clock.Now.AddDays(-Caseload.QuietDays)
        );
    }

    /// <summary>Somebody logged an attempt to reach the family at or after a moment; attempts under a former record of the child count.</summary>
    private static string Reached(string since) =>
        $"""
            exists (select 1 from schools_contact_log c where c.contacted_at >= @{since}
                and (c.pupil_id = p.pupil_id or c.pupil_id in (select f.pupil_id from schools_pupil f where f.merged_into = p.pupil_id)))
            """;

    private static DbCommand Bind(DbCommand command, string sql, List<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (sql.Contains($"@{name}", StringComparison.Ordinal))
                command.With(name, value);
        }
        return command;
    }

    private static PupilRow Row(DbDataReader reader) =>
        new(
            new PupilId(reader.GetInt64(0)),
            Upn.Parse(reader.GetString(1)),
            reader.GetString(2),
            reader.GetString(3),
            reader.Date(4),
            reader.GetString(5),
            reader.IsDBNull(6)
                ? null
                : (
                    new AcademicYear(reader.GetInt32(6)),
                    new SessionSums(1, reader.GetInt32(7), reader.GetInt32(8), reader.GetInt32(9), reader.GetInt32(10), reader.GetInt32(11))
                ),
            reader.GetInt32(12)
        );
}

/// <summary>What a list of children is narrowed to; null parts do not narrow.</summary>
internal sealed record PupilCriteria(
    Laestab? School = null,
    string? YearGroup = null,
    string? Flag = null,
    FlagSeverity? Severity = null,
    decimal? AttendanceBelow = null,
    int? MissedHalfDaysAbove = null,
    string? Text = null,
    CaseloadTab? Tab = null,
    DateTimeOffset? NotReachedSince = null
);

/// <summary>The order of a list of children; children that are alike in it come in the order of their ids.</summary>
internal enum PupilOrder
{
    /// <summary>By family name, then given name.</summary>
    Name,

    /// <summary>The most severe open flag first, then most missed half-days.</summary>
    Severity,

    /// <summary>Most missed half-days first.</summary>
    Missed,

    /// <summary>Lowest attendance first; children without possible sessions last.</summary>
    Attendance,
}

/// <summary>One child of a list, with the standing that the list was made from.</summary>
internal sealed record PupilRow(
    PupilId Id,
    Upn Upn,
    string GivenName,
    string FamilyName,
    DateOnly BirthDate,
    string Sex,
    (AcademicYear Year, SessionSums Sums)? Standing,
    int Key
);

/// <summary>Where a page ended: the child, and the child's key in the order. Holds no name.</summary>
internal sealed record PupilCursor(PupilOrder Order, int Key, PupilId Pupil)
{
    /// <summary>The text that travels: opaque to clients.</summary>
    public string Text => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{(int)Order}.{Key}.{Pupil.Value}"));

    /// <summary>Reads a cursor of this order; null when it is none.</summary>
    public static PupilCursor? Parse(string text, PupilOrder order)
    {
        var bytes = new byte[64];
        if (text.Length > 80 || !Convert.TryFromBase64String(text, bytes, out var length))
            return null;
        var parts = Encoding.ASCII.GetString(bytes, 0, length).Split('.');
        return
            parts.Length == 3
            && parts[0] == ((int)order).ToString()
            && int.TryParse(parts[1], out var key)
            && PupilId.TryParse(parts[2], out var pupil)
            ? new PupilCursor(order, key, pupil)
            : null;
    }
}
