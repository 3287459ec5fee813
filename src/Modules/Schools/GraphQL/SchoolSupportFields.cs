using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Schools.GraphQL;

/// <summary>Who looks after a school.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolSupportFields(SupportReads reads)
{
    [Description("The locality team that looks after the school; null without one, and for a caller who is not shown it.")]
    [Cost(5)]
    public IDataLoaderResult<TeamNode?> Team(SchoolNode school, Caller caller) =>
        reads.Of(caller, school.Laestab).Then(support => support?.Team);

    [Description("The school's named education welfare officer; null without one, and for a caller who is not shown it.")]
    [Cost(5)]
    public IDataLoaderResult<OfficerNode?> NamedOfficer(SchoolNode school, Caller caller) =>
        reads.Of(caller, school.Laestab).Then(support => support?.Officer);
}

/// <summary>Schools that nobody is named for.</summary>
[QueryRoot]
internal sealed class OfficerQueries(IPolicy policy, Reading.SchoolFigures schools, IMediator mediator)
{
    [Description(
        "Schools of the teams that the caller manages that have no named officer today: there must be none. Empty for a caller who manages none."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<SchoolNode>> SchoolsWithoutOfficer(Caller caller, CancellationToken cancellation = default)
    {
        var managed = await schools.SchoolsAsync(
            await policy.VisibleSchoolsAsync(caller, Act.SetUpTeams, "school_id", cancellation),
            cancellation
        );
        var support = await mediator.Send(new ReadSupport(caller, [.. managed.Select(school => school.Laestab)]), cancellation);
        return [.. managed.Where(school => support.GetValueOrDefault(school.Laestab)?.Officer is null)];
    }
}

/// <summary>A team's schools.</summary>
[Extends(typeof(TeamNode))]
internal sealed class TeamSchools(IPolicy policy, Reading.SchoolFigures schools)
{
    [Description("The schools that the team looks after today, in the caller's scope, by number.")]
    [Cost(10)]
    public async Task<IReadOnlyList<SchoolNode>> Schools(TeamNode team, Caller caller, CancellationToken cancellation = default) =>
        [
            .. (
                await schools.SchoolsAsync(
                    await policy.VisibleSchoolsAsync(caller, Act.ReadSchool, "school_id", cancellation),
                    cancellation
                )
            ).Where(school => team.SchoolIds.Contains(school.Laestab)),
        ];
}
