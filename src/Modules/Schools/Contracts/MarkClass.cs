namespace Attendance.Schools.Contracts;

/// <summary>How a mark counts. Depends on the code and the date of the session (RULES 2.2). Source: DfE guide to absence statistics.</summary>
public enum MarkClass : byte
{
    /// <summary>No mark yet: not possible, not absent, but the register is incomplete.</summary>
    Missing = 0,

    /// <summary>In school, or late before the register closed: attended and possible.</summary>
    Present = 1,

    /// <summary>Approved educational activity off site: counts as attended and possible.</summary>
    Approved = 2,

    /// <summary>Authorised absence: possible.</summary>
    Authorised = 3,

    /// <summary>Unauthorised absence: possible; the only class that legal action may rest on.</summary>
    Unauthorised = 4,

    /// <summary>Not a possible session (D, X, Y..., Q).</summary>
    NotPossible = 5,

    /// <summary>Administrative (Z, #): not collected, not possible.</summary>
    Administrative = 6,
}
