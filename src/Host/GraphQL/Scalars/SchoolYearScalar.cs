using Attendance.SharedKernel;

namespace Attendance.Host.GraphQL.Scalars;

/// <summary>A school year.</summary>
internal sealed class SchoolYearScalar : TextScalar<AcademicYear>
{
    public SchoolYearScalar()
    {
        Name = "SchoolYear";
        Description = "A school year from 1 August to 31 July, \"2006/07\".";
    }

    protected override bool TryRead(string text, out AcademicYear value) => AcademicYear.TryParse(text, out value);
}
