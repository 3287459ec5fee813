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

/// <summary>The fields of a caseload's line, each read for the whole page at once.</summary>
[Extends(typeof(CaseloadLine))]
internal sealed class CaseloadDetails(CaseloadReads reads, PupilRights rights)
{
    [Description("Where the child is on roll today; null when on no roll.")]
    [Cost(1)]
    public IDataLoaderResult<LinePlace?> Place(CaseloadLine line) =>
        reads.Places.Load(line.Pupil.Key).Then(place => place is null ? null : LinePlace.Of(place));

    [Description(
        "Why the child is listed: the open flags that nobody dismissed, the most severe first. A role that is shown no register codes does not see flags that tell of one."
    )]
    [Cost(1)]
    public IDataLoaderResult<IReadOnlyList<LineFlag>> Why(CaseloadLine line, Caller caller)
    {
        var flags = reads.Flags.Load(line.Pupil.Key);
        return rights
            .Load(caller, line.Pupil.Key)
            .Then(
                async (own, cancellation) =>
                    (IReadOnlyList<LineFlag>)
                        [
                            .. (await flags.GetResultAsync(cancellation) ?? [])
                                .Where(flag => own.May(Act.ReadCodes) || !FlagRules.TellsCode(flag.Rule))
                                .Select(LineFlag.Of),
                        ]
            );
    }

    [Description("What the child missed lately: this term, the last four weeks, and week by week.")]
    [Cost(1)]
    public IDataLoaderResult<LineRecent> Recent(CaseloadLine line) =>
        reads
            .Recent.Load(line.Pupil.Key)
            .Then(recent =>
                recent is null
                    ? new LineRecent(null, 0, 0, 0, [])
                    : new LineRecent(
                        recent.LastSession is { } last ? HalfDaySession.Of(last) : null,
                        recent.TermMissed,
                        recent.TermUnauthorised,
                        recent.Weeks.TakeLast(4).Sum(week => week.Missed),
                        [.. recent.Weeks.Select(week => new LineWeek(week.Monday, week.Possible, week.Missed))]
                    )
            );

    [Description(
        "What is to be done next; null when nothing waits. With an open case, for who may read it: what is due first in it. Else: reach a family that nobody has tried to reach."
    )]
    [Cost(1)]
    public IDataLoaderResult<NextStep?> NextStep(CaseloadLine line, Caller caller)
    {
        var contacts = reads.Contacts.Load(line.Pupil.Key);
        var flags = reads.Flags.Load(line.Pupil.Key);
        var steps = reads.Steps.Load(line.Pupil.Key);
        return rights
            .Load(caller, line.Pupil.Key)
            .Then(
                async (own, cancellation) =>
                {
                    if (own.May(Act.ReadCase) && await steps.GetResultAsync(cancellation) is { } step)
                        return new NextStep(step.Sentence, step.On);
                    var opened = (await flags.GetResultAsync(cancellation))?.Min(flag => flag.Opened.Date);
                    var last = await contacts.GetResultAsync(cancellation);
                    if (!own.May(Act.ReadHistory) || opened is null || (last is not null && last.Day >= opened))
                        return null;
                    return new NextStep($"Contact the family: no attempt is logged about an absence since {opened:d MMMM yyyy}.", null);
                }
            );
    }

    [Description("The last attempt to reach the family; null without any, or for a role that is not shown who did what.")]
    [Cost(1)]
    public IDataLoaderResult<Contact?> LastContact(CaseloadLine line, Caller caller)
    {
        var contacts = reads.Contacts.Load(line.Pupil.Key);
        return rights
            .Load(caller, line.Pupil.Key)
            .Then(
                async (own, cancellation) =>
                    own.May(Act.ReadHistory) && await contacts.GetResultAsync(cancellation) is { } row ? Contact.Of(row) : null
            );
    }
}

/// <summary>What the lines of one request's caseloads are made of.</summary>
internal sealed class CaseloadReads(Caseload caseload, ICaseSteps steps, IGrainFactory grains)
{
    // Grains answer a silo side by side; more at once would only queue.
    private const int SideBySide = 32;

    public BatchLoader<PupilId, CaseloadPlace> Places { get; } = new(caseload.PlacesAsync);

    public BatchLoader<PupilId, CaseStep> Steps { get; } = new(steps.NextAsync);

    public BatchLoader<PupilId, ContactRow> Contacts { get; } = new(caseload.LastContactsAsync);

    public BatchLoader<PupilId, IReadOnlyList<CaseloadFlagRow>> Flags { get; } =
        new(
            async (keys, cancellation) =>
                (await caseload.FlagsAsync(keys, cancellation)).ToDictionary(
                    own => own.Key,
                    own => (IReadOnlyList<CaseloadFlagRow>)[.. own]
                )
        );

    public BatchLoader<PupilId, RecentAbsence> Recent { get; } =
        new(
            async (keys, _) =>
            {
                var found = new Dictionary<PupilId, RecentAbsence>();
                foreach (var some in keys.Chunk(SideBySide))
                {
                    var read = await Task.WhenAll(some.Select(key => grains.GetGrain<IPupilLedgerGrain>(key.Value).Recent()));
                    for (var i = 0; i < some.Length; i++)
                    {
                        if (read[i] is { } recent)
                            found[some[i]] = recent;
                    }
                }
                return found;
            }
        );
}
