using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;

namespace Attendance.Schools.Rolls;

/// <summary>The rows of rolls as one transaction sees them: the latest state, or (knownAt) the latest version recorded until an instant.</summary>
internal sealed class RollRows(DbTransaction transaction, DateTimeOffset? knownAt)
{
    /// <summary>A school; null when there is none.</summary>
    public async Task<SchoolRow?> SchoolAsync(Laestab school, CancellationToken cancellation)
    {
        const string now =
            "select name, urn, phase, version, roll_version, calendar_version, recorded_at from schools_school where school_id = @school";
        const string then = """
            select v.name, v.urn, v.phase, v.version,
                (select coalesce(max(version), 0) from schools_roll_change where school_id = @school and recorded_at <= @known),
                (select coalesce(max(version), 0) from schools_calendar where school_id = @school and recorded_at <= @known),
                v.recorded_at
            from schools_school_version v
            where v.school_id = @school and v.recorded_at <= @known
            order by v.version desc limit 1
            """;
        var rows = await Command(now, then)
            .With("school", (long)school.Value)
            .ReadAsync(
                reader => new SchoolRow(
                    school,
                    reader.GetString(0),
                    reader.IsDBNull(1) ? null : reader.GetInt32(1),
                    SchoolPhases.TryParse(reader.GetString(2), out var phase) ? phase : throw new FormatException("Not a phase."),
                    reader.GetInt64(3),
                    reader.GetInt64(4),
                    reader.GetInt64(5),
                    reader.Instant(6)
                ),
                cancellation
            );
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Every enrolment at a school, under the pupil id that it was stored with.</summary>
    public Task<List<EnrolmentRow>> EnrolmentsAsync(Laestab school, CancellationToken cancellation) =>
        Command(
                $"select {Enrolment} from schools_enrolment e where e.school_id = @school",
                $"select {Enrolment} from schools_enrolment_version e where e.school_id = @school and {LatestEnrolment}"
            )
            .With("school", (long)school.Value)
            .ReadAsync(EnrolmentRow.Read, cancellation);

    /// <summary>Every enrolment of these pupil ids at any school.</summary>
    public Task<List<EnrolmentRow>> EnrolmentsOfAsync(IReadOnlyCollection<long> pupils, CancellationToken cancellation) =>
        Command(
                $"select {Enrolment} from schools_enrolment e where e.pupil_id {{ids}}",
                $"select {Enrolment} from schools_enrolment_version e where e.pupil_id {{ids}} and {LatestEnrolment}"
            )
            .WithAny("ids", pupils)
            .ReadAsync(EnrolmentRow.Read, cancellation);

    /// <summary>These pupils' own records.</summary>
    public Task<List<PupilRow>> PupilsAsync(IReadOnlyCollection<long> pupils, CancellationToken cancellation)
    {
        const string columns = "p.pupil_id, p.version, p.upn, p.given_name, p.family_name, p.birth_date, p.sex";
        return Command(
                $"select {columns} from schools_pupil p where p.pupil_id {{ids}}",
                $$"""
                select {{columns}} from schools_pupil_version p
                where p.pupil_id {ids} and p.version =
                    (select max(l.version) from schools_pupil_version l where l.pupil_id = p.pupil_id and l.recorded_at <= @known)
                """
            )
            .WithAny("ids", pupils)
            .ReadAsync(
                reader => new PupilRow(
                    reader.GetInt64(0),
                    reader.GetInt32(1),
                    Upn.Parse(reader.GetString(2)),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.Date(5),
                    reader.GetString(6)[0]
                ),
                cancellation
            );
    }

    /// <summary>Every UPN these pupil ids ever had, in order of recording.</summary>
    public Task<List<(long Pupil, Upn Upn)>> UpnsAsync(IReadOnlyCollection<long> pupils, CancellationToken cancellation) =>
        Command(
                "select pupil_id, upn from schools_upn where pupil_id {ids} order by recorded_at, upn",
                "select pupil_id, upn from schools_upn where pupil_id {ids} and recorded_at <= @known order by recorded_at, upn"
            )
            .WithAny("ids", pupils)
            .ReadAsync(reader => (reader.GetInt64(0), Upn.Parse(reader.GetString(1))), cancellation);

    /// <summary>Which pupil id holds or held each of these UPNs (not yet the survivor).</summary>
    public async Task<Dictionary<Upn, long>> HoldersAsync(IReadOnlyCollection<Upn> upns, CancellationToken cancellation)
    {
        var rows = await Command(
                "select pupil_id, upn from schools_upn where upn {upns}",
                "select pupil_id, upn from schools_upn where upn {upns} and recorded_at <= @known"
            )
            .WithAny("upns", upns.Select(upn => upn.Value))
            .ReadAsync(reader => (Pupil: reader.GetInt64(0), Upn: Upn.Parse(reader.GetString(1))), cancellation);
        return rows.ToDictionary(row => row.Upn, row => row.Pupil);
    }

    /// <summary>Who was merged into whom. Merges are rare (a few in a thousand), so the whole list is read.</summary>
    public async Task<PupilAliases> AliasesAsync(CancellationToken cancellation)
    {
        var rows = await Command(
                "select pupil_id, merged_into from schools_pupil_alias order by pupil_id, version",
                "select pupil_id, merged_into from schools_pupil_alias where recorded_at <= @known order by pupil_id, version"
            )
            .ReadAsync(reader => (Pupil: reader.GetInt64(0), Into: reader.IsDBNull(1) ? (long?)null : reader.GetInt64(1)), cancellation);
        return new PupilAliases(rows);
    }

    /// <summary>Every sibling these pupils ever named, in its latest version.</summary>
    public Task<List<SiblingRow>> SiblingsAsync(IReadOnlyCollection<long> pupils, CancellationToken cancellation) =>
        Latest("schools_sibling", "t.pupil_id, t.upn, t.version, t.removed", "t.pupil_id {ids}", "upn")
            .WithAny("ids", pupils)
            .ReadAsync(
                reader => new SiblingRow(reader.GetInt64(0), Upn.Parse(reader.GetString(1)), reader.GetInt32(2), reader.GetBoolean(3)),
                cancellation
            );

    /// <summary>Who named one of these UPNs as a sibling, in the latest version.</summary>
    public Task<List<SiblingRow>> SiblingsByUpnAsync(IReadOnlyCollection<Upn> upns, CancellationToken cancellation) =>
        Latest("schools_sibling", "t.pupil_id, t.upn, t.version, t.removed", "t.upn {upns}", "upn")
            .WithAny("upns", upns.Select(upn => upn.Value))
            .ReadAsync(
                reader => new SiblingRow(reader.GetInt64(0), Upn.Parse(reader.GetString(1)), reader.GetInt32(2), reader.GetBoolean(3)),
                cancellation
            );

    /// <summary>The latest contact list of each of these pupils.</summary>
    public Task<List<(long Pupil, int Version, string Text)>> ContactsAsync(
        IReadOnlyCollection<long> pupils,
        CancellationToken cancellation
    ) =>
        Latest("schools_contact", "t.pupil_id, t.version, t.contacts", "t.pupil_id {ids}")
            .WithAny("ids", pupils)
            .ReadAsync(reader => (reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2)), cancellation);

