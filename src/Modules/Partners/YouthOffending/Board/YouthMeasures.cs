using Attendance.Partners.Directory;
using Attendance.Partners.Meetings;
using Attendance.Partners.YouthOffending.Assessments;
using Attendance.Partners.YouthOffending.Mentors;
using Attendance.Partners.YouthOffending.Orders;
using Attendance.Partners.YouthOffending.Placements;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Partners.YouthOffending.Transitions;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.YouthOffending.Board;

/// <summary>What the rows of the youth offending service's table come to, counted from its records of this school year. Of fewer than five young people nothing is told.</summary>
internal sealed class YouthMeasures(
    AssessmentBook assessments,
    MeetingBook meetings,
    OrderBook orders,
    TransitionBook transitions,
    PlacementBook placements,
    MentorBook mentors,
    YouthPostBook posts,
    YouthCohort cohort,
    SchoolClock clock
) : IOutcomeMeasures
{
    /// <summary>Days from a release to the first mark that are rapid. Ours: the strategy says "rapid" and names no time; a week has five school days.</summary>
    public const int RapidDays = 7;

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>(StringComparer.Ordinal)
        {
            ["youth-assessments"] = (row, stop) => AssessmentsAsync(row, stop),
            ["dto-schools"] = (row, stop) => SchoolsAsync(row, stop),
            ["youth-conditions"] = (row, stop) => ConditionsAsync(row, stop),
            ["youth-tasks"] = (row, stop) => TasksAsync(row, stop),
            ["youth-releases"] = (row, stop) => ReleasesAsync(row, stop),
            ["youth-checklists"] = (row, stop) => ChecklistsAsync(row, stop),
            ["youth-placements"] = (row, stop) => PlacementsAsync(row, stop),
            ["victim-support"] = (row, stop) => VictimSupportAsync(row, stop),
            ["mentors"] = (row, stop) => MentorsAsync(row, stop),
            ["mentor-matches"] = (row, stop) => MatchesAsync(row, stop),
            ["youth-cohort"] = (_, _) => CohortAsync(),
        };

    private DateOnly Since => AcademicYear.Of(clock.Today).FirstDay;

    private async Task<OutcomeFigure> AssessmentsAsync(AskedRow row, CancellationToken stop)
    {
        var all = (await row.OnceAsync(() => assessments.ListAsync(null, stop))).Where(each => each.AssessedOn >= Since).ToList();
        return Told(
            "Assessments of need this year that have attendance among the factors",
            all.Count(each => each.Factors.Contains(YouthRiskFactor.PoorAttendance)),
            all.Count
        );
    }

    private async Task<OutcomeFigure> SchoolsAsync(AskedRow row, CancellationToken stop)
    {
        var asked = (await row.OnceAsync(() => meetings.ListAsync(null, false, YouthDesk.Agency, stop)))
            .Where(meeting => meeting.Minutes is not null && DateOnly.FromDateTime(SchoolClock.Local(meeting.At)) >= Since)
            .SelectMany(meeting => meeting.Schools)
            .ToList();
        return OutcomeFigure.Of(
            "Schools and PRUs asked to planning meetings this year that came",
            asked.Count(each => each.Attended is true),
            asked.Count
        );
    }

    private async Task<OutcomeFigure> ConditionsAsync(AskedRow row, CancellationToken stop)
    {
        var all = (await row.OnceAsync(() => orders.AllAsync(stop))).Where(order => order.Condition.Until >= Since).ToList();
        var breaches = await row.OnceAsync(() => orders.BreachesAsync([.. all.Select(order => order.Id)], stop));
        return Told(
            "Conditions of attendance this year that no half-day broke",
            all.Count(order =>
                breaches[order.Id]
                    .GroupBy(entry => entry.Session)
                    .All(session => session.MaxBy(entry => entry.Ordinal)!.Step is BreachStep.Withdrawn)
            ),
            all.Count
        );
    }

    private async Task<OutcomeFigure> TasksAsync(AskedRow row, CancellationToken stop)
    {
        var due = (await row.OnceAsync(() => orders.AllTasksAsync(stop)))
            .Where(task => task.DueOn >= Since && (task.DoneOn is not null || task.DueOn < clock.Today))
            .ToList();
        return Told(
            "Parenting actions and sibling screenings this year that were done on time",
            due.Count(task => task.DoneOn <= task.DueOn),
            due.Count
        );
    }

    private async Task<OutcomeFigure> ReleasesAsync(AskedRow row, CancellationToken stop)
    {
        var past = await PastAsync(row, stop);
        return Told(
            $"Releases this year with a mark at school within {RapidDays} days",
            past.Count(each => each.DaysToFirstMark <= RapidDays),
            past.Count
        );
    }

    private async Task<OutcomeFigure> ChecklistsAsync(AskedRow row, CancellationToken stop)
    {
        var past = await PastAsync(row, stop);
        return Told("Releases this year that were prepared before the day", past.Count(each => each.CompleteInTime), past.Count);
    }

    private async Task<List<YouthTransition>> PastAsync(AskedRow row, CancellationToken stop) =>
        [
            .. (await row.OnceAsync(() => transitions.AllAsync(stop))).Where(each =>
                each.ReleaseOn <= clock.Today && each.ReleaseOn >= Since
            ),
        ];

    private async Task<OutcomeFigure> PlacementsAsync(AskedRow row, CancellationToken stop)
    {
        var sought = (await row.OnceAsync(() => placements.AllAsync(stop))).Where(each => each.SoughtOn >= Since).ToList();
        return Told(
            "Searches for an alternative placement this year that led to one",
            sought.Count(each => each.From is not null),
            sought.Count
        );
    }

    private async Task<OutcomeFigure> VictimSupportAsync(AskedRow row, CancellationToken stop) =>
        OutcomeFigure.Of(
            "People in the post of the victim support co-ordinator",
            (await row.OnceAsync(() => posts.ListAsync(stop))).Values.Count(post => post is YouthPost.VictimSupport)
        );

    private async Task<OutcomeFigure> MentorsAsync(AskedRow row, CancellationToken stop)
    {
        var all = (await row.OnceAsync(() => mentors.ListAsync(stop)))
            .Where(mentor => mentor.On(clock.Today) is not MentorState.Left)
            .ToList();
        return OutcomeFigure.Of(
            "Mentors who are trained and checked",
            all.Count(mentor => mentor.On(clock.Today) is MentorState.Ready),
            all.Count
        );
    }

    private async Task<OutcomeFigure> MatchesAsync(AskedRow row, CancellationToken stop)
    {
        var over = (await row.OnceAsync(() => mentors.MatchesAsync(null, stop))).Where(match => match.Until >= Since).ToList();
        return Told(
            "Mentors’ work that is over this year and helped",
            over.Count(match => match.Outcome is MatchOutcome.Helped or MatchOutcome.PartlyHelped),
            over.Count
        );
    }

    private async Task<OutcomeFigure> CohortAsync()
    {
        const string name = "Half-days attended this year by the service’s young people";
        var year = (await cohort.ReadAsync()).Year;
        return year is { Attended: { } attended, Possible: { } possible }
            ? OutcomeFigure.Of(name, attended, possible)
            : OutcomeFigure.Unsaid(name);
    }

    private static OutcomeFigure Told(string name, int count, int outOf) =>
        outOf is > 0 and < AbsenceSums.Fewest ? OutcomeFigure.Unsaid(name) : OutcomeFigure.Of(name, count, outOf);
}
