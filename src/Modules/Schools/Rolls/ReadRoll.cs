using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Rolls;

/// <summary>A school's roll with names, for the school and for loaders. Error: not-found.</summary>
internal sealed record ReadRoll(Caller Caller, Laestab School) : IRequest<Result<RollView>>;

/// <summary>A school's roll at a version.</summary>
internal sealed record RollView(string Laestab, long Version, IReadOnlyList<RollPupilView> Pupils);

/// <summary>A child on the roll with its time at this school, one stretch for each group.</summary>
internal sealed record RollPupilView(
    string Upn,
    IReadOnlyList<string> FormerUpns,
    string GivenName,
    string FamilyName,
    DateOnly BirthDate,
    string Sex,
    IReadOnlyList<StretchView> Enrolments
);

/// <summary>A stretch on roll in one year group and one group; both days included.</summary>
internal sealed record StretchView(DateOnly From, DateOnly? To, string Status, bool Boarder, string YearGroup, string? Group);

internal sealed class ReadRollHandler(IPolicy policy, RollReader reader) : IRequestHandler<ReadRoll, Result<RollView>>
{
    public async Task<Result<RollView>> Handle(ReadRoll request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ExportRoll, GrantTarget.Of(request.School), cancellation: cancellationToken))
            return Error.NotFound;
        if (await reader.LoadAsync(request.School, knownAt: null, cancellationToken) is not { } roll)
            return Error.NotFound;
        var records = await reader.LoadPupilsAsync(roll.Pupils.Select(pupil => pupil.Id).ToList(), knownAt: null, cancellationToken);
        foreach (var pupil in roll.Pupils)
            AuditScope.Current?.Show(pupil.Id);
        return new RollView(
            request.School.ToString(),
            roll.Version,
            roll.Pupils.Where(pupil => records.ContainsKey(pupil.Id)).Select(pupil => View(pupil, records[pupil.Id])).ToList()
        );
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/schools/{laestab}/roll",
                async (string laestab, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new ReadRoll(caller, school), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("readRoll")
            .WithTags("Rolls")
            .WithSummary("Read a school's roll")
            .WithDescription("For the school's own system and the authority's loader.")
            .Produces<RollView>()
            .ProducesProblems(StatusCodes.Status404NotFound);

    private static RollPupilView View(RollPupil pupil, PupilRecord record) =>
        new(
            pupil.Upn.Value,
            pupil.FormerUpns.Select(upn => upn.Value).ToList(),
            record.GivenName,
            record.FamilyName,
            record.BirthDate,
            record.Sex.ToString(),
            pupil
                .Enrolments.Select(stretch => new StretchView(
                    stretch.EntryDate,
                    stretch.LeavingDate,
                    ((char)stretch.Status).ToString(),
                    stretch.Boarder,
                    stretch.YearGroup,
                    stretch.Group
                ))
                .ToList()
        );
}
