using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.Schools.Reading;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>Questions about children.</summary>
[QueryRoot]
internal sealed class PupilQueries(IPolicy policy, PupilLedgers ledgers, PupilSearch search, PupilsAsOf pupilsAsOf)
{
    private const int MostMarks = 400;

    [Description("One child, by id or by any UPN the child ever had. Null with NOT_FOUND when there is none in the caller's scope.")]
    [Cost(3)]
    public async Task<PupilNode?> Pupil(
        Caller caller,
        [Description("The child's id. Give this or `upn`."), Id] string? id = null,
        [Description("A UPN of the child. Give this or `id`.")] Upn? upn = null,
        [Description("Only sessions up to and with this date.")] DateOnly? asOf = null,
        [Description("Only what was recorded by this moment.")] DateTimeOffset? knownAt = null,
        CancellationToken cancellation = default
    )
    {
        if (id is null == upn is null)
            throw Refusal.BadInput("id-or-upn", "Give either `id` or `upn`.");
        var record =
            upn is { } number ? await ledgers.FindAsync(number, caller, knownAt, cancellation)
            : PupilId.TryParse(id, out var key) ? await ledgers.FindAsync(key, caller, knownAt, cancellation)
            : null;
        return record is null ? throw Refusal.NotFound() : Of(record, new Moment(asOf, knownAt));
    }

    [Description(
        "Children in the caller's scope, page by page: as their standings have them now, or as at a past date, then of one school that the filter names."
    )]
    [Cost(10)]
    public Task<PupilConnection> Pupils(
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("What to narrow the list to.")] PupilFilter? filter = null,
        [Description("The order.")] PupilOrder orderBy = PupilOrder.Severity,
        [Description("The cursor after which the page begins.")] string? after = null,
        [Description(
            "The list as at this date: who was on the school's roll, totals of its sessions up to and with the date, flags open then, as known now."
        )]
            DateOnly? asOf = null,
        [Description("With `asOf`: totals by only what was recorded by this moment.")] DateTimeOffset? knownAt = null,
        CancellationToken cancellation = default
    )
    {
        var criteria = (filter ?? new PupilFilter()).ToCriteria();
        return asOf is null && knownAt is null
            ? PupilConnection.ReadAsync(policy, search, criteria, caller, orderBy, first, after, cancellation)
            : PupilConnection.ReadAsOfAsync(
                policy,
                pupilsAsOf,
                criteria,
                new Moment(asOf, knownAt),
                caller,
                orderBy,
                first,
                after,
                cancellation
            );
    }

    [Description(
        "What these marks would change for a child. Nothing is stored. Null with NOT_FOUND when the child is not in the caller's scope."
    )]
    [Cost(10)]
    public async Task<WhatIfAnswer?> WhatIf(
        Caller caller,
        [Description("The child's id."), Id] string pupilId,
        [Description("The marks to imagine, at most 400.")] IReadOnlyList<WhatIfMark> marks,
        CancellationToken cancellation = default
    )
    {
        if (marks.Count > MostMarks)
            throw Refusal.BadInput("marks", $"Give at most {MostMarks} marks.");
        if (
            !PupilId.TryParse(pupilId, out var key)
            || await ledgers.FindAsync(key, caller, null, cancellation, Act.ReadFlags, Act.ReadCodes) is not { } record
            || await ledgers.ReadAsync(record.Id, Moment.Now, cancellation) is not { } ledger
        )
            throw Refusal.NotFound();
        var changes = marks.Select(mark => Change(record, mark)).ToLookup(change => change.School, change => change.Mark);
        var before = PupilFold.Current(ledger.State, ledger.Context);
        var after = before;
        var flags = new List<WhatIfFlag>();
        var state = ledger.State.Clone();
        foreach (var school in changes)
        {
            var outcome = PupilFold.Apply(state, ledger.Context, school.Key, state.PositionOf(school.Key), school.ToArray());
            after = outcome.Standing;
            flags.AddRange(outcome.Flags.Select(WhatIfFlag.Of));
        }
        return new WhatIfAnswer(Totals(before), Totals(after), flags);
    }

    private static (Laestab School, MarkChange Mark) Change(PupilRecord record, WhatIfMark mark)
    {
        byte code = 0;
        if (mark.Code is not null)
            code = AttendanceCode.TryParse(mark.Code, out var known)
                ? known.Id
                : throw Refusal.BadInput("unknown-code", "A mark has no register code.");
        var schools = record.Enrolments.Where(place => place.Covers(mark.Date)).Select(place => place.School).Distinct().ToList();
        if (mark.School is { } given)
            schools = schools.FindAll(school => school == given);
        return schools switch
        {
            [var school] => (school, new MarkChange(new SessionKey(mark.Date, mark.Half), code)),
            [] => throw Refusal.BadInput("not-on-roll", "The child is not on the roll at the date of a mark."),
            _ => throw Refusal.BadInput("school", "The child is on two rolls at the date of a mark: name the school."),
        };
    }

    private static SessionTotals? Totals(PupilStanding standing) =>
        standing.LastSession is null
            ? null
            : new SessionTotals(standing.Year, standing.Possible, standing.Attended, standing.Authorised, standing.Unauthorised);

    private static PupilNode Of(PupilRecord record, Moment moment) =>
        new()
        {
            Key = record.Id,
            Moment = moment,
            Upn = record.Upn,
            GivenName = record.GivenName,
            FamilyName = record.FamilyName,
            BirthDate = record.BirthDate,
            Sex = record.Sex.ToString(),
        };
}
