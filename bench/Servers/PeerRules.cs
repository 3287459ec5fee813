using System.Globalization;

namespace Attendance.Bench.Servers;

/// <summary>
/// The product's rules (src/Modules/Schools/Flags, with their default options and their hysteresis) as one UPDATE over the children of a register. A child's
/// row (<c>t</c>; <c>c</c> where its counts are made; <c>n</c> with the mark in them) carries running counts, counts of the last twelve school weeks with four
/// bits a week, and for each rule its open episode as one number: session * 128 + level * 16 + good sessions so far; 0 when none is open. A mark (<c>r</c>) is
/// a kind. Nothing but the row is read. The same text works on both databases.
/// </summary>
/// <remarks>
/// A step is for a session after all that the child has; <c>last_session</c> refuses another, and then the row starts again from nothing
/// (<see cref="Reset"/>), one step a session. It holds for one school year, for children of compulsory age who are on one roll all year, and for the codes of
/// <see cref="KindOf"/>; the bench city has nothing else. So four rules of the product are left out that cannot open there:
/// PA_TRACK (years to 2014/15), NO_CONTACT and UNRESOLVED_N (code N), LATE_U (code U).
/// </remarks>
internal static class PeerRules
{
    // Sessions on the good side that change or close an episode, in every one of these rules.
    private const int CloseAfter = 10;

    // Kinds of marks, ordered so that a comparison tells the class.
    private const int Attended = 1;
    private const int Late = 2;
    private const int Authorised = 3;
    private const int Ill = 4;
    private const int Leave = 5;
    private const int Unauthorised = 6;
    private const int Holiday = 7;

    private static readonly Dictionary<string, int> Kinds = new()
    {
        ["/"] = Attended,
        ["\\"] = Attended,
        ["L"] = Late,
        ["M"] = Authorised,
        ["I"] = Ill,
        ["C"] = Leave,
        ["O"] = Unauthorised,
        ["G"] = Holiday,
    };

    private const string Missed = "r.kind >= 3";
    private const string NotAllowed = "r.kind >= 6";
    private const string IsMissed = "n.kind >= 3";
    private const string IsUnauthorised = "n.kind >= 6";

    // The numbers of PeerSession, in its order.
    private const string Session = "$1";
    private const string Week = "$2";
    private const string HalfTermFrom = "$3";
    private const string TermFrom = "$4";
    private const string FollowsHoliday = "$5 = 1";
    private const string EndsBeforeHoliday = "$6 = 1";
    private const string IsFirstDays = "$7 = 1";
    private const string IsMondayOrFriday = "$8 = 1";
    private const string HasMore = "$9";
    private const string Day = $"{Session} / 2";

    private const string SpellDay = $"(case when c.last_session < {TermFrom} then 0 else c.spell_day end)";

