using System.Globalization;
using Attendance.Schools.Data;
using Attendance.SharedKernel;

namespace Attendance.Schools.Rolls;

/// <summary>Writes children and enrolments: the new version, and the latest state beside it.</summary>
internal static class RollTables
{
    private static readonly string[] EnrolmentColumns =
    [
        "school_id",
        "pupil_id",
        "entry_date",
        "version",
        "leaving_date",
        "status",
        "boarder",
        "year_group",
        "group_name",
        "earlier",
    ];

    private static readonly string[] PupilColumns = ["pupil_id", "version", "upn", "given_name", "family_name", "birth_date", "sex"];

    private static readonly string[] Recorded = ["recorded_at", "recorded_by"];

    /// <summary>Loads what a roll input needs to be judged against.</summary>
    public static async Task<RollState> LoadStateAsync(this RollTransaction change, SchoolRow school, IReadOnlyList<RollEntry> entries)
    {
        var cancellation = change.Cancellation;
        var rows = change.Rows;
        var aliases = await rows.AliasesAsync(cancellation);
        var named = entries.SelectMany(entry => entry.FormerUpns.Prepend(entry.Upn)).Distinct().ToList();
        var holders = await rows.HoldersAsync(named, cancellation);
        var family = aliases.WithAll(holders.Values);
        var survivors = family.Select(aliases.Survivor).Distinct().ToList();
        var state = new RollState(school, aliases)
        {
            Holders = holders,
            Pupils = (await rows.PupilsAsync(survivors, cancellation)).ToDictionary(row => row.Id),
            Siblings = (entries.Any(entry => entry.Siblings is not null) ? await rows.SiblingsAsync(survivors, cancellation) : [])
                .GroupBy(row => row.Pupil)
                .ToDictionary(group => group.Key, group => group.ToDictionary(row => row.Upn, row => (row.Version, row.Removed))),
            Contacts = (
                entries.Any(entry => entry.Contacts is not null) ? await rows.ContactsAsync(survivors, cancellation) : []
            ).ToDictionary(row => row.Pupil, row => (row.Version, row.Text)),
            Markers = (
                entries.Any(entry => entry.Markers is not null) ? await rows.MarkersAsync(survivors, cancellation) : []
            ).ToDictionary(row => (row.Pupil, row.Span.Kind, row.Span.Source, row.Span.From)),
        };
        foreach (var row in await rows.EnrolmentsAsync(school.School, cancellation))
            state.Put(row);
        return state;
    }

    /// <summary>Writes a plan and notes which rolls it touches.</summary>
    public static async Task ApplyAsync(this RollTransaction change, SchoolRow school, RollPlan plan)
    {
        await change.SavePupilsAsync(plan.Pupils);
        await change.SaveUpnsAsync(plan.Upns);
        await change.SaveEnrolmentsAsync(plan.Enrolments);
        await change.SaveGroupsAsync(school.School, plan.Enrolments);
        await change.InsertAsync(
            "schools_contact",
            ["pupil_id", "version", "contacts", .. Recorded],
            plan.Contacts.Select(row => new object?[] { row.Pupil, row.Version, row.Contacts, change.RecordedAt, change.RecordedBy })
        );
        await change.InsertAsync(
            "schools_sibling",
            ["pupil_id", "upn", "version", "removed", .. Recorded],
            plan.Siblings.Select(row =>
                new object?[] { row.Pupil, row.Upn.Value, row.Version, row.Removed, change.RecordedAt, change.RecordedBy }
            )
        );
        await change.SaveMarkersAsync(plan.Markers.Select(row => new MarkerRow(row.Pupil, row.Span, row.Version, Removed: false)));
        if (plan.ChangedPupils.Count == 0)
            return;
        await change.TouchRollAsync(school.School, "roll", plan.ChangedPupils);
        await change.TouchEveryRollAsync("roll", plan.ChangedEverywhere);
    }

    /// <summary>Notes a change on every roll that these survivors are or were on.</summary>
    public static async Task TouchEveryRollAsync(this RollTransaction change, string kind, IReadOnlyCollection<long> survivors)
    {
        if (survivors.Count == 0)
            return;
        var aliases = await change.Rows.AliasesAsync(change.Cancellation);
        var enrolments = await change.Rows.EnrolmentsOfAsync(aliases.WithAll(survivors), change.Cancellation);
        foreach (var roll in enrolments.GroupBy(row => row.School).OrderBy(group => group.Key))
            await change.TouchRollAsync(roll.Key, kind, roll.Select(row => aliases.Survivor(row.Pupil.Value)));
    }

