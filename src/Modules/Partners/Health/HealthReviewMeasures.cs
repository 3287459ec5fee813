using Attendance.Access.Contracts;
using Attendance.Lac.Contracts;
using Attendance.Partners.Directory;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Health;

/// <summary>Reviews of health in their year, for the strategy's table.</summary>
internal sealed class HealthReviewMeasures(IMediator mediator, HealthReviewBook book, SchoolClock clock) : IOutcomeMeasures
{
    private const string Name = "Looked-after children whose health was reviewed in its year";
    private static readonly Caller Job = Caller.System("health-reviews");

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["health-reviews"] = async (_, cancellation) =>
            {
                var care = await mediator.Send(new ReadLookedAfter(clock.Today), cancellation);
                if (care.Count is > 0 and < AbsenceSums.Fewest)
                    return OutcomeFigure.Unsaid(Name);
                var pupils = await mediator.Send(new ReadPupils(Job, [.. care.Select(child => child.Pupil)]), cancellation);
                var reviews = await book.ListAsync(cancellation);
                var inTime = care.Count(child =>
                    pupils.TryGetValue(child.Pupil, out var at)
                    && HealthReview.DueOn(at.Pupil.BirthDate, child.Since, reviews[at.Pupil.Key].Max(review => review.HeldOn))
                        >= clock.Today
                );
                return OutcomeFigure.Of(Name, inTime, care.Count);
            },
        };
}
