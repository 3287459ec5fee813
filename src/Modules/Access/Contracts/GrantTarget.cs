using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>What a grant opens: one child, the children of a school, the children placed at a unit, or all. <paramref name="Id"/> is 0 for all.</summary>
public sealed record GrantTarget(GrantTargetKind Kind, long Id)
{
    /// <summary>The number of the unit at which every looked-after child has a place for as long as it is looked after.</summary>
    public const long LookedAfter = 1;

    /// <summary>Every child and school.</summary>
    public static GrantTarget All { get; } = new(GrantTargetKind.All, 0);

    /// <summary>One child.</summary>
    public static GrantTarget Of(PupilId pupil) => new(GrantTargetKind.Pupil, pupil.Value);

    /// <summary>A school and the children on its roll.</summary>
    public static GrantTarget Of(Laestab school) => new(GrantTargetKind.School, school.Value);

    /// <summary>The children placed at a unit.</summary>
    public static GrantTarget Unit(long unit) => new(GrantTargetKind.Unit, unit);
}

/// <summary>The kinds of <see cref="GrantTarget"/>. Stored in lower case.</summary>
public enum GrantTargetKind
{
    /// <summary>One child.</summary>
    Pupil,

    /// <summary>A school.</summary>
    School,

    /// <summary>A residential unit, or the looked-after register.</summary>
    Unit,

    /// <summary>The whole authority.</summary>
    All,
}
