using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Schools.GraphQL;

/// <summary>Questions about schools and the authority.</summary>
[QueryRoot]
internal sealed class SchoolQueries(IPolicy policy, SchoolFigures figures)
{
    [Description("One school. Null with NOT_FOUND when there is none in the caller's scope.")]
    public async Task<SchoolNode?> School(
        Caller caller,
        [Description("The school's number.")] Laestab laestab,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReadSchool, GrantTarget.Of(laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        return (await figures.SchoolsAsync(cancellation)).FirstOrDefault(school => school.Laestab == laestab) ?? throw Refusal.NotFound();
    }

    [Description("The schools in the caller's scope, by number.")]
    [Cost(10)]
    public async Task<IReadOnlyList<SchoolNode>> Schools(
        Caller caller,
        [Description("Only schools of this phase.")] SchoolPhase? phase = null,
        CancellationToken cancellation = default
    ) =>
        [
            .. (
                await figures.SchoolsAsync(
                    await policy.VisibleSchoolsAsync(caller, Act.ReadSchool, "school_id", cancellation),
                    cancellation
                )
            ).Where(school => phase is null || school.Phase == phase),
        ];

    [Description(
        "The authority's figures of a school year. For the authority's own callers. As they were known at an instant: start a freeze over REST and read `frozenAuthority`."
    )]
    [Cost(300)]
    public async Task<AuthorityFigures?> Authority(
        Caller caller,
        [Description("The school year.")] AcademicYear year,
        [Description("Only sessions up to and with this date.")] DateOnly? asOf = null,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation: cancellation))
            throw Refusal.Forbidden("The authority's figures are for the authority.");
        var schools = await figures.SchoolsAsync(cancellation);
        var sums = await figures.SumsAsync(schools.Select(school => school.Laestab).ToList(), year, new Moment(asOf), cancellation);
        return AuthorityFigures.Of(year, schools, sums);
    }
}
