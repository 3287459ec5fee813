using Attendance.Partners.ConcernSchools;
using Attendance.Partners.SchoolLinks;
using Attendance.Partners.SchoolNotes;
using Attendance.Partners.SchoolTargets;
using Attendance.Partners.SchoolVisits;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.SchoolImprovement;

/// <summary>Visits, decisions, targets, notes and links that were written.</summary>
internal sealed class WrittenChanges(
    VisitBook visits,
    ConcernBook concerns,
    TargetBook targets,
    NoteBook notes,
    LinkBook links,
    SchoolClock clock
) : ISchoolChanges
{
    public async Task<IReadOnlyList<AgendaItem>> SinceAsync(DateTimeOffset since, CancellationToken cancellation) =>
        [
            .. (await visits.ListAsync(null, cancellation))
                .Where(visit => visit.WrittenAt > since)
                .Select(visit => new AgendaItem(
                    ConsultantItem.Visit,
                    visit.School,
                    $"Visited {ConsultantAgenda.Day(visit.VisitedOn)}: {visit.Agreed}"
                )),
            .. (await concerns.ListAsync(cancellation))
                .Where(meeting => meeting.WrittenAt > since)
                .SelectMany(meeting => meeting.Decisions)
                .Select(decision => new AgendaItem(
                    ConsultantItem.Decision,
                    decision.School,
                    decision.State switch
                    {
                        ConcernState.Concern => $"A concern: {decision.Strategy}",
                        ConcernState.Watched => "Watched.",
                        ConcernState.NoConcern => "No concern.",
                    }
                )),
            .. (await targets.ListAsync(AcademicYear.Of(clock.Today), cancellation)).SelectMany(school =>
                school
                    .Where(target => target.SetAt > since)
                    .Select(target => new AgendaItem(
                        ConsultantItem.Target,
                        school.Key,
                        $"Target set: {ConcernCriteria.Tenths(target.Tenths)}%."
                    ))
            ),
            .. (await notes.ListAsync(null, cancellation))
                .Where(note => note.WrittenAt > since)
                .Select(note => new AgendaItem(
                    ConsultantItem.Note,
                    note.School,
                    $"{(note.Service is NotingService.Locality ? "Locality team" : "School improvement")}: {note.Text}"
                )),
            .. (await links.ListAsync(null, cancellation))
                .Where(link => link.MadeAt > since)
                .Select(link => new AgendaItem(ConsultantItem.Link, link.School, $"Linked with school {link.With}: {link.About}")),
        ];
}