    /// <summary>Every marker of these pupils in its latest version, also those taken back.</summary>
    public Task<List<MarkerRow>> MarkersAsync(IReadOnlyCollection<long> pupils, CancellationToken cancellation) =>
        MarkersAsync(pupils, kind: null, cancellation);

    /// <summary>The same of one kind, or of all when null.</summary>
    public Task<List<MarkerRow>> MarkersAsync(IReadOnlyCollection<long> pupils, string? kind, CancellationToken cancellation)
    {
        var command = Latest(
                "schools_marker",
                "t.pupil_id, t.kind, t.source, t.from_date, t.to_date, t.detail, t.version, t.removed",
                $"t.pupil_id {{ids}}{(kind is null ? "" : " and t.kind = @kind")}",
                "kind",
                "source",
                "from_date"
            )
            .WithAny("ids", pupils);
        if (kind is not null)
            command.With("kind", kind);
        return command.ReadAsync(
            reader => new MarkerRow(
                reader.GetInt64(0),
                new MarkerSpan(reader.GetString(1), reader.GetString(2), reader.Date(3), reader.DateOrNull(4), reader.TextOrNull(5)),
                reader.GetInt32(6),
                reader.GetBoolean(7)
            ),
            cancellation
        );
    }

    /// <summary>The latest version of each row of an append-only table whose key is the pupil, some more columns, and a version.</summary>
    private DbCommand Latest(string table, string columns, string where, params IReadOnlyList<string> key)
    {
        var same = string.Concat(key.Select(column => $" and l.{column} = t.{column}"));
        string Sql(string until) =>
            $"select {columns} from {table} t where {where} and t.version = (select max(l.version) from {table} l where l.pupil_id = t.pupil_id{same}{until})";
        return Command(Sql(""), Sql(" and l.recorded_at <= @known"));
    }

