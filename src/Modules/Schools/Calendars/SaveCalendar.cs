using Attendance.Access.Contracts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Calendars;

/// <summary>
/// Replaces one academic year of a school's calendar; a calendar is right as a whole or not stored. For loaders. Errors: not-found, too-large, validation.
/// </summary>
internal sealed record SaveCalendar(Caller Caller, Laestab School, AcademicYear Year, IReadOnlyList<SessionLine?> Sessions)
    : IRequest<Result<CalendarSaved>>;

/// <summary>The body of PUT calendar.</summary>
internal sealed record CalendarBody(IReadOnlyList<SessionLine?> Sessions);

/// <summary>The version that the school's calendar has now, and whether this request made it.</summary>
internal sealed record CalendarSaved(long Version, bool Changed);

internal sealed class SaveCalendarHandler(IPolicy policy, CalendarLoader loader, CalendarReader reader, RollReader rolls)
    : IRequestHandler<SaveCalendar, Result<CalendarSaved>>
{
    /// <summary>366 days of two sessions, for the whole school and up to 18 year groups.</summary>
    public const int MostLines = 366 * 2 * 19;

    public async Task<Result<CalendarSaved>> Handle(SaveCalendar request, CancellationToken cancellationToken)
    {
        if (
            !await policy.MayAsync(request.Caller, Act.LoadReference, GrantTarget.All, cancellation: cancellationToken)
            || !await rolls.ExistsAsync(request.School, cancellationToken)
        )
            return Error.NotFound;
        if (request.Sessions.Count > MostLines)
            return new Error("too-large", $"At most {MostLines} lines.");
        var before = await reader.LoadAsync(request.School, knownAt: null, cancellationToken);
        var input = new CalendarInput(request.School, request.Year, request.Sessions.Select((line, row) => (row, line)).ToList());
        var result = await loader.LoadAsync(
            request.Caller,
            [input],
            strict: true,
            problem => LoadReport.Pointer("sessions", problem),
            cancellationToken
        );
        if (result.Error is { } error)
            return error with { Code = "validation" };
        var after = await reader.LoadAsync(request.School, knownAt: null, cancellationToken);
        return new CalendarSaved(after.Version, after.Version > before.Version);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/schools/{laestab}/calendars/{startYear:int:range(1990,2200)}",
                async (
                    string laestab,
                    int startYear,
                    CalendarBody body,
                    Caller caller,
                    IMediator mediator,
                    CancellationToken cancellation
                ) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(
                        new SaveCalendar(caller, school, new AcademicYear(startYear), body.Sessions),
                        cancellation
                    );
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("saveCalendar")
            .WithTags("Calendars")
            .WithSummary("Replace one academic year of a school's calendar")
            .WithDescription(
                "For the authority's loader. The year is named by the calendar year in which it starts. Dates without a line are closed; a line with a year "
                    + "group decides for that year group alone. A new version is stored only if something differs."
            )
            .Produces<CalendarSaved>()
            .ProducesProblems(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status422UnprocessableEntity
            );
}
