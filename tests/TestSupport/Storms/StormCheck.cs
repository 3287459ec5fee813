using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.TestSupport.Storms;

/// <summary>
/// Compares the ledgers with the journal, and the journal with standings and tallies by a recount of its own: nothing acknowledged is lost, nothing is
/// invented or doubled, no register is partial. It knows the tables, not the product's code.
/// </summary>
internal sealed class StormCheck(Database database, string? folder)
{
    private readonly List<string> _violations = [];

    /// <summary>Schools whose standings do not reach the end of their journal.</summary>
    public static async Task<int> BehindAsync(Database database)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<int>(
            """
            select count(*) from (select school_id, max(last_seq) as last from schools_submission group by school_id) s
            left join schools_mark m on m.school_id = s.school_id
            where s.last > coalesce(m.folded_seq, 0)
            """
        );
    }

    /// <summary>Facts that wait to be told.</summary>
    public static async Task<int> UntoldAsync(Database database)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<int>("select count(*) from outbox where state = 0");
    }

    public async Task<StormReport> RunAsync(StormReport report)
    {
        var lines = folder is null ? [] : StormLedger.Read(folder).ToList();
        var tries = lines.Where(line => line.Marks is not null).ToLookup(line => line.Hash);
        var answers = lines.Where(line => line.Status is not null).ToList();
        await using var connection = await database.OpenAsync();
        var submissions = (
            await connection.QueryAsync<SubmissionRow>(
                "select school_id, first_seq, last_seq, date, session, group_code, client_key, payload_hash, receipt from schools_submission order by school_id, first_seq"
            )
        ).ToList();
        var entries = (
            await connection.QueryAsync<EntryRow>(
                "select e.school_id, e.seq, e.pupil_id, p.upn, e.code, e.effective from schools_entry e join schools_pupil p on p.pupil_id = e.pupil_id order by e.school_id, e.seq"
            )
        ).ToList();

        // Without ledgers there is only the recount.
        var (invented, doubled, partial) = folder is null ? default : Journal(submissions, entries, tries);
        var lost = Lost(answers, submissions);
        var miscounted = await RecountAsync(connection, submissions, entries);
        if (await BehindAsync(database) > 0)
            miscounted += Say("Standings are behind the journal.");
        miscounted += await CasesAsync(connection);

        var answered = answers.Select(line => line.Hash).ToHashSet(StringComparer.Ordinal);
        var stored = submissions.Select(row => Convert.ToHexString(row.PayloadHash)).ToHashSet(StringComparer.Ordinal);
        var unknown = tries.Select(group => group.Key).Where(hash => !answered.Contains(hash)).ToList();
        return report with
        {
            Submissions = submissions.Count,
            Entries = entries.Count,
            UnknownStored = unknown.Count(stored.Contains),
            UnknownLost = unknown.Count(hash => !stored.Contains(hash)),
            Lost = lost,
            Invented = invented,
            Doubled = doubled,
            Partial = partial,
            Miscounted = miscounted,
            Violations = _violations,
        };
    }

    /// <summary>Every flag fact was handled, and once: a flag that asks for action is in one case of its child, and joined it once.</summary>
    private async Task<int> CasesAsync(DbConnection connection)
    {
        var unheard = await connection.ExecuteScalarAsync<int>(
            """
            select count(*) from schools_flag f where f.state = 0 and f.severity >= 3 and not exists (
                select 1 from casework_flag c where c.pupil_id = f.pupil_id and c.rule = f.rule and c.episode = f.episode and c.state = 'open')
            """
        );
        var twice = await connection.ExecuteScalarAsync<int>(
            """
            select count(*) from (select c.pupil_id, e.plain from casework_case_event e join casework_case c on c.id = e.case_id
                where e.kind = 'flag-joined' group by c.pupil_id, e.plain having count(*) > 1) twice
            """
        );
        return (unheard > 0 ? Say($"{unheard} flags that ask for action are in no case.") : 0)
            + (twice > 0 ? Say($"{twice} flags joined a case twice.") : 0);
    }

    private (int Invented, int Doubled, int Partial) Journal(
        List<SubmissionRow> submissions,
        List<EntryRow> entries,
        ILookup<string, StormLine> tries
    )
    {
        var (invented, doubled, partial) = (0, 0, 0);
        doubled += submissions
            .Where(row => row.ClientKey is not null)
            .GroupBy(row => (row.SchoolId, row.ClientKey))
            .Where(group => group.Skip(1).Any())
            .Sum(group => Say($"{group.Key} has more than one effect."));
        var bySchool = entries.ToLookup(entry => entry.SchoolId);
        foreach (var school in submissions.GroupBy(row => row.SchoolId))
        {
            var own = bySchool[school.Key].ToList();
            var at = 0;
            var expected = 1L;
            foreach (var row in school)
            {
                var name = $"{row.SchoolId}-{row.FirstSeq}";
                if (row.FirstSeq != expected)
                    partial += Say($"{name}: the number before it is missing.");
                expected = row.LastSeq + 1;
                var marks = new List<EntryRow>();
                while (at < own.Count && own[at].Seq <= row.LastSeq)
                    marks.Add(own[at++]);
                if (
                    !marks
                        .Select(mark => mark.Seq)
                        .SequenceEqual(Enumerable.Range(1, (int)(row.LastSeq - row.FirstSeq)).Select(i => row.FirstSeq + i))
                )
                    partial += Say($"{name}: some of its entries are missing.");
                if (tries[Convert.ToHexString(row.PayloadHash)].FirstOrDefault() is not { } tried || tried.Key != row.ClientKey)
                {
                    invented += Say($"{name}: nobody sent this.");
                    continue;
                }
                var letters = row.Receipt.Split('|')[0];
                var sent = tried.Marks!.Where((_, i) => i < letters.Length && letters[i] is 's' or 't').ToList();
                if (letters.Length != tried.Marks!.Length || !sent.SequenceEqual(marks.Select(mark => $"{mark.Upn} {mark.Code}")))
                    partial += Say($"{name}: its entries are not the marks that were sent.");
            }
            if (at != own.Count)
                invented += Say($"{school.Key}: entries without a submission.");
        }
        return (invented, doubled, partial);
    }

    private int Lost(List<StormLine> answers, List<SubmissionRow> submissions)
    {
        var lost = 0;
        var byNumber = submissions.ToDictionary(row => $"{row.SchoolId}-{row.FirstSeq}");
        foreach (var answer in answers.Where(answer => answer.Receipt is not null))
        {
            if (!byNumber.TryGetValue(answer.Receipt!, out var row) || Convert.ToHexString(row.PayloadHash) != answer.Hash)
                lost += Say($"{answer.Receipt} was acknowledged and is not in the journal.");
        }
        foreach (var repeats in answers.Where(answer => answer.Key is not null).GroupBy(answer => answer.Hash))
        {
            if (repeats.Select(answer => answer.Body).Distinct().Skip(1).Any())
                lost += Say($"{repeats.First().Key}: answered in two ways.");
        }
        return lost;
    }

    private async Task<int> RecountAsync(DbConnection connection, List<SubmissionRow> submissions, List<EntryRow> entries)
    {
        var wrong = 0;
        var effective = new Dictionary<(long School, long Pupil, int Session), (string Code, string Group)>();
        var bySchool = entries.ToLookup(entry => entry.SchoolId);
        foreach (var school in submissions.GroupBy(row => row.SchoolId))
        {
            using var own = bySchool[school.Key].GetEnumerator();
            var more = own.MoveNext();
            foreach (var row in school)
            {
                var session = new SessionKey(SqlTypes.ToDate(row.Date), row.Session == "PM" ? HalfDay.PM : HalfDay.AM);
                while (more && own.Current.Seq <= row.LastSeq)
                {
                    if (own.Current.Effective)
                        effective[(row.SchoolId, own.Current.PupilId, session.Number)] = (own.Current.Code, row.GroupCode);
                    more = own.MoveNext();
                }
            }
        }

        var counted = effective
            .GroupBy(mark => (mark.Key.School, mark.Key.Pupil))
            .ToDictionary(
                group => group.Key,
                group =>
                    (
                        Attended: group.Count(mark => mark.Value.Code is "/" or "\\" or "L"),
                        Authorised: group.Count(mark => mark.Value.Code is "I" or "M" or "C"),
                        Unauthorised: group.Count(mark => mark.Value.Code is "O" or "U" or "G")
                    )
            );
        var standings = (
            await connection.QueryAsync<StandingRow>(
                "select school_id, pupil_id, possible, attended, authorised, unauthorised from schools_enrolment_standing"
            )
        ).ToList();
        var children = (
            await connection.QueryAsync<StandingRow>(
                "select pupil_id, possible, attended, authorised, unauthorised from schools_pupil_standing"
            )
        ).ToDictionary(row => row.PupilId);
        foreach (var ((school, pupil), (attended, authorised, unauthorised)) in counted)
        {
            var expected = (attended + authorised + unauthorised, attended, authorised, unauthorised);
            var rows = standings.Where(row => row.SchoolId == school && row.PupilId == pupil).ToList();
            if (rows.Count != 1 || rows[0].Figures != expected)
                wrong += Say(
                    $"{school}, child {pupil}: enrolment standing {string.Join(';', rows.Select(row => row.Figures))}, counted {expected}."
                );
            if (!children.TryGetValue(pupil, out var child) || child.Figures != expected)
                wrong += Say($"Child {pupil}: standing {child?.Figures}, counted {expected}.");
        }
        if (standings.Count != counted.Count)
            wrong += Say($"{standings.Count} enrolment standings, counted {counted.Count}.");

        var tallies = (
            await connection.QueryAsync<TallyRow>(
                "select school_id, date, session, group_code, code, count from schools_session_tally where count <> 0"
            )
        ).ToDictionary(
            row =>
                (
                    row.SchoolId,
                    new SessionKey(SqlTypes.ToDate(row.Date), row.Session == "PM" ? HalfDay.PM : HalfDay.AM).Number,
                    row.GroupCode,
                    row.Code
                ),
            row => row.Count
        );
        foreach (var group in effective.GroupBy(mark => (mark.Key.School, mark.Key.Session, mark.Value.Group, mark.Value.Code)))
        {
            if (!tallies.Remove(group.Key, out var count) || count != group.Count())
                wrong += Say($"Tally of {group.Key}: {count}, counted {group.Count()}.");
        }
        if (tallies.Count > 0)
            wrong += Say($"{tallies.Count} tallies of nothing, the first {tallies.First()}.");

        // The standing says the child's state, the rows came one by one as differences: both tell the same flags.
        var open = (await connection.QueryAsync<(long Pupil, string Rule)>("select pupil_id, rule from schools_flag where state = 0"))
            .Distinct()
            .ToHashSet();
        var said = (await connection.QueryAsync<(long Pupil, string Flags)>("select pupil_id, flags from schools_pupil_standing"))
            .SelectMany(row => row.Flags.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(rule => (row.Pupil, rule)))
            .ToHashSet();
        if (!open.SetEquals(said))
            wrong += Say(
                $"Open flags: {open.Except(said).Count()} rows that no standing has, {said.Except(open).Count()} in standings without a row."
            );
        return wrong;
    }

    private int Say(string what)
    {
        _violations.Add(what);
        return 1;
    }

    private sealed record SubmissionRow
    {
        public long SchoolId { get; init; }
        public long FirstSeq { get; init; }
        public long LastSeq { get; init; }
        public object Date { get; init; } = "";
        public string Session { get; init; } = "";
        public string GroupCode { get; init; } = "";
        public string? ClientKey { get; init; }
        public byte[] PayloadHash { get; init; } = [];
        public string Receipt { get; init; } = "";
    }

    private sealed record EntryRow
    {
        public long SchoolId { get; init; }
        public long Seq { get; init; }
        public long PupilId { get; init; }
        public string Upn { get; init; } = "";
        public string Code { get; init; } = "";
        public bool Effective { get; init; }
    }

    private sealed record StandingRow
    {
        public long SchoolId { get; init; }
        public long PupilId { get; init; }
        public int Possible { get; init; }
        public int Attended { get; init; }
        public int Authorised { get; init; }
        public int Unauthorised { get; init; }

        public (int, int, int, int) Figures => (Possible, Attended, Authorised, Unauthorised);
    }

    private sealed record TallyRow
    {
        public long SchoolId { get; init; }
        public object Date { get; init; } = "";
        public string Session { get; init; } = "";
        public string GroupCode { get; init; } = "";
        public string Code { get; init; } = "";
        public int Count { get; init; }
    }
}