    // Each count with the mark in it.
    private static readonly (string Column, string Type, string Value)[] Counts =
    [
        ("week", "integer", Week),
        ("possible", "integer", "c.possible + 1"),
        ("attended", "integer", $"c.attended + case when {Missed} then 0 else 1 end"),
        ("here_weeks", "bigint", ByWeek("here_weeks", $"not ({Missed})")),
        ("authorised", "integer", $"c.authorised + case when {Missed} and r.kind < 6 then 1 else 0 end"),
        ("unauthorised", "integer", $"c.unauthorised + case when {NotAllowed} then 1 else 0 end"),
        ("missed_run", "integer", $"case when {Missed} then c.missed_run + 1 else 0 end"),
        ("unauthorised_run", "integer", $"case when {NotAllowed} then c.unauthorised_run + 1 else 0 end"),
        ("leave_run", "integer", "case when r.kind = 5 then c.leave_run + 1 else 0 end"),
        (
            "leave_follows",
            "integer",
            $"case when r.kind <> 5 then 0 when c.leave_run > 0 then c.leave_follows when {FollowsHoliday} then 1 else 0 end"
        ),
        ("ill", "integer", "c.ill + case when r.kind = 4 then 1 else 0 end"),
        ("late", "integer", $"case when c.last_session < {HalfTermFrom} then 0 else c.late end + case when r.kind = 2 then 1 else 0 end"),
        (
            "spells",
            "integer",
            $"case when c.last_session < {TermFrom} then 0 else c.spells end + case when {Missed} and {SpellDay} = 0 then 1 else 0 end"
        ),
        (
            "single_days",
            "integer",
            $"case when c.last_session < {TermFrom} then 0 else c.single_days end + case when {Missed} or {SpellDay} = 0 or {SpellDay} <> c.last_missed / 2 then 0 else 1 end"
        ),
        // The day on which the spell of absence that goes on began, in this term; 0: none.
        ("spell_day", "integer", $"case when not ({Missed}) then 0 when {SpellDay} = 0 then {Day} else {SpellDay} end"),
        ("last_missed", "integer", $"case when {Missed} then {Session} else c.last_missed end"),
        (
            "returns_missed",
            "integer",
            $"c.returns_missed + case when {FollowsHoliday} and {Missed} and c.last_missed / 2 <> {Day} then 1 else 0 end"
        ),
        ("missed_weeks", "bigint", ByWeek("missed_weeks", Missed)),
        ("unauthorised_weeks", "bigint", ByWeek("unauthorised_weeks", NotAllowed)),
        ("ends_weeks", "bigint", ByWeek("ends_weeks", $"{Missed} and {IsMondayOrFriday}")),
        ("end_dates_weeks", "bigint", ByWeek("end_dates_weeks", $"{Missed} and {IsMondayOrFriday} and c.last_missed / 2 <> {Day}")),
        (
            "afternoons_weeks",
            "bigint",
            ByWeek("afternoons_weeks", $"{Missed} and {HasMore} = 0 and c.last_session = {Session} - 1 and c.last_missed < c.last_session")
        ),
    ];

    // What the rules ask of the counts before the mark, and levels that are asked for more than once.
    private static readonly (string Column, string Value)[] Before =
    [
        ("run_before", "c.missed_run"),
        ("band", Band($"(c.attended + case when {Missed} then 0 else 1 end)", "(c.possible + 1)")),
        ("consecutive", $"case when not ({Missed}) or c.missed_run < 5 then 0 when c.missed_run < 19 then 1 else 2 end"),
        (
            "holiday",
            $"case when r.kind = 7 then 2 when r.kind <> 5 or c.leave_run < 9 then 0 when c.leave_follows = 1 or {EndsBeforeHoliday} then 1 else 0 end"
        ),
    ];

    private static readonly Rule[] Rules =
    [
        new("PA", [2], null, "n.possible >= 20 and 10 * (n.possible - n.attended) >= n.possible"),
        new("SEVERE", [3], null, "n.possible >= 20 and 2 * (n.possible - n.attended) >= n.possible"),
        new("ATTENDANCE_BAND", [1, 1, 1, 2, 2, 3], null, "n.band"),
        new("UNAUTH_10IN10", [3], IsUnauthorised, $"{Sum("n.unauthorised_weeks", 0, 10)} >= 10"),
        new("UNAUTH_FT", [2], IsUnauthorised, $"{Sum("n.unauthorised_weeks", 0, 6)} >= 9"),
        // Whole days: that of a morning is not over yet.
        new("CONT_UNAUTH_10D", [3], IsUnauthorised, $"(n.unauthorised_run - {HasMore}) / 2 >= 10"),
        // G and O are the city's only unauthorised codes, so its run is that of RULES 4.2 too.
        new("CONT_20D", [3], IsUnauthorised, $"(n.unauthorised_run - {HasMore}) / 2 >= 20"),
        new("SICK_15D", [2], "n.kind = 4", "n.ill >= 30"),
        new("CONSEC_ABS", [1, 2], IsMissed, "n.consecutive"),
        new("LATE_L", [1], "n.kind = 2", "n.late >= 8"),
        new(
            "DOW",
            [1],
            IsMissed,
            $"{Sum("n.missed_weeks", 0, 12)} >= 6 and {Sum("n.end_dates_weeks", 0, 12)} >= 4 and {Sum("n.ends_weeks", 0, 12)} * 100 >= 60 * {Sum("n.missed_weeks", 0, 12)}"
        ),
        new("BROKEN", [1], IsMissed, $"{BrokenWeeks(10)} >= 5"),
        new("SPELLS", [1], $"{IsMissed} or n.run_before > 0", "n.spells >= 4 or n.single_days >= 3"),
        new("TREND", [1], IsMissed, Downturn()),
        new("HOLIDAY", [1, 1], "n.kind in (5, 7)", "n.holiday"),
        new("REINTEGRATE", [2], $"not ({IsMissed})", $"n.run_before >= 20 and not ({IsMissed})"),
        new("PM_ONLY", [1], $"{IsMissed} and {HasMore} = 0", $"{Sum("n.afternoons_weeks", 0, 6)} >= 4"),
        new("POST_HOLIDAY", [1], $"{IsMissed} and {FollowsHoliday}", $"{IsMissed} and {FollowsHoliday} and n.returns_missed >= 2"),
        new("YEAR_START", [1], IsMissed, $"{IsFirstDays} and n.possible - n.attended >= 6"),
    ];

