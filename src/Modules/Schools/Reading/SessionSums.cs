namespace Attendance.Schools.Reading;

/// <summary>Sessions added up over enrolments. Integers; percentages are made at the very end, from the sums.</summary>
internal readonly record struct SessionSums(int Enrolments, long Possible, long Attended, long Authorised, long Unauthorised, long Missing)
{
    public static SessionSums operator +(SessionSums a, SessionSums b) =>
        new(
            a.Enrolments + b.Enrolments,
            a.Possible + b.Possible,
            a.Attended + b.Attended,
            a.Authorised + b.Authorised,
            a.Unauthorised + b.Unauthorised,
            a.Missing + b.Missing
        );

    public static SessionSums operator -(SessionSums a, SessionSums b) =>
        new(
            a.Enrolments - b.Enrolments,
            a.Possible - b.Possible,
            a.Attended - b.Attended,
            a.Authorised - b.Authorised,
            a.Unauthorised - b.Unauthorised,
            a.Missing - b.Missing
        );
}
