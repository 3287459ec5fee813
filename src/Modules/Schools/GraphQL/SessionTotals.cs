using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;

namespace Attendance.Schools.GraphQL;

[Description("Half-day sessions of one school year, added up. A day has two.")]
internal sealed record SessionTotals(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("Sessions at which the children could have been in school: attended and absent ones.")] long Possible,
    [property: Description("Sessions in school, late before the register closed, or at an approved activity.")] long Attended,
    [property: Description("Sessions of authorised absence.")] long Authorised,
    [property: Description("Sessions of unauthorised absence, lateness after the register closed included.")] long Unauthorised
)
{
    public static SessionTotals Of(AcademicYear year, SessionSums sums) =>
        new(year, sums.Possible, sums.Attended, sums.Authorised, sums.Unauthorised);

    [Description("Half-days missed: authorised and unauthorised absence.")]
    public long Missed => Authorised + Unauthorised;

    [Description("Attended as a percentage of possible sessions, half up to 5 places; null when none was possible.")]
    public decimal? AttendancePercent => AbsenceRate.Percent(Attended, Possible);

    [Description("Missed as a percentage of possible sessions, half up to 5 places; null when none was possible.")]
    public decimal? AbsencePercent => AbsenceRate.Percent(Missed, Possible);

    [Description("Authorised absence as a percentage of possible sessions, half up to 5 places; null when none was possible.")]
    public decimal? AuthorisedPercent => AbsenceRate.Percent(Authorised, Possible);

    [Description("Unauthorised absence as a percentage of possible sessions, half up to 5 places; null when none was possible.")]
    public decimal? UnauthorisedPercent => AbsenceRate.Percent(Unauthorised, Possible);
}