    /// <summary>The columns of a child's row but its key.</summary>
    public static string Columns { get; } =
        string.Join(
            ", ",
            Counts
                .Select(count => $"{count.Column} {count.Type} not null default 0")
                .Prepend("last_session integer not null default 0")
                .Concat(Rules.Select(rule => $"{rule.Column} integer not null default 0"))
        );

    /// <summary>
    /// The UPDATE of the children of some marks (a table or query with pupil_id and kind) with $1 to $9 for the session. The counts are made once, in a query that
    /// its limit keeps apart, for a statement of this length is read anew at each execution. Last_session becomes null, which is refused, for a session that is
    /// not after the last one, and for a row that another register changed after its counts were read (each adds one to what is possible).
    /// </summary>
    public static string Update(string marks, string columns = "") =>
        $"""
            update peer_child as t set last_session = case when t.possible = n.possible - 1 and {Session} > t.last_session then {Session} end,
            {string.Join(
                ",\n",
                Counts.Select(count => $"{count.Column} = n.{count.Column}").Concat(Rules.Select(rule => $"{rule.Column} = {rule.Next()}"))
            )}
            from (select c.pupil_id, r.kind,
            {string.Join(
                ",\n",
                Before.Concat(Counts.Select(count => (count.Column, count.Value))).Select(count => $"{count.Item2} as {count.Item1}")
            )}
            from {marks} as r{columns}, peer_child as c where c.pupil_id = +r.pupil_id limit 1000000) as n
            where t.pupil_id = +n.pupil_id
            """;

    /// <summary>"column = 0" for every column.</summary>
    public static string Reset { get; } =
        string.Join(
            ", ",
            Counts
                .Select(count => count.Column)
                .Prepend("last_session")
                .Concat(Rules.Select(rule => rule.Column))
                .Select(column => $"{column} = 0")
        );

    /// <summary>The kind of a stored code, as SQL.</summary>
    public static string KindOfStored { get; } =
        $"case code {string.Join(' ', Kinds.Select(kind => $"when '{kind.Key}' then {kind.Value}"))} end";

    /// <summary>The open flags: pupil_id, rule, level, severity, since (the session that opened it).</summary>
    public static string OpenFlags { get; } =
        string.Join(
            "\nunion all ",
            Rules.Select(rule =>
                $"select pupil_id, '{rule.Name}' as rule, ({rule.Column} >> 4) & 7 as level, {rule.Severity} as severity, {rule.Column} >> 7 as since from peer_child where {rule.Column} > 0"
            )
        );

    /// <summary>What the rules make of a code. Throws for one that the bench city does not have.</summary>
    public static int KindOf(string code) => Kinds[code];

    /// <summary>Counts by school week, four bits each, this week lowest, with a mark added. A day has two sessions, so a week has ten at most.</summary>
    private static string ByWeek(string column, string adds) =>
        $"case when c.week = {Week} then c.{column} when {Week} - c.week > 11 then 0 else (c.{column} << (4 * ({Week} - c.week))) & {Text((1L << 48) - 1)} end + case when {adds} then 1 else 0 end";

