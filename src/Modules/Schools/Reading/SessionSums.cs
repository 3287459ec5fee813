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

    /// <summary>Adds up, then divides once: the percentage of possible sessions, half up to 5 places. Null without possible sessions.</summary>
    public static decimal? Percent(long part, long possible) =>
        possible == 0 ? null : Math.Round(100m * part / possible, 5, MidpointRounding.AwayFromZero);
}