    public static async Task SavePupilsAsync(this RollTransaction change, IReadOnlyCollection<PupilRow> pupils)
    {
        var rows = pupils
            .OrderBy(row => row.Id)
            .Select(row => new object?[] { row.Id, row.Version, row.Upn.Value, row.GivenName, row.FamilyName, row.BirthDate, $"{row.Sex}" })
            .ToList();
        // The version first: on PostgreSQL its key tells when somebody else changed the child at the same time.
        await change.InsertAsync(
            "schools_pupil_version",
            [.. PupilColumns, .. Recorded],
            rows.Select(row => (object?[])[.. row, change.RecordedAt, change.RecordedBy])
        );
        await change.InsertAsync("schools_pupil", PupilColumns, rows, Upsert("pupil_id", PupilColumns.Skip(1)));
    }

    public static Task SaveUpnsAsync(this RollTransaction change, IEnumerable<(Upn Upn, long Pupil)> upns) =>
        change.InsertAsync(
            "schools_upn",
            ["upn", "pupil_id", .. Recorded],
            upns.OrderBy(row => row.Upn).Select(row => new object?[] { row.Upn.Value, row.Pupil, change.RecordedAt, change.RecordedBy })
        );

    public static async Task SaveEnrolmentsAsync(this RollTransaction change, IReadOnlyCollection<EnrolmentRow> enrolments)
    {
        var rows = enrolments.OrderBy(row => row.School).ThenBy(row => row.Pupil).ThenBy(row => row.EntryDate).Select(Values).ToList();
        await change.InsertAsync(
            "schools_enrolment_version",
            [.. EnrolmentColumns, "removed", .. Recorded],
            rows.Select(row => (object?[])[.. row, false, change.RecordedAt, change.RecordedBy])
        );
        await change.InsertAsync(
            "schools_enrolment",
            EnrolmentColumns,
            rows,
            Upsert("school_id, pupil_id, entry_date", EnrolmentColumns.Skip(3))
        );
    }

    /// <summary>Notes groups that a school was not known to have.</summary>
    public static Task SaveGroupsAsync(this RollTransaction change, Laestab school, IEnumerable<EnrolmentRow> enrolments) =>
        change.InsertAsync(
            "schools_group",
            ["school_id", "name", "recorded_at"],
            enrolments
                .Select(row => row.Group)
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(name => new object?[] { (long)school.Value, name, change.RecordedAt }),
            "on conflict (school_id, name) do nothing"
        );

    /// <summary>Takes an enrolment back as entered by mistake: it counts as never there.</summary>
    public static async Task RemoveEnrolmentAsync(this RollTransaction change, EnrolmentRow enrolment)
    {
        await change.InsertAsync(
            "schools_enrolment_version",
            [.. EnrolmentColumns, "removed", .. Recorded],
            [
                [.. Values(enrolment), true, change.RecordedAt, change.RecordedBy],
            ]
        );
        await change
            .Transaction.Command("delete from schools_enrolment where school_id = @school and pupil_id = @pupil and entry_date = @entry")
            .With("school", (long)enrolment.School.Value)
            .With("pupil", enrolment.Pupil.Value)
            .With("entry", enrolment.EntryDate)
            .RunAsync(change.Cancellation);
    }

    public static Task SaveMarkersAsync(this RollTransaction change, IEnumerable<MarkerRow> markers) =>
        change.InsertAsync(
            "schools_marker",
            ["pupil_id", "kind", "source", "from_date", "version", "to_date", "detail", "removed", .. Recorded],
            markers.Select(row =>
                new object?[]
                {
                    row.Pupil,
                    row.Span.Kind,
                    row.Span.Source,
                    row.Span.From,
                    row.Version,
                    row.Span.To,
                    row.Span.Detail,
                    row.Removed,
                    change.RecordedAt,
                    change.RecordedBy,
                }
            )
        );

    private static Task InsertAsync(
        this RollTransaction change,
        string table,
        IReadOnlyList<string> columns,
        IEnumerable<object?[]> rows,
        string tail = ""
    ) => change.Transaction.InsertAsync(table, columns, rows.ToList(), tail, change.Cancellation);

    private static string Upsert(string key, IEnumerable<string> columns) =>
        $"on conflict ({key}) do update set {string.Join(", ", columns.Select(column => $"{column} = excluded.{column}"))}";

    private static object?[] Values(EnrolmentRow row) =>
        [
            (long)row.School.Value,
            row.Pupil.Value,
            row.EntryDate,
            row.Version,
            row.LeavingDate,
            ((char)row.Status).ToString(CultureInfo.InvariantCulture),
            row.Boarder,
            row.YearGroup,
            row.Group,
            RollJson.Spells(row.Earlier),
        ];
}
