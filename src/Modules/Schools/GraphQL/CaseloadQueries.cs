using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.GraphQL;

/// <summary>The children who need somebody.</summary>
[QueryRoot]
internal sealed class CaseloadQueries(IPolicy policy, PupilSearch search, SchoolClock clock)
{
    [Description(
        "The children in the caller's scope with an open flag of concern or action that nobody dismissed: a key worker's own, a school's own, a team's."
    )]
    [Cost(20)]
    public async Task<CaseloadConnection> Caseload(
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("What to narrow the list to.")] CaseloadFilter? filter = null,
        [Description("The order.")] PupilOrder orderBy = PupilOrder.Severity,
        [Description("The cursor after which the page begins.")] string? after = null,
        CancellationToken cancellation = default
    )
    {
        var criteria = (filter ?? new CaseloadFilter()).ToCriteria(clock.Now);
        // A flag that tells of a code narrows the list only for those who may see codes.
        var act = criteria.Flag is { } rule && FlagRules.TellsCode(rule) ? Act.ReadCodes : Act.ReadFlags;
        var visible = await policy.VisibleAsync(caller, act, "p.pupil_id", cancellation);
        PupilCursor? cursor = null;
        if (after is not null)
            cursor = PupilCursor.Parse(after, orderBy) ?? throw Refusal.BadInput("after", "This is no cursor of a page in this order.");
        var rows = await search.PageAsync(criteria, visible, orderBy, first, cursor, cancellation);
        var edges = rows.Take(first).Select(row => CaseloadEdge.Of(row, orderBy)).ToList();
        foreach (var edge in edges)
            AuditScope.Current?.Show(edge.Node.Pupil.Key);
        return new CaseloadConnection(search, criteria, visible, edges, rows.Count > first);
    }
}

[Description("What a caseload is narrowed to. Parts that are left out do not narrow.")]
internal sealed record CaseloadFilter(
    [property: Description("Only this tab.")] CaseloadTab? Tab = null,
    [property: Description("Children whose place is at this school.")] Laestab? School = null,
    [property: Description("Year group as taught: N1, N2, R, 1 to 14, X.")] string? YearGroup = null,
    [property: Description("Children with this flag open and not dismissed, by the rule's id.")] string? Flag = null,
    [property: Description("Only children with a flag that asks for action.")] bool? ActionOnly = null,
    [property: Description("Children whose families nobody has tried to reach for so many days, 1 to 400.")] int? NoContactForDays = null,
    [property: Description("The beginning of a family or given name, or a whole UPN. Personal data: send it by POST only."), Personal]
        string? Text = null
)
{
    private const int MostDays = 400;

    public PupilCriteria ToCriteria(DateTimeOffset now)
    {
        if (NoContactForDays is < 1 or > MostDays)
            throw Refusal.BadInput("no-contact-for-days", $"A number of days from 1 to {MostDays}.");
        var severity = ActionOnly is true ? FlagSeverity.Action : FlagSeverity.Concern;
        return new PupilFilter(School, YearGroup, Flag, severity, Text: Text).ToCriteria() with
        {
            Tab = Tab,
            NotReachedSince = NoContactForDays is { } days ? now.AddDays(-days) : null,
        };
    }
}

/// <summary>A page of a caseload.</summary>
[Description("A page of flagged children.")]
internal sealed class CaseloadConnection(
    PupilSearch search,
    PupilCriteria criteria,
    Visible visible,
    IReadOnlyList<CaseloadEdge> edges,
    bool more
)
{
    // A page asks for both: one counting serves them.
    private readonly Lock _lock = new();
    private Task<IReadOnlyDictionary<CaseloadTab, int>>? _tabs;

    [Description("The children of this page.")]
    public IReadOnlyList<CaseloadEdge> Edges => edges;

    [Description("Where the page ends.")]
    public PageInfo PageInfo => new(more, edges.Count == 0 ? null : edges[0].Cursor, edges.Count == 0 ? null : edges[^1].Cursor);

    [Description("How many children the filter finds in all.")]
    [Cost(20)]
    public async Task<int> TotalCount(CancellationToken cancellation)
    {
        var tabs = await CountedAsync(cancellation);
        return criteria.Tab is { } tab ? tabs[tab] : tabs.Values.Sum();
    }

    [Description("How many children are on each tab, with the rest of the filter.")]
    [Cost(20)]
    public async Task<CaseloadTabs> Tabs(CancellationToken cancellation)
    {
        var counts = await CountedAsync(cancellation);
        return new CaseloadTabs(
            counts[CaseloadTab.NeedsAction],
            counts[CaseloadTab.Waiting],
            counts[CaseloadTab.Improving],
            counts.Values.Sum()
        );
    }

    private Task<IReadOnlyDictionary<CaseloadTab, int>> CountedAsync(CancellationToken cancellation)
    {
        lock (_lock)
            return _tabs ??= search.TabsAsync(criteria, visible, cancellation);
    }
}

