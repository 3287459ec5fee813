using System.Data.Common;
using System.Text.RegularExpressions;
using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Teams;

internal sealed partial class SaveTeamHandler(
    IAuditTrail audit,
    IWriter writer,
    IFindSchool find,
    TeamRights rights,
    TeamStore store,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<SaveTeam, Result<SavedTeam>>
{
    private const string Reason = "schools divided among teams";

    public async Task<Result<SavedTeam>> Handle(SaveTeam request, CancellationToken cancellationToken)
    {
        if (!await rights.ForAllAsync(request.Caller, cancellationToken))
            return Error.NotFound;
        if (!ShortName().IsMatch(request.Id))
            return Error.Validation("/id", "team-invalid");
        if (PersonRules.Name(request.Name) is not { } name)
            return Error.Validation("/name", "name-invalid");
        var unknown = await find.UnknownAsync(request.Schools, cancellationToken);
        var wrong = request
            .Schools.Select((school, at) => (school, at))
            .Where(item => unknown.Contains(item.school) || request.Schools.Take(item.at).Contains(item.school))
            .Select(item => new FieldError($"/schools/{item.at}", unknown.Contains(item.school) ? "unknown-school" : "duplicate-school"))
            .ToList();
        if (wrong.Count > 0)
            return new Error("validation", "Some schools are not there or are named twice.", wrong);
        var by = request.Caller.Name;
        await audit.ChangingAsync(
            request.Caller,
            nameof(SaveTeam),
            $"team/{request.Id}",
            string.Join(' ', request.Schools),
            cancellationToken
        );
        var changed = await writer.Run(transaction => SaveAsync(transaction, request.Id, name, request.Schools, by), cancellationToken);
        if (changed)
            news.Changed();
        return new SavedTeam(request.Id, name, [.. request.Schools.OrderBy(school => school.Value)], changed);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/teams/{team}",
                async (
                    string team,
                    SaveTeamBody body,
                    Caller caller,
                    TeamRights rights,
                    IMediator mediator,
                    CancellationToken cancellation
                ) =>
                {
                    // The caller is judged before what was sent.
                    if (!await rights.ForAllAsync(caller, cancellation))
                        return Problem.From(Error.NotFound);
                    var schools = new List<Laestab>();
                    for (var i = 0; i < body.Schools.Count; i++)
                    {
                        if (!Laestab.TryParse(body.Schools[i], out var school))
                            return Problem.From(Error.Validation($"/schools/{i}", "laestab-invalid"));
                        schools.Add(school);
                    }
                    var result = await mediator.Send(new SaveTeam(caller, team, body.Name, schools), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("saveTeam")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Teams")
            .WithSummary("Make a locality team, or give it another name and other schools")
            .WithDescription(
                "For the attendance leader and the authority's loader. A school belongs to one team: one that another team had leaves it today."
            )
            .Produces<SavedTeam>()
            .ProducesProblems(400, 404, 413, 415, 422);

    private async Task<bool> SaveAsync(DbTransaction transaction, string id, string name, IReadOnlyList<Laestab> schools, string by)
    {
        var teams = await TeamStore.LockAsync(transaction);
        var before = await TeamStore.SchoolsAsync(transaction);
        var changed = !teams.TryGetValue(id, out var known) || known != name;
        if (changed)
            await store.SaveAsync(transaction, id, name, by);
        var touched = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var school in schools.Where(school => before.GetValueOrDefault(school) != id))
        {
            if (before.TryGetValue(school, out var other))
                touched.Add(other);
            touched.Add(id);
            await store.MoveAsync(transaction, school, id, by);
        }
        foreach (var (school, _) in before.Where(row => row.Value == id && !schools.Contains(row.Key)))
        {
            touched.Add(id);
            await store.MoveAsync(transaction, school, null, by);
        }
        foreach (var team in touched)
            await expansion.TeamAsync(transaction, team, by, Reason);
        return changed || touched.Count > 0;
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    private static partial Regex ShortName();
}

/// <summary>The team's name, and the LAESTABs of all schools that it looks after.</summary>
internal sealed record SaveTeamBody(string Name, IReadOnlyList<string> Schools);
