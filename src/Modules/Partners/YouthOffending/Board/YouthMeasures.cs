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
            ["youth-assessments"] = (_, stop) => AssessmentsAsync(stop),
            ["dto-schools"] = (_, stop) => SchoolsAsync(stop),
            ["youth-conditions"] = (_, stop) => ConditionsAsync(stop),
            ["youth-tasks"] = (_, stop) => TasksAsync(stop),
            ["youth-releases"] = (_, stop) => ReleasesAsync(stop),
            ["youth-checklists"] = (_, stop) => ChecklistsAsync(stop),
            ["youth-placements"] = (_, stop) => PlacementsAsync(stop),
            ["victim-support"] = (_, stop) => VictimSupportAsync(stop),
            ["mentors"] = (_, stop) => MentorsAsync(stop),
            ["mentor-matches"] = (_, stop) => MatchesAsync(stop),
            ["youth-cohort"] = (_, _) => CohortAsync(),
        };

    private DateOnly Since => AcademicYear.Of(clock.Today).FirstDay;

    private async Task<OutcomeFigure> AssessmentsAsync(CancellationToken stop)
    {
        var all = (await assessments.ListAsync(null, stop)).Where(each => each.AssessedOn >= Since).ToList();
        return Told(
            "Assessments of need this year that have attendance among the factors",
            all.Count(each => each.Factors.Contains(YouthRiskFactor.PoorAttendance)),
            all.Count
        );
    }

    private async Task<OutcomeFigure> SchoolsAsync(CancellationToken stop)
    {
        var asked = (await meetings.ListAsync(null, false, YouthDesk.Agency, stop))
            .Where(meeting => meeting.Minutes is not null && DateOnly.FromDateTime(SchoolClock.Local(meeting.At)) >= Since)
            .SelectMany(meeting => meeting.Schools)
            .ToList();
        return OutcomeFigure.Of(
            "Schools and PRUs asked to planning meetings this year that came",
            asked.Count(each => each.Attended is true),
            asked.Count
        );
    }

    private async Task<OutcomeFigure> ConditionsAsync(CancellationToken stop)
    {
        var all = (await orders.AllAsync(stop)).Where(order => order.Condition.Until >= Since).ToList();
        var breaches = await orders.BreachesAsync([.. all.Select(order => order.Id)], stop);
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

    private async Task<OutcomeFigure> TasksAsync(CancellationToken stop)
    {
        var due = (await orders.AllTasksAsync(stop))
            .Where(task => task.DueOn >= Since && (task.DoneOn is not null || task.DueOn < clock.Today))
            .ToList();
        return Told(
            "Parenting actions and sibling screenings this year that were done on time",
            due.Count(task => task.DoneOn <= task.DueOn),
            due.Count
        );
    }

    private async Task<OutcomeFigure> ReleasesAsync(CancellationToken stop)
    {
        var past = await PastAsync(stop);
        return Told(
            $"Releases this year with a mark at school within {RapidDays} days",
            past.Count(each => each.DaysToFirstMark <= RapidDays),
            past.Count
        );
    }

    private async Task<OutcomeFigure> ChecklistsAsync(CancellationToken stop)
    {
        var past = await PastAsync(stop);
        return Told("Releases this year that were prepared before the day", past.Count(each => each.CompleteInTime), past.Count);
    }

    private async Task<List<YouthTransition>> PastAsync(CancellationToken stop) =>
        [.. (await transitions.AllAsync(stop)).Where(each => each.ReleaseOn <= clock.Today && each.ReleaseOn >= Since)];

    private async Task<OutcomeFigure> PlacementsAsync(CancellationToken stop)
    {
        var sought = (await placements.AllAsync(stop)).Where(each => each.SoughtOn >= Since).ToList();
        return Told(
            "Searches for an alternative placement this year that led to one",
            sought.Count(each => each.From is not null),
            sought.Count
        );
    }

    private async Task<OutcomeFigure> VictimSupportAsync(CancellationToken stop) =>
        OutcomeFigure.Of(
            "People in the post of the victim support co-ordinator",
            (await posts.ListAsync(stop)).Values.Count(post => post is YouthPost.VictimSupport)
        );

    private async Task<OutcomeFigure> MentorsAsync(CancellationToken stop)
    {
        var all = (await mentors.ListAsync(stop)).Where(mentor => mentor.On(clock.Today) is not MentorState.Left).ToList();
        return OutcomeFigure.Of(
            "Mentors who are trained and checked",
            all.Count(mentor => mentor.On(clock.Today) is MentorState.Ready),
            all.Count
        );
    }

    private async Task<OutcomeFigure> MatchesAsync(CancellationToken stop)
    {
        var over = (await mentors.MatchesAsync(null, stop)).Where(match => match.Until >= Since).ToList();
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