    /// <summary>The sum over so many weeks, the first of them so many weeks ago. Bytes are added up by the rest of a division by 255.</summary>
    private static string Sum(string byWeek, int ago, int weeks)
    {
        var all = ((1L << (4 * weeks)) - 1) << (4 * ago);
        const long Even = 0x0F0F_0F0F_0F0F;
        return $"((({byWeek} & {Text(all & Even)}) + (({byWeek} >> 4) & {Text((all >> 4) & Even)})) % 255)";
    }

    private static string BrokenWeeks(int weeks)
    {
        // One bit a week is left, so that the rest of a division by 15 adds them up.
        return $"(({Any("n.missed_weeks")} & {Any("n.here_weeks")} & {Text(0x1111_1111_1111 & ((1L << (4 * weeks)) - 1))}) % 15)";

        // The lowest bit of each week says whether it has any.
        static string Any(string byWeek) => $"({byWeek} | ({byWeek} >> 1) | ({byWeek} >> 2) | ({byWeek} >> 3))";
    }

    private static string Band(string attended, string possible)
    {
        int[] bands = [95, 92, 90, 85, 80, 50];
        var steps = bands.Index().Select(band => $"when {attended} * 100 >= {band.Item} * {possible} then {band.Index}");
        return $"case when {possible} < 20 then 0 {string.Join(' ', steps)} else 6 end";
    }

    /// <summary>The product's drop of ten points, with missed for attended: missed now / possible now - missed before / possible before >= 1 / 10.</summary>
    private static string Downturn()
    {
        // No week has more than ten sessions, so the sum of the two has four bits a week too.
        const string All = "(n.here_weeks + n.missed_weeks)";
        var (possible, missed) = (Sum(All, 0, 3), Sum("n.missed_weeks", 0, 3));
        var (possibleBefore, missedBefore) = (Sum(All, 3, 6), Sum("n.missed_weeks", 3, 6));
        return $"{possible} >= 20 and {possibleBefore} >= 20 and 10 * ({missed} * {possibleBefore} - {missedBefore} * {possible}) >= {possible} * {possibleBefore}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A rule: the severity of each level, when a mark may open it or make it worse (null: any mark), and whether it is met; with several levels at which one,
    /// 0 when not.
    /// </summary>
    private sealed record Rule(string Name, int[] Severities, string? Opens, string Met)
    {
        private readonly string _good = (CloseAfter - 1).ToString(CultureInfo.InvariantCulture);

        public string Column { get; } = $"flag_{Name.ToLowerInvariant()}";

        /// <summary>The severity of the open episode.</summary>
        public string Severity =>
            $"case ({Column} >> 4) & 7 {string.Join(' ', Severities.Index().Select(level => $"when {level.Index + 1} then {level.Item}"))} end";

        /// <summary>The episode after a mark, as the product's Episodes.Judge has it.</summary>
        public string Next()
        {
            var open = $"t.{Column}";
            var opens = Opens is null ? "" : $"({Opens}) and ";
            if (Severities.Length == 1)
                return (Opens is null ? "case " : $"case when {open} = 0 and not ({Opens}) then 0 ")
                    + $"when {Met} then case when {open} = 0 then {Session} * 128 + 16 else {open} & -16 end "
                    + $"when {open} > 0 and ({open} & 15) < {_good} then {open} + 1 else 0 end";
            return $"case when {open} = 0 then case when {opens}{Met} > 0 then {Session} * 128 + {Met} * 16 else 0 end "
                + $"when {opens}{Met} > (({open} >> 4) & 7) then ({open} & -128) | ({Met} * 16) "
                + $"when {Met} >= (({open} >> 4) & 7) then {open} & -16 "
                + $"when ({open} & 15) < {_good} then {open} + 1 "
                + $"when {Met} = 0 then 0 else ({open} & -128) | ({Met} * 16) end";
        }
    }
}
