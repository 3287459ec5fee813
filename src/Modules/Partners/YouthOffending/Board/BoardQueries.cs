using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Mentors;
using Attendance.Partners.YouthOffending.Orders;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Partners.YouthOffending.Transitions;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.YouthOffending.Board;

/// <summary>The board of the service's operational manager (S148).</summary>
[QueryRoot]
internal sealed class BoardQueries(
    IPolicy policy,
    YouthDesk desk,
    YouthCohort cohort,
    OrderBook orders,
    TransitionBook transitions,
    MentorBook mentors,
    IMediator mediator,
    SchoolClock clock
)
{
    [Description(
        "The board of the youth offending service: its caseload, where its young people are educated and for how many hours, and their attendance together. For its operational manager and who keeps the directory."
    )]
    [Cost(50)]
    public async Task<YouthBoardNode?> YouthBoard(Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation))
            await desk.RequireAsync(caller, YouthWork.Board, cancellation);
        var today = clock.Today;
        var figures = await cohort.ReadAsync();
        var running = (await orders.AllAsync(cancellation))
            .Where(order => order.EndedOn is null && order.Condition.Until >= today)
            .ToList();
        var coming = (await transitions.AllAsync(cancellation)).Where(each => each.FirstAttended is null).ToList();
        var matches = (await mentors.MatchesAsync(null, cancellation)).Count(match => match.Outcome is null);
        var managers = running.Select(order => order.CaseManager).Concat(coming.Select(each => each.CaseManager)).Distinct().ToList();
        var names = await mediator.Send(new ReadNames(managers), cancellation);
        return new YouthBoardNode(
            figures.YoungPeople,
            matches,
            [
                .. managers
                    .Select(manager => new CaseManagerLine(
                        names.GetValueOrDefault(manager, "?"),
                        running.Count(order => order.CaseManager == manager),
                        coming.Count(each => each.CaseManager == manager),
                        coming.Count(each => each.CaseManager == manager && each.FlagsOn(today).Count > 0)
                    ))
                    .OrderBy(line => line.Name, StringComparer.Ordinal),
            ],
            figures.Education,
            figures.Months,
            figures.Year
        );
    }
}

[Description("The board of the youth offending service.")]
[global::GraphQL.Name("YouthBoard")]
internal sealed record YouthBoardNode(
    [property: Description("Young people whom live agreements share with the service.")] int YoungPeople,
    [property: Description("Mentors' work with young people that goes on.")] int Matches,
    [property: Description("Who works on how much.")] IReadOnlyList<CaseManagerLine> Caseload,
    [property: Description("Where young people are educated, a line for each kind of place.")] IReadOnlyList<EducationLine> Education,
    [property: Description("Attendance this school year by month.")] IReadOnlyList<CohortMonth> Months,
    [property: Description("Attendance this school year.")] CohortMonth Year
);

[Description("What a case manager works on.")]
[global::GraphQL.Name("YouthCaseManager")]
internal sealed record CaseManagerLine(
    [property: Description("Name.")] string Name,
    [property: Description("Orders and contracts in force or to come.")] int Orders,
    [property: Description("Releases until the first half-day is attended.")] int Releases,
    [property: Description("Of those, with something late.")] int Late
);
