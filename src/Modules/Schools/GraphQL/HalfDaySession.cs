using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Schools.GraphQL;

[Description("One half-day session.")]
internal sealed record HalfDaySession(
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half
)
{
    public static HalfDaySession Of(SessionKey session) => new(session.Date, session.Half);
}
