using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Transport;

/// <summary>What came of transport, for the strategy's table of the unit.</summary>
internal sealed class TransportMeasures(TransportBook book, PolicyLooks looks, SchoolClock clock) : IOutcomeMeasures
{
    private const string Placed = "Children whom the policy takes to school, with a place on a route";

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["transport-placed"] = async (_, cancellation) =>
            {
                var eligible = (await book.OnAsync(clock.Today, cancellation))
                    .Where(record => TransportPolicy.IsEligible(record.Basis))
                    .ToList();
                return eligible.Count is > 0 and < AbsenceSums.Fewest
                    ? OutcomeFigure.Unsaid(Placed)
                    : OutcomeFigure.Of(Placed, eligible.Count(record => record.Route is not null), eligible.Count);
            },
            ["transport-failures"] = async (_, cancellation) =>
                OutcomeFigure.Of("Services that failed this year", (await book.FailuresAsync(Since, cancellation)).Count),
            ["transport-missed"] = async (_, cancellation) =>
                OutcomeFigure.Of(
                    "Half-days missed this year because a service failed",
                    (await book.ExplainedAsync(Since, cancellation)).Count(each => each.Code != each.Before)
                ),
            ["transport-languages"] = (_, _) =>
                Task.FromResult(OutcomeFigure.Of("Languages in which the policy stands", TransportPolicyTexts.All.Count)),
            ["transport-looks"] = async (_, cancellation) =>
                OutcomeFigure.Of("Times that the policy was opened this year", await looks.CountAsync(Since, cancellation)),
        };

    private DateOnly Since => AcademicYear.Of(clock.Today).FirstDay;
}
