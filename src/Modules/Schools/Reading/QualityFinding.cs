using Attendance.Schools.Registers;
using Attendance.SharedKernel;

namespace Attendance.Schools.Reading;

/// <summary>Something in a school's registers that wants looking at, and where.</summary>
internal sealed record QualityFinding(QualityKind Kind, IReadOnlyList<SessionCount> Where)
{
    /// <summary>Registers where registers are counted, marks elsewhere.</summary>
    public int Count =>
        Kind is QualityKind.MissingRegisters or QualityKind.AllPresent or QualityKind.LateRegisters
            ? Where.Count
            : Where.Sum(row => row.Count);
}

/// <summary>What wants looking at in a school's registers.</summary>
internal enum QualityKind
{
    /// <summary>Marks kept aside because they are wrong in themselves.</summary>
    HeldMarks,

    /// <summary>Marks that were stored and are not in force, because a later one stood already.</summary>
    StaleMarks,

    /// <summary>Changed marks that came without a reason.</summary>
    MissingReasons,

    /// <summary>Classes with children due and no mark after the register closed; the count is of children.</summary>
    MissingRegisters,

    /// <summary>Code N (no reason yet) that still stands after five school days.</summary>
    UnresolvedN,

    /// <summary>
    /// Nobody absent and nobody late where that is hardly likely: a whole school of a hundred or more in one half-day, where the count is of marks; or a class of fifteen or
    /// more in ten half-days running or more, where it is of half-days.
    /// </summary>
    AllPresent,

    /// <summary>Registers that were first posted after they closed; the count is of minutes.</summary>
    LateRegisters,
}

/// <summary>Marks in force with a code in a half-day's register of a class.</summary>
internal sealed record CodeTally(SessionKey Session, string Group, string Code, int Count);