[Description("How many children are on each tab of a caseload.")]
internal sealed record CaseloadTabs(
    [property: Description("Missed half-days lately, and nobody tried to reach the family in the last 14 days.")] int NeedsAction,
    [property: Description("Missed half-days lately, and somebody tried to reach the family in the last 14 days.")] int Waiting,
    [property: Description("No half-day missed for 14 days.")] int Improving,
    [property: Description("All tabs together.")] int All
);

[Description("A child in a caseload.")]
internal sealed record CaseloadEdge(
    [property: Description("Where the child stands in the list, to be sent as `after`.")] string Cursor,
    [property: Description("The child's line.")] CaseloadLine Node
)
{
    public static CaseloadEdge Of(PupilRow row, PupilOrder order)
    {
        var edge = PupilEdge.Of(row, order);
        return new CaseloadEdge(edge.Cursor, new CaseloadLine(edge.Node, edge.Standing));
    }
}

[Description("A child in a caseload: who, why, how it goes, what is next.")]
internal sealed record CaseloadLine(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The totals of the school year that the list was made from; null without any mark that counted.")]
        SessionTotals? Totals
);

[Description("Where a child is on roll today.")]
internal sealed record LinePlace(
    [property: Description("The school's number.")] Laestab School,
    [property: Description("The school's name.")] string SchoolName,
    [property: Description("Year group as taught: N1, N2, R, 1 to 14, X.")] string YearGroup,
    [property: Description("The class, where the roll names one.")] string? Group
)
{
    public static LinePlace Of(CaseloadPlace place) => new(place.School, place.SchoolName, place.YearGroup, place.Group);
}

[Description("Why a child is on a caseload: an open flag.")]
internal sealed record LineFlag(
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The rule in plain words.")] string Title,
    [property: Description("How much it asks for.")] FlagSeverity Severity,
    [property: Description("The reason as a sentence, as it was when the flag got its level. It names no child.")] string Sentence,
    [property: Description("The session at which the episode opened.")] HalfDaySession Opened
)
{
    public static LineFlag Of(CaseloadFlagRow row) =>
        new(row.Rule, FlagRules.TitleOf(row.Rule), row.Severity, row.Sentence, HalfDaySession.Of(row.Opened));
}

[Description("What a child missed lately, in half-days over all schools, up to and with the last session that counted.")]
internal sealed record LineRecent(
    [property: Description("The last session that counted; null without any.")] HalfDaySession? UpTo,
    [property: Description("Half-days missed in the term of that session.")] int TermMissed,
    [property: Description("Of these without leave.")] int TermUnauthorised,
    [property: Description("Half-days missed in the last four calendar weeks.")] int FourWeeksMissed,
    [property: Description("The last eight calendar weeks, oldest first; empty without any session.")] IReadOnlyList<LineWeek> Weeks
);

[Description("One calendar week of a child.")]
internal sealed record LineWeek(
    [property: Description("Its Monday.")] DateOnly Monday,
    [property: Description("Half-days at which the child could have been in school; 0 in a holiday.")] int Possible,
    [property: Description("Half-days missed.")] int Missed
);

[Description("What is to be done next for a child.")]
internal sealed record NextStep(
    [property: Description("What, as a sentence.")] string Text,
    [property: Description("By when; null when no date is set.")] DateOnly? Due
);

[Description("An attempt to reach a child's family about a day of absence.")]
internal sealed record Contact(
    [property: Description("The school whose absence it was about.")] Laestab School,
    [property: Description("The day of absence.")] DateOnly Day,
    [property: Description("When the attempt was made.")] DateTimeOffset At,
    [property: Description("phone, text, email, letter, visit or in-person.")] string Mode,
    [property: Description("no-answer, reached, traced or unavoidable-cause.")] string Outcome,
    [property: Description("Who made it.")] string By
)
{
    public static Contact Of(ContactRow row) => new(row.School, row.Day, row.At, row.Mode, row.Outcome, row.By);
}
