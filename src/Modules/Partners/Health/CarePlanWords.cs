using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Health;

/// <summary>Opens the words of plans.</summary>
internal sealed class CarePlanWords(IPupilTexts texts, SchoolClock clock)
{
    public async Task<IReadOnlyList<CarePlanNode>> OfAsync(IReadOnlyList<CarePlan> plans, CancellationToken cancellation)
    {
        var shown = new List<CarePlanNode>(plans.Count);
        foreach (var plan in plans)
        {
            var opened = await texts.OpenAsync(plan.Pupil, [plan.Condition, plan.Actions], cancellation);
            shown.Add(
                new CarePlanNode(
                    $"{plan.Id}",
                    opened[0],
                    opened[1],
                    plan.From,
                    plan.Until,
                    plan.ReviewOn,
                    plan.Covers(clock.Today),
                    plan.IsOverdue(clock.Today)
                )
            );
        }
        return shown;
    }
}

[Description("A medical care plan at school.")]
[global::GraphQL.Name("CarePlan")]
internal sealed record CarePlanNode(
    [property: Description("Its id."), Id] string Id,
    [property: Description("The condition; null when the child's texts were erased.")] string? Condition,
    [property: Description("What staff do; null when the child's texts were erased.")] string? Actions,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last day; null: still.")] DateOnly? Until,
    [property: Description("When it is reviewed.")] DateOnly ReviewOn,
    [property: Description("True while it holds today.")] bool Holds,
    [property: Description("True when its review is overdue.")] bool Overdue
);
