using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;

namespace Attendance.Schools.GraphQL;

[Description("Figures of the whole authority in one school year: sessions are added up over all schools, then divided once.")]
internal sealed record AuthorityFigures(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("All schools together.")] PhaseFigures Total,
    [property: Description("The same by phase of education.")] IReadOnlyList<PhaseFigures> Phases
)
{
    public static AuthorityFigures Of(
        AcademicYear year,
        IReadOnlyList<SchoolNode> schools,
        IReadOnlyDictionary<Laestab, SessionSums> sums
    ) =>
        new(
            year,
            PhaseFigures.Of(year, null, schools, sums),
            [
                .. schools
                    .GroupBy(school => school.Phase)
                    .OrderBy(phase => phase.Key)
                    .Select(phase => PhaseFigures.Of(year, phase.Key, [.. phase], sums)),
            ]
        );
}

[Description("Figures of the schools of one phase.")]
internal sealed record PhaseFigures(
    [property: Description("The phase; null for all together.")] SchoolPhase? Phase,
    [property: Description("How many schools there are.")] int Schools,
    [property: Description("Enrolments with at least one possible session.")] int Enrolments,
    [property: Description("Their sessions, every child on a roll included.")] SessionTotals Totals
)
{
    public static PhaseFigures Of(
        AcademicYear year,
        SchoolPhase? phase,
        IReadOnlyList<SchoolNode> schools,
        IReadOnlyDictionary<Laestab, SessionSums> sums
    )
    {
        var sum = schools.Aggregate(default(SessionSums), (total, school) => total + sums.GetValueOrDefault(school.Laestab));
        return new PhaseFigures(phase, schools.Count, sum.Enrolments, SessionTotals.Of(year, sum));
    }
}
