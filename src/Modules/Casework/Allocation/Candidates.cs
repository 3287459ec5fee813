using Attendance.Access.Contracts;
using Attendance.Casework.Assessments;
using Attendance.Casework.Cases;
using Attendance.Casework.Referrals;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Casework.Allocation;

/// <summary>Gathers what the recommender needs to know of each officer for one case. Judges nobody.</summary>
internal sealed class Candidates(IMediator mediator, CaseReader reader, CaseLists lists, WorkerStore settings)
{
    private static readonly Caller Job = Caller.System("casework");

    /// <summary>The officers, ranked for the case.</summary>
    public async Task<IReadOnlyList<Recommendation>> RankAsync(CaseFile file, CancellationToken cancellation)
    {
        // Statutory tasks are the locality teams' (S6): an officer of no team and no school holds no case.
        var workers = (await mediator.Send(new ReadWorkers(), cancellation))
            .Where(worker => worker.Teams.Count > 0 || worker.NamedFor.Count > 0)
            .ToList();
        var own = await settings.ReadAsync([.. workers.Select(worker => worker.Person)], cancellation);
        var loads = await lists.LoadsAsync(cancellation);
        var place = (await mediator.Send(new ReadPupils(Job, [file.Pupil]), cancellation)).GetValueOrDefault(file.Pupil);
        var child = await mediator.Send(new ReadChild(Job, file.Pupil), cancellation);
        var history = await HistoryAsync(file, cancellation);
        var held = history.SelectMany(former => former.Of<CaseAllocated>()).Select(made => made.Worker).ToHashSet();
        var conflicts = history.SelectMany(former => former.Of<ConflictDeclared>()).Select(made => made.Worker).ToHashSet();
        var siblings = child.IsOk ? await HoldersAsync(child.Value.Siblings, cancellation) : [];
        var needs = Needs(file, child);
        return Recommender.Rank(
            workers.Select(worker => new Candidate(
                worker.Person,
                worker.Name,
                place?.School is { } school && worker.NamedFor.Contains(school),
                place?.School is { } at && worker.Schools.Contains(at),
                held.Contains(worker.Person),
                siblings.Contains(worker.Person),
                [.. needs.Where(own[worker.Person].Specialisms.Contains)],
                loads.GetValueOrDefault(worker.Person),
                own[worker.Person].Capacity,
                conflicts.Contains(worker.Person),
                worker.IsAway
            ))
        );
    }

    private async Task<List<CaseFile>> HistoryAsync(CaseFile file, CancellationToken cancellation)
    {
        var history = new List<CaseFile> { file };
        foreach (var id in (await lists.AllOfAsync(file.Pupil, cancellation)).Where(id => id != file.Id))
        {
            if (await reader.LoadAsync(id, cancellation) is { } former)
                history.Add(former);
        }
        return history;
    }

    private async Task<HashSet<long>> HoldersAsync(IReadOnlyList<ChildSibling> siblings, CancellationToken cancellation)
    {
        var holders = new HashSet<long>();
        foreach (var sibling in siblings.Select(sibling => sibling.Pupil).OfType<PupilId>())
        {
            if (
                await lists.OpenOfAsync(sibling, cancellation) is { } id
                && await reader.LoadAsync(id, cancellation) is { Status.Worker: { } worker }
            )
                holders.Add(worker);
        }
        return holders;
    }

    /// <summary>What the child needs somebody to know about: factors that were named, and markers.</summary>
    private static SortedSet<string> Needs(CaseFile file, Result<ChildRecord> child)
    {
        var needs = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var factor in file.Of<ReferralJoined>().SelectMany(referral => referral.Factors))
            needs.Add(factor.Told());
        foreach (var factor in file.Of<AssessmentRecorded>().LastOrDefault()?.Factors ?? [])
            needs.Add(factor.Factor.Told());
        if (child.IsOk)
            needs.UnionWith(child.Value.Markers.Select(marker => marker.Kind));
        return needs;
    }
}
