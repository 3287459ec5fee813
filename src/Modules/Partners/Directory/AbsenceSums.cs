namespace Attendance.Partners.Directory;

/// <summary>Half-days of a group of schools in a school year; <paramref name="Persistent"/>: enrolments that missed a tenth of their own or more. Under <see cref="Fewest"/> enrolments nothing is told.</summary>
internal readonly record struct AbsenceSums(int Schools, int Enrolments, long Possible, long Authorised, long Unauthorised, int Persistent)
{
    /// <summary>Fewer children than this are never counted for others. Source: PROMISES 4.</summary>
    public const int Fewest = 5;

    /// <summary>True when the group is too small to be told of.</summary>
    public bool IsHidden => Enrolments is > 0 and < Fewest;

    public static AbsenceSums operator +(AbsenceSums left, AbsenceSums right) =>
        new(
            left.Schools + right.Schools,
            left.Enrolments + right.Enrolments,
            left.Possible + right.Possible,
            left.Authorised + right.Authorised,
            left.Unauthorised + right.Unauthorised,
            left.Persistent + right.Persistent
        );
}
