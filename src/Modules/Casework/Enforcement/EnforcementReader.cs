using Attendance.Access.Contracts;
using Attendance.Casework.Assessments;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Casework.Enforcement;

/// <summary>Reads what the law judges steps by: the child's marks, place and markers, and the matters of all its cases.</summary>
internal sealed class EnforcementReader(
    CaseReader reader,
    CaseLists lists,
    IMediator mediator,
    EnforcementOptions options,
    SchoolClock clock
)
{
    /// <summary>Years of marks that are read: an offence is prosecuted within six months, a ledger holds its own dates.</summary>
    private const int Years = 2;

    /// <summary>Days ahead that a warning period may need of the calendar.</summary>
    private const int DaysAhead = 200;

    /// <summary>
    /// The child as the caller may read it, now or as known at an instant. Null: out of the caller's scope. The marks are never more than the caller could read.
    /// </summary>
    public async Task<ChildFacts?> ReadAsync(Caller caller, CaseFile file, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        var today = clock.Today;
        var sessions = await mediator.Send(new ReadSessions(caller, file.Pupil, today.AddYears(-Years), today, knownAt), cancellation);
        var child = await mediator.Send(new ReadChild(caller, file.Pupil), cancellation);
        if (sessions.Error is not null || child.Error is not null)
            return null;
        var place = (await mediator.Send(new ReadPupils(caller, [file.Pupil]), cancellation)).GetValueOrDefault(file.Pupil);
        var days = place?.School is { } school
            ? await mediator.Send(new ReadSchoolDays(school, today.AddYears(-Years), today.AddDays(DaysAhead)), cancellation)
            : [];
        var team = place?.School is { } at
            ? (await mediator.Send(new ReadSupport(Caller.System("enforcement"), [at]), cancellation)).GetValueOrDefault(at)?.Team?.Name
            : null;
        var earlier = new List<CaseFile>();
        foreach (var id in (await lists.AllOfAsync(file.Pupil, cancellation)).Where(id => id != file.Id).Reverse())
        {
            if (await reader.LoadAsync(id, cancellation) is { } other)
                earlier.Add(other);
        }
        return new ChildFacts(
            sessions.Value.BirthDate,
            sessions.Value.Sessions,
            place,
            days,
            team,
            child.Value.Contacts,
            [
                .. child
                    .Value.Markers.Where(marker => marker.From <= today && (marker.To is null || marker.To >= today))
                    .Select(marker => marker.Kind),
            ],
            earlier
        );
    }

    /// <summary>What the law judges by, of a case as it is now.</summary>
    public Circumstances Judge(ChildFacts child, CaseFile file, EnforcementFile known) =>
        new()
        {
            Today = clock.Today,
            BirthDate = child.BirthDate,
            OnRoll = child.Place?.School is not null,
            LookedAfter = child.Markers.Contains(MarkerKinds.LookedAfter),
            ChildProtection = child.Markers.Contains(MarkerKinds.ChildProtection),
            Marks = child.Sessions,
            SchoolDays = child.SchoolDays,
            Assessed = file.Of<AssessmentRecorded>().Any(),
            Considered = known.Considered,
            Matters = [.. known.Matters.Select(matter => matter.Matter)],
            Options = options,
        };
}

/// <summary>
/// A child as enforcement reads it. <paramref name="Place"/>: null on no roll. <paramref name="Markers"/>: kinds that hold today. <paramref name="Earlier"/>: the child's other cases,
/// the oldest first.
/// </summary>
internal sealed record ChildFacts(
    DateOnly BirthDate,
    IReadOnlyList<ChildSession> Sessions,
    PupilAtSchool? Place,
    IReadOnlyList<DateOnly> SchoolDays,
    string? Team,
    IReadOnlyList<ChildContact> Contacts,
    IReadOnlyList<string> Markers,
    IReadOnlyList<CaseFile> Earlier
);