    private const string Enrolment =
        "e.school_id, e.pupil_id, e.entry_date, e.version, e.leaving_date, e.status, e.boarder, e.year_group, e.group_name, e.earlier";

    private const string LatestEnrolment = """
        e.removed = @false and e.version = (select max(l.version) from schools_enrolment_version l
            where l.school_id = e.school_id and l.pupil_id = e.pupil_id and l.entry_date = e.entry_date and l.recorded_at <= @known)
        """;

    private DbCommand Command(string now, string then)
    {
        if (knownAt is not { } known)
            return transaction.Command(now);
        var command = transaction.Command(then).With("known", known);
        return then.Contains("@false", StringComparison.Ordinal) ? command.With("false", false) : command;
    }
}

/// <summary>A school as stored.</summary>
internal sealed record SchoolRow(
    Laestab School,
    string Name,
    int? Urn,
    SchoolPhase Phase,
    long Version,
    long RollVersion,
    long CalendarVersion,
    DateTimeOffset RecordedAt
);

/// <summary>A child's own record as stored.</summary>
internal sealed record PupilRow(long Id, int Version, Upn Upn, string GivenName, string FamilyName, DateOnly BirthDate, char Sex);

/// <summary>A sibling as stored.</summary>
internal sealed record SiblingRow(long Pupil, Upn Upn, int Version, bool Removed);

/// <summary>Where a child was until a day (included) on an enrolment.</summary>
internal sealed record GroupSpell(DateOnly Until, string YearGroup, string? Group);

/// <summary>An enrolment as stored: the whole time on roll, with the groups before the present one.</summary>
internal sealed record EnrolmentRow(
    Laestab School,
    PupilId Pupil,
    DateOnly EntryDate,
    long Version,
    DateOnly? LeavingDate,
    EnrolmentStatus Status,
    bool Boarder,
    string YearGroup,
    string? Group,
    IReadOnlyList<GroupSpell> Earlier
)
{
    public static EnrolmentRow Read(DbDataReader reader) =>
        new(
            Laestab.From(reader.GetInt64(0)),
            new PupilId(reader.GetInt64(1)),
            reader.Date(2),
            reader.GetInt64(3),
            reader.DateOrNull(4),
            (EnrolmentStatus)reader.GetString(5)[0],
            reader.GetBoolean(6),
            reader.GetString(7),
            reader.TextOrNull(8),
            RollJson.Spells(reader.TextOrNull(9))
        );

    /// <summary>The day from which the present group counts.</summary>
    public DateOnly GroupFrom => Earlier.Count == 0 ? EntryDate : Earlier[^1].Until.AddDays(1);

    /// <summary>The stretches in one group each, in time order, as the rest of the module sees enrolments. None reaches beyond the leaving date.</summary>
    public IEnumerable<Enrolment> Stretches(PupilId pupil)
    {
        var from = EntryDate;
        foreach (var spell in Earlier)
        {
            if (LeavingDate <= spell.Until)
            {
                yield return new Enrolment(School, pupil, from, LeavingDate, Status, Boarder, Short(spell.YearGroup)!, Short(spell.Group));
                yield break;
            }
            yield return new Enrolment(School, pupil, from, spell.Until, Status, Boarder, Short(spell.YearGroup)!, Short(spell.Group));
            from = spell.Until.AddDays(1);
        }
        yield return new Enrolment(School, pupil, from, LeavingDate, Status, Boarder, Short(YearGroup)!, Short(Group));
    }

    /// <summary>A city has few year groups and some thousand classes, and each is named by every child in it: one text for all.</summary>
    private static string? Short(string? name) => name is null ? null : string.Intern(name);

    /// <summary>True when it says the same of the child, whatever its version.</summary>
    public bool Same(EnrolmentRow other) =>
        this with { Version = 0, Earlier = [] } == other with { Version = 0, Earlier = [] } && Earlier.SequenceEqual(other.Earlier);
}
