using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Updates;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.Groups;

/// <summary>The looked-after children of each school as a group.</summary>
[QueryRoot]
internal sealed class GroupQueries(IPolicy policy, GroupMonitor monitor, GroupAnswers answers, SchoolClock clock)
{
    [Description(
        "The looked-after children of each school as a group, in the term that holds a day: attendance, trend, exclusions, and whether the group is unsatisfactory with no sign of improvement. Flagged groups first. Null with NOT_FOUND when there are none for this caller."
    )]
    [Cost(300)]
    public async Task<IReadOnlyList<LookedAfterGroup>?> LookedAfterGroups(
        Caller caller,
        [Description("A day of the term; null: the last term that has ended.")] DateOnly? day = null,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReadCareFigures, CareBook.Register, cancellation: cancellation))
            throw Refusal.NotFound();
        var term = day is { } some ? Term.On(some) : Term.On(clock.Today).Before;
        var answered = await answers.ReadAsync(term.FirstDay, cancellation);
        return
        [
            .. (await monitor.ReadAsync(term, cancellation)).Select(group =>
                LookedAfterGroup.Of(group, term, answered.GetValueOrDefault(group.School), clock.Today)
            ),
        ];
    }
}

[Description("The looked-after children of a school in a term, while they were in care.")]
internal sealed record LookedAfterGroup(
    [property: Description("The school's number.")] Laestab School,
    [property: Description("The term's first day.")] DateOnly Term,
    [property: Description("How many children.")] int Children,
    [property: Description("Their possible half-days.")] int Possible,
    [property: Description("Attended of possible, in per cent to 1 place.")] decimal? AttendancePercent,
    [property: Description("The same of the term before; null: nobody was there.")] decimal? AttendancePercentBefore,
    [property: Description("Half-days of exclusion.")] int Excluded,
    [property: Description("True when attendance is unsatisfactory and there is no sign of improvement.")] bool Flagged,
    [property: Description("Why it is so, as the team recorded it; null: not yet.")] string? Reason,
    [property: Description("What is done about it.")] string? Action,
    [property: Description("By when a flagged group is answered.")] DateOnly AnswerBy,
    [property: Description("True when a flagged group was not answered by then.")] bool Overdue
)
{
    public static LookedAfterGroup Of(SchoolGroup group, Term term, GroupAnswer? answer, DateOnly today)
    {
        var by = term.LastDay.AddDays(GroupTest.DaysToAnswer);
        return new LookedAfterGroup(
            group.School,
            term.FirstDay,
            group.Children,
            group.Term.Possible,
            AbsenceRate.Percent(group.Term.Attended, group.Term.Possible, 1),
            AbsenceRate.Percent(group.Before.Attended, group.Before.Possible, 1),
            group.Excluded,
            group.Flagged,
            answer?.Reason,
            answer?.Action,
            by,
            group.Flagged && answer is null && today > by
        );
    }
}
