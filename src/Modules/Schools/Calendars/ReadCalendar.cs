using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Calendars;

/// <summary>One academic year of a school's calendar, for the school and for loaders. Error: not-found (also when that year was never loaded).</summary>
internal sealed record ReadCalendar(Caller Caller, Laestab School, AcademicYear Year) : IRequest<Result<CalendarView>>;

/// <summary>One academic year as stored, and the version that stored it.</summary>
internal sealed record CalendarView(string Laestab, int StartYear, long Version, IReadOnlyList<CalendarLine> Sessions);

internal sealed class ReadCalendarHandler(IPolicy policy, CalendarReader reader) : IRequestHandler<ReadCalendar, Result<CalendarView>>
{
    public async Task<Result<CalendarView>> Handle(ReadCalendar request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ReadSchool, GrantTarget.Of(request.School), cancellation: cancellationToken))
            return Error.NotFound;
        return await reader.LoadYearAsync(request.School, request.Year, cancellationToken) is { } year
            ? new CalendarView(request.School.ToString(), request.Year.StartYear, year.Version, year.Lines)
            : Error.NotFound;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/schools/{laestab}/calendars/{startYear:int:range(1990,2200)}",
                async (string laestab, int startYear, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new ReadCalendar(caller, school, new AcademicYear(startYear)), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("readCalendar")
            .WithTags("Calendars")
            .WithSummary("Read one academic year of a school's calendar")
            .WithDescription("For the school's own system and the authority's loader.")
            .Produces<CalendarView>()
            .ProducesProblems(StatusCodes.Status404NotFound);
}
