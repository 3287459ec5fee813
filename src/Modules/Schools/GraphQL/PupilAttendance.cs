using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Pupils;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Schools.GraphQL;

/// <summary>What the marks say of a child: read from the child's grain, or folded again for a moment in the past.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilAttendance(PupilReads reads, PupilJournal journal)
{
    private const int LongestSpan = 400;

    [Description("The child's places on schools' rolls, past ones too.")]
    [Cost(2)]
    public IDataLoaderResult<IReadOnlyList<Place>> Places(PupilNode pupil, Caller caller) =>
        reads.Load<IReadOnlyList<Place>>(
            pupil,
            caller,
            Act.ReadChild,
            (ledger, _, _) => Task.FromResult<IReadOnlyList<Place>>([.. ledger.Record.Enrolments.Select(Place.Of)]),
            []
        );

    [Description(
        "Sessions of the school year of the last session that counted, over all schools; a session marked at two schools counts once. Null without any."
    )]
    [Cost(2)]
    public IDataLoaderResult<SessionTotals?> Totals(PupilNode pupil, Caller caller) =>
        reads.Load<SessionTotals?>(
            pupil,
            caller,
            Act.ReadTotals,
            (ledger, _, _) =>
            {
                var now = PupilFold.Current(ledger.State, ledger.Context);
                return Task.FromResult<SessionTotals?>(
                    now.LastSession is null
                        ? null
                        : new SessionTotals(now.Year, now.Possible, now.Attended, now.Authorised, now.Unauthorised)
                );
            },
            null
        );

    [Description(
        "The child's open flags with what they rest on; closed episodes too when asked for, in order of opening. Null with FORBIDDEN for a role that is not shown flags; a role that is shown classes but no register codes does not see flags that tell of a code."
    )]
    [Cost(3)]
    public IDataLoaderResult<IReadOnlyList<Flag>?> Flags(
        PupilNode pupil,
        Caller caller,
        [Description("Closed episodes as well.")] bool includeClosed = false
    ) =>
        reads.Load<IReadOnlyList<Flag>?>(
            pupil,
            caller,
            Act.ReadFlags,
            (ledger, rights, _) =>
            {
                var episodes = includeClosed
                    ? PupilReading.History(ledger.State, ledger.Context)
                    : PupilReading.OpenFlags(ledger.State, ledger.Context);
                return Task.FromResult<IReadOnlyList<Flag>?>([
                    .. episodes
                        .Where(episode => rights.May(Act.ReadCodes) || !FlagRules.TellsCode(episode.Rule))
                        .Select(episode => Flag.Of(episode, rights.May(Act.ReadCodes))),
                ]);
            },
            []
        );

    [Description("The child's marks between two dates, both included, in time order, each with its history. At most 400 days.")]
    [Cost(10)]
    public IDataLoaderResult<IReadOnlyList<Mark>> Marks(
        PupilNode pupil,
        Caller caller,
        [Description("First date.")] DateOnly from,
        [Description("Last date.")] DateOnly to
    )
    {
        CheckSpan(from, to);
        return reads.Load<IReadOnlyList<Mark>>(
            pupil,
            caller,
            Act.ReadMarks,
            (ledger, rights, cancellation) => MarksAsync(ledger, rights, pupil.Moment, from, to, cancellation),
            []
        );
    }

    [Description(
        "The half-days between two dates, both included, at which the child is due: on a roll, and the school open to the child's year group. One without a mark is missing once its register closed. At most 400 days."
    )]
    [Cost(5)]
    public IDataLoaderResult<IReadOnlyList<HalfDaySession>> Due(
        PupilNode pupil,
        Caller caller,
        [Description("First date.")] DateOnly from,
        [Description("Last date.")] DateOnly to
    )
    {
        CheckSpan(from, to);
        return reads.Load<IReadOnlyList<HalfDaySession>>(
            pupil,
            caller,
            Act.ReadMarks,
            (ledger, _, _) => Task.FromResult<IReadOnlyList<HalfDaySession>>([.. ledger.Context.Due(from, to).Select(HalfDaySession.Of)]),
            []
        );
    }

    private static void CheckSpan(DateOnly from, DateOnly to)
    {
        if (to < from || to.DayNumber - from.DayNumber > LongestSpan)
            throw Refusal.BadInput("span", $"Ask for at most {LongestSpan} days, the first before the last.");
    }

    private async Task<IReadOnlyList<Mark>> MarksAsync(
        PupilLedger ledger,
        ChildRights rights,
        Moment moment,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        var last = moment.AsOf is { } asOf && asOf < to ? asOf : to;
        var marks = PupilReading.Marks(ledger.State, ledger.Context, from, last);
        var history = new List<JournalledMark>();
        foreach (var school in marks.Select(mark => mark.School).Distinct().Where(_ => rights.May(Act.ReadHistory)))
        {
            history.AddRange(
                await journal.EntriesAsync(school, [ledger.Record.Id, .. ledger.Record.Aliases], from, last, moment.KnownAt, cancellation)
            );
        }
        var bySession = history.ToLookup(entry => (entry.School, entry.Session));
        return
        [
            .. marks.Select(mark => new Mark(
                mark.Session.Date,
                mark.Session.Half,
                mark.School,
                rights.May(Act.ReadCodes) ? AttendanceCode.FromId(mark.Code).Text : null,
                rights.May(Act.ReadCodes) ? AttendanceCode.FromId(mark.Code).Label : null,
                mark.Class,
                mark.Counted,
                [.. bySession[(mark.School, mark.Session)].Select(PostedEntry.Of)]
            )),
        ];
    }
}

[Description("A child's place on one school's roll, in one year group and class.")]
internal sealed record Place(
    [property: Description("The school.")] Laestab School,
    [property: Description("First day on the roll.")] DateOnly EntryDate,
    [property: Description("Last day on the roll; null while the child is there.")] DateOnly? LeavingDate,
    [property: Description("Year group as taught: N1, N2, R, 1 to 14, X.")] string YearGroup,
    [property: Description("The class, where the roll names one.")] string? Group,
    [property: Description("The kind of registration.")] EnrolmentStatus Status
)
{
    public static Place Of(Enrolment enrolment) =>
        new(enrolment.School, enrolment.EntryDate, enrolment.LeavingDate, enrolment.YearGroup, enrolment.Group, enrolment.Status);
}
