using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Casework.Plans;

/// <summary>The family's copy of a plan, in plain words (S31, S72).</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilPlanCopy(CaseReader reader, CaseLists lists, IPolicy policy, IMediator mediator)
{
    [Description(
        "The family's copy of the child's attendance plan, in plain words; null without a plan, and for everybody but the family."
    )]
    [Cost(10)]
    public async Task<PlanCopy?> PlanCopy(PupilNode pupil, Caller caller, CancellationToken cancellation = default)
    {
        var rights = await policy.OfAsync(caller, pupil.Key, cancellation);
        if (
            !rights.May(Act.ReadPlanCopy)
            || await lists.OpenOfAsync(pupil.Key, cancellation) is not { } id
            || await reader.LoadAsync(id, cancellation) is not { } file
            || PlanState.Of(file) is not { } state
        )
            return null;
        var names = await mediator.Send(new ReadNames([file.Status.Worker ?? 0]), cancellation);
        return PlainWords(state, names.GetValueOrDefault(file.Status.Worker ?? 0));
    }

    private static PlanCopy PlainWords(PlanState state, string? worker)
    {
        var open = state.Plan.Actions.Where(action => !state.Settled.ContainsKey(action.Number)).ToList();
        return new PlanCopy(
            state.Plan.Version,
            state.Plan.Aim,
            [.. state.Plan.Targets.OrderBy(target => target.From).Select(Target)],
            [.. open.Where(action => !action.IsSupport && action.Party is Party.Parent or Party.Child).Select(Action)],
            [.. open.Where(action => action.IsSupport).Select(Action)],
            [.. open.Where(action => !action.IsSupport && action.Party is not (Party.Parent or Party.Child)).Select(Action)],
            $"We look at the plan together on {NextReview(state):dddd d MMMM yyyy}.",
            worker is null ? "Ask the school who to call." : $"{worker} is your key worker. Call if anything is unclear or cannot be done."
        );

        static string Action(PlanAction action) => $"{action.Owner}: {action.What}, by {action.DueOn:d MMMM yyyy}.";

        static string Target(PlanTarget target)
        {
            var (of, most) = target.Percent % 10 == 0 ? (target.Percent / 10, 10) : (target.Percent, 100);
            return of == most
                ? $"Come to every half-day of school from {target.From:d MMMM} to {target.To:d MMMM yyyy}."
                : $"Come to at least {of} of every {most} half-days of school from {target.From:d MMMM} to {target.To:d MMMM yyyy}.";
        }
    }

    private static DateOnly NextReview(PlanState state) =>
        state.Reviews.Count > 0 && state.Reviews[^1].NextOn is { } next && state.Reviews[^1].On >= DayOf(state)
            ? next
            : state.Plan.ReviewOn;

    private static DateOnly DayOf(PlanState state) => DateOnly.FromDateTime(SharedKernel.Time.SchoolClock.Local(state.Recorded.At));
}

[Description("A family's copy of an attendance plan, as sentences.")]
internal sealed record PlanCopy(
    [property: Description("The plan's version.")] int Version,
    [property: Description("What it is for.")] string Aim,
    [property: Description("What is aimed at.")] IReadOnlyList<string> Targets,
    [property: Description("What the family does.")] IReadOnlyList<string> Family,
    [property: Description("What is offered to help.")] IReadOnlyList<string> Support,
    [property: Description("What others do.")] IReadOnlyList<string> Others,
    [property: Description("When it is looked at again.")] string Review,
    [property: Description("Who to call.")] string Contact
);
