using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Schools.GraphQL;

/// <summary>A school's figures and children.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolAttendance(IPolicy policy, SchoolReads reads, PupilSearch search)
{
    [Description("The school's figures of a school year: sessions of every enrolment added up, then divided once.")]
    [Cost(5)]
    public IDataLoaderResult<PhaseFigures> Figures(
        SchoolNode school,
        Caller caller,
        [Description("The school year.")] AcademicYear year,
        [Description("Only sessions up to and with this date.")] DateOnly? asOf = null,
        [Description("Only what was recorded by this moment.")] DateTimeOffset? knownAt = null
    ) =>
        reads
            .Sums(school.Laestab, year, new Moment(asOf, knownAt))
            .Then(
                async (sums, cancellation) =>
                    await policy.MayAsync(caller, Act.ReadFigures, GrantTarget.Of(school.Laestab), cancellation: cancellation)
                        ? new PhaseFigures(school.Phase, 1, sums.Enrolments, SessionTotals.Of(year, sums))
                        : throw Refusal.NotFound()
            );

    [Description("Children whose place is at this school, in the caller's scope.")]
    [Cost(10)]
    public Task<PupilConnection> Pupils(
        SchoolNode school,
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("What to narrow the list to.")] PupilFilter? filter = null,
        [Description("The order.")] PupilOrder orderBy = PupilOrder.Severity,
        [Description("The cursor after which the page begins.")] string? after = null,
        CancellationToken cancellation = default
    ) =>
        PupilConnection.ReadAsync(
            policy,
            search,
            (filter ?? new PupilFilter()).ToCriteria() with
            {
                School = school.Laestab,
            },
            caller,
            orderBy,
            first,
            after,
            cancellation
        );
}
