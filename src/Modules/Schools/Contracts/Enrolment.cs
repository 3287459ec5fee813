using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// A child's place on one school's roll. On roll from <paramref name="EntryDate"/> to <paramref name="LeavingDate"/>, both included; null: still there.
/// <paramref name="YearGroup"/> is the National Curriculum year as taught: N1, N2, R, 1 to 14, X.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("Enrolment")]
public sealed record Enrolment(
    [property: Orleans.Id(0)] Laestab School,
    [property: Orleans.Id(1)] PupilId Pupil,
    [property: Orleans.Id(2)] DateOnly EntryDate,
    [property: Orleans.Id(3)] DateOnly? LeavingDate,
    [property: Orleans.Id(4)] EnrolmentStatus Status,
    [property: Orleans.Id(5)] bool Boarder,
    [property: Orleans.Id(6)] string YearGroup,
    [property: Orleans.Id(7)] string? Group
)
{
    /// <summary>True when the child is on this roll on the date.</summary>
    public bool Covers(DateOnly date) => date >= EntryDate && (LeavingDate is null || date <= LeavingDate);
}

/// <summary>Kinds of registration. Source: RULES 1, school census enrolment status.</summary>
public enum EnrolmentStatus : byte
{
    /// <summary>C: registered at this school only.</summary>
    Single = (byte)'C',

    /// <summary>M: dual registered, main school.</summary>
    MainDual = (byte)'M',

    /// <summary>S: dual registered, subsidiary school; on roll all the same.</summary>
    SubsidiaryDual = (byte)'S',

    /// <summary>F: further education college.</summary>
    FurtherEducation = (byte)'F',

    /// <summary>O: other provider.</summary>
    Other = (byte)'O',

    /// <summary>G: guest; not in absence statistics.</summary>
    Guest = (byte)'G',
}
