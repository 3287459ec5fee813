using Attendance.Partners.Directory;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Health;

/// <summary>What came of health's work, for the strategy's table of school nursing.</summary>
internal sealed class HealthMeasures(IMediator mediator, CarePlanBook plans, TrainingBook training, SchoolClock clock) : IOutcomeMeasures
{
    private const string Missed = "Half-days missed for illness or appointments this year";
    private const string Planned = "Medical care plans that hold, reviewed in time";

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["illness"] = async (_, cancellation) =>
            {
                var all = Health.HealthAbsence.All(
                    Missed,
                    await mediator.Send(new ReadIllness(AcademicYear.Of(clock.Today)), cancellation)
                );
                return all.Possible is { } possible
                    ? OutcomeFigure.Of(Missed, all.Illness!.Value + all.Appointments!.Value, possible)
                    : OutcomeFigure.Unsaid(Missed);
            },
            ["care-plans"] = async (_, cancellation) =>
            {
                var holding = (await plans.ListAsync(null, cancellation)).Where(plan => plan.Covers(clock.Today)).ToList();
                return holding.Count is > 0 and < AbsenceSums.Fewest
                    ? OutcomeFigure.Unsaid(Planned)
                    : OutcomeFigure.Of(Planned, holding.Count(plan => !plan.IsOverdue(clock.Today)), holding.Count);
            },
            ["medical-training"] = async (_, cancellation) =>
                OutcomeFigure.Of(
                    "Schools whose staff were trained on medical conditions, and need it not again yet",
                    (await training.ListAsync(null, cancellation))
                        .Where(each => each.RenewOn > clock.Today)
                        .Select(each => each.School)
                        .Distinct()
                        .Count(),
                    (await mediator.Send(new ReadSchoolInputs(), cancellation)).Count
                ),
        };
}
