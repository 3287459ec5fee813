using Attendance.Partners.ConcernSchools;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolLinks;
using Attendance.Partners.SchoolNotes;
using Attendance.Partners.SchoolTargets;
using Attendance.Partners.SchoolVisits;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.SchoolImprovement;

/// <summary>What came of the work of the school improvement service, counted from its own records of this school year.</summary>
internal sealed class ImprovementMeasures(
    SchoolList schools,
    EffectFigures registers,
    VisitBook visits,
    ConcernBook concerns,
    TargetBook targets,
    ConsultantBook consultant,
    NoteBook notes,
    LinkBook links,
    SchoolClock clock
) : IOutcomeMeasures
{
    private DateOnly First => AcademicYear.Of(clock.Today).FirstDay;

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["schools-visited"] = VisitedAsync,
            ["visits-overdue"] = OverdueAsync,
            ["schools-on-target"] = OnTargetAsync,
            ["consultant-meetings"] = async (row, cancellation) =>
                OutcomeFigure.Of(
                    "Fortnightly meetings of the consultant this year",
                    (await row.OnceAsync(() => consultant.ListAsync(cancellation))).Count(meeting => meeting.HeldOn >= First)
                ),
            ["consultant-actions"] = async (row, cancellation) =>
            {
                var actions = (await row.OnceAsync(() => consultant.ListAsync(cancellation)))
                    .SelectMany(meeting => meeting.Actions)
                    .ToList();
                return OutcomeFigure.Of(
                    "Actions of fortnightly meetings that are done",
                    actions.Count(action => action.DoneOn is not null),
                    actions.Count
                );
            },
            ["concern-schools"] = async (row, cancellation) =>
                OutcomeFigure.Of(
                    "Schools that are a concern now, each with a strategy",
                    ConcernBook
                        .Standing(await row.OnceAsync(() => concerns.ListAsync(cancellation)))
                        .Values.Count(school => school.Since is not null)
                ),
            ["concern-follow-ups"] = FollowUpsAsync,
            ["notes-locality"] = (row, cancellation) =>
                NotesAsync(row, "Notes on schools by locality teams this year", NotingService.Locality, cancellation),
            ["notes-improvement"] = (row, cancellation) =>
                NotesAsync(row, "Notes on schools by school improvement this year", NotingService.SchoolImprovement, cancellation),
            ["school-links"] = LinksAsync,
        };

    private async Task<OutcomeFigure> VisitedAsync(AskedRow row, CancellationToken cancellation)
    {
        var made = (await row.OnceAsync(() => visits.ListAsync(null, cancellation)))
            .Where(visit => visit.VisitedOn >= First)
            .Select(visit => visit.School)
            .ToHashSet();
        return OutcomeFigure.Of(
            "Schools visited this year, with a record of visit",
            made.Count,
            (await row.OnceAsync(() => schools.ListAsync(cancellation))).Count
        );
    }

    private async Task<OutcomeFigure> OverdueAsync(AskedRow row, CancellationToken cancellation)
    {
        var standing = ConcernBook.Standing(await row.OnceAsync(() => concerns.ListAsync(cancellation)));
        var made = (await row.OnceAsync(() => visits.ListAsync(null, cancellation))).ToLookup(
            visit => visit.School,
            visit => (DateOnly?)visit.VisitedOn
        );
        var all = await row.OnceAsync(() => schools.ListAsync(cancellation));
        return OutcomeFigure.Of(
            "Schools whose visit is overdue",
            all.Count(school =>
                VisitDuty.IsOverdue(
                    VisitDuty.DueOn(made[school.School].Max(), standing.TryGetValue(school.School, out var known) ? known.Since : null),
                    clock.Today
                )
            ),
            all.Count
        );
    }

    private async Task<OutcomeFigure> OnTargetAsync(AskedRow row, CancellationToken cancellation)
    {
        var set = await targets.ListAsync(AcademicYear.Of(clock.Today), cancellation);
        var read = await registers.RegistersAsync(First, clock.Today);
        var amber = (await concerns.OptionsAsync(cancellation)).Amber;
        return OutcomeFigure.Of(
            "Schools at their attendance target or above, of those with a target",
            set.Count(school => TargetRule.Of(HalfDays.Sum(read[school.Key]), school.Last().Tenths, amber) is TargetLight.Green),
            set.Count
        );
    }

    private async Task<OutcomeFigure> FollowUpsAsync(AskedRow row, CancellationToken cancellation)
    {
        var made = (await row.OnceAsync(() => visits.ListAsync(null, cancellation))).ToLookup(visit => visit.School);
        var due = (await row.OnceAsync(() => concerns.ListAsync(cancellation)))
            .SelectMany(meeting =>
                meeting.Decisions.Select(decision => ConcernDecisionNode.Of(meeting, decision, made[decision.School], clock.Today))
            )
            .Where(decision => decision.FollowUpBy is not null && (decision.FollowedUpOn is not null || decision.Overdue))
            .ToList();
        return OutcomeFigure.Of("Follow-up visits to concern schools made in time", due.Count(decision => !decision.Overdue), due.Count);
    }

    private async Task<OutcomeFigure> NotesAsync(AskedRow row, string name, NotingService service, CancellationToken cancellation) =>
        OutcomeFigure.Of(
            name,
            (await row.OnceAsync(() => notes.ListAsync(null, cancellation))).Count(note =>
                note.Service == service && DateOnly.FromDateTime(SchoolClock.Local(note.WrittenAt)) >= First
            )
        );

    private async Task<OutcomeFigure> LinksAsync(AskedRow row, CancellationToken cancellation)
    {
        var (better, compared) = (0, 0);
        foreach (var link in await row.OnceAsync(() => links.ListAsync(null, cancellation)))
        {
            var effect = await registers.OfSchoolsAsync([link.School], link.LinkedOn);
            if (effect.IsHidden || effect.Change is not { } change)
                continue;
            compared++;
            if (change > 0)
                better++;
        }
        return OutcomeFigure.Of("Links between schools after which the school that learns attended better", better, compared);
    }
}
