using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Ladder;
using Attendance.Lac.Reports;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Lac.Updates;

/// <summary>
/// Makes the update of a term when it has ended: every child in care on its last day, with the unit where it lives and the key worker who holds its case, and tells those whose children
/// they are that it is there.
/// </summary>
internal sealed class UpdateMaker(
    ReportBook reports,
    CareBook care,
    UnitBook units,
    Distribution distribution,
    LadderOptions options,
    IMediator mediator
)
{
    private static readonly Caller Job = Caller.System("lac-reports");

    /// <summary>Makes the updates of terms that ended before today and have none, from the first one on in which care was recorded. Answers how many.</summary>
    public async Task<int> FreezeAsync(DateOnly today, CancellationToken cancellation)
    {
        if (await care.FirstRecordedAsync(cancellation) is not { } first)
            return 0;
        var known = (await reports.ListAsync(ReportKind.Term, cancellation)).Select(report => report.FirstDay).ToHashSet();
        var made = 0;
        for (var term = Term.On(first); term.LastDay < today; term = term.Next)
        {
            if (!known.Contains(term.FirstDay) && await MakeAsync(term, cancellation))
                made++;
        }
        return made;
    }

    private async Task<bool> MakeAsync(Term term, CancellationToken cancellation)
    {
        var ties = await mediator.Send(new ReadTies([Relation.PlacedAt, Relation.HoldsCase]), cancellation);
        var entries = new List<EntryRow>();
        foreach (var (row, entry) in await EntriesAsync(term, ties, cancellation))
            entries.Add(await reports.SealAsync(row, entry, cancellation));
        var report = new ReportRow
        {
            Id = GrowingNumber.Next(TimeProvider.System),
            FirstDay = term.FirstDay,
            LastDay = term.LastDay,
            KnownAt = term.End,
        };
        return await reports.AddAsync(
            ReportKind.Term,
            report,
            entries,
            cancellation,
            transaction => distribution.SendAsync(transaction, report.Id, term, Recipients(entries, ties))
        );
    }

    private async Task<List<(EntryRow, UpdateEntry)>> EntriesAsync(Term term, IReadOnlyList<Tie> ties, CancellationToken cancellation)
    {
        var all = await care.ReadAsync(await care.OfYearAsync(LacYear.Of(term.LastDay), cancellation), cancellation, term.End);
        var homes = (await units.ListAsync(cancellation)).ToDictionary(unit => unit.Id, unit => unit.Name);
        var holders = ties.Where(tie => tie is { Relation: Relation.HoldsCase, Role: Role.WelfareOfficer })
            .GroupBy(tie => tie.On)
            .ToDictionary(own => own.Key, own => own.First().Person);
        var workers = await mediator.Send(new ReadNames([.. holders.Values.Distinct()]), cancellation);
        var names = await mediator.Send(new ReadPupils(Job, [.. all.Keys]), cancellation);
        var entries = new List<(EntryRow, UpdateEntry)>();
        foreach (var (pupil, episodes) in all.OrderBy(own => own.Key.Value))
        {
            if (
                episodes.FirstOrDefault(episode => episode.Span.Covers(term.LastDay)) is not { } now
                || !names.TryGetValue(pupil, out var at)
            )
                continue;
            var year = LacYear.Of(term.LastDay);
            var from = term.Before.FirstDay < year.FirstDay ? term.Before.FirstDay : year.FirstDay;
            var read = await mediator.Send(new ReadSessions(Job, pupil, from, term.LastDay, term.End), cancellation);
            if (read.Error is { } error)
                throw new InvalidOperationException($"A child's sessions could not be read: {error.Code}");
            var own = read.Value.Sessions.Where(session => session.Session.Date >= term.FirstDay).ToList();
            var counts = read.Value.Count(term.FirstDay, term.LastDay);
            var before = read.Value.Count(term.Before.FirstDay, term.Before.LastDay);
            var missed = MissedDays.Count(
                year,
                read.Value.Sessions.Where(session => session.IsMissed).Select(session => session.Session),
                [.. episodes.Select(episode => episode.Span)],
                options.OnlyInCare
            );
            long? worker = holders.TryGetValue(GrantTarget.Of(pupil), out var holder) ? holder : null;
            entries.Add(
                (
                    new EntryRow
                    {
                        PupilId = pupil.Value,
                        UnitId = now.Unit,
                        KeyWorker = worker,
                    },
                    new UpdateEntry(
                        $"{at.Pupil.GivenName} {at.Pupil.FamilyName}",
                        at.Pupil.Upn.Value,
                        at.SchoolName,
                        now.Unit is { } unit ? homes.GetValueOrDefault(unit) : null,
                        now.SocialWorker,
                        worker is { } person ? workers.GetValueOrDefault(person) : null,
                        counts.Possible,
                        counts.Authorised,
                        counts.Unauthorised,
                        before.Possible,
                        before.Missed,
                        missed.HalfDays,
                        AbsencePattern.Of(own),
                        AbsencePattern.Reasons(own)
                    )
                )
            );
        }
        return entries;
    }

    /// <summary>Who works at a unit where a child of the update lives, with a carer of one, or holds a case of one; each person once.</summary>
    private static List<(long Person, long? Unit)> Recipients(IReadOnlyList<EntryRow> entries, IReadOnlyList<Tie> ties)
    {
        var homes = entries.Select(entry => entry.UnitId).OfType<long>().ToHashSet();
        var children = entries.Select(entry => entry.PupilId).ToHashSet();
        return
        [
            .. ties.Where(tie =>
                    tie.On.Kind switch
                    {
                        GrantTargetKind.Unit => homes.Contains(tie.On.Id),
                        GrantTargetKind.Pupil => children.Contains(tie.On.Id)
                            && tie is { Relation: Relation.PlacedAt } or { Role: Role.WelfareOfficer },
                        GrantTargetKind.School or GrantTargetKind.All => false,
                        _ => throw new ArgumentOutOfRangeException(nameof(ties)),
                    }
                )
                .Select(tie => (tie.Person, tie.On.Kind is GrantTargetKind.Unit ? tie.On.Id : (long?)null))
                .DistinctBy(recipient => recipient.Person),
        ];
    }
}
