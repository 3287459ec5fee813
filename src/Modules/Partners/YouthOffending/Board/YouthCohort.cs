using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.YouthOffending.Placements;
using Attendance.Partners.YouthOffending.Transitions;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.YouthOffending.Board;

/// <summary>The young people whom live agreements share with the service, counted together; read again after <see cref="Fresh"/>.</summary>
internal sealed class YouthCohort(
    AgreementBook agreements,
    TransitionBook transitions,
    PlacementBook placements,
    IMediator mediator,
    SchoolClock clock,
    TimeProvider time
)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly Caller Job = Caller.System("youth-offending");

    private readonly Lock _lock = new();
    private (DateTimeOffset At, Task<CohortFigures> Figures)? _known;

    /// <summary>The figures of now.</summary>
    public Task<CohortFigures> ReadAsync()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_known is { } known && now - known.At < Fresh && !known.Figures.IsFaulted)
                return known.Figures;
            var figures = CountAsync();
            _known = (now, figures);
            return figures;
        }
    }

    private async Task<CohortFigures> CountAsync()
    {
        var stop = CancellationToken.None;
        var today = clock.Today;
        var children = await agreements.ChildrenAsync(stop);
        var pupils = (await agreements.ListAsync([YouthDesk.Agency], stop))
            .Where(agreement => agreement.On(today) is AgreementState.Live)
            .SelectMany(agreement => children[agreement.Id])
            .Distinct()
            .ToList();
        var held = (await transitions.AllAsync(stop)).Where(each => each.ReleaseOn > today).ToLookup(each => each.Pupil);
        var placed = (await placements.AllAsync(stop))
            .Where(each => each.From <= today && each.Outcome is null)
            .Select(each => each.Pupil)
            .ToHashSet();
        var on = await mediator.Send(new ReadPupils(Job, pupils), stop);
        var people = new List<YoungEducation>();
        foreach (var pupil in pupils)
        {
            var read = await mediator.Send(new ReadSessions(Job, pupil, AcademicYear.Of(today).FirstDay, today), stop);
            if (!read.IsOk)
                continue;
            var status =
                held[pupil].Any() ? YouthEducation.Custody
                : placed.Contains(pupil) ? YouthEducation.Provision
                : on.TryGetValue(pupil, out var at) && at.School is not null ? YouthEducation.School
                : YouthEducation.None;
            people.Add(YoungEducation.Of(read.Value, status, held[pupil].FirstOrDefault()?.WeeklyHours, today));
        }
        return CohortFigures.Of(people);
    }
}
