namespace Attendance.City.Plan;

/// <summary>What one enrolment adds to its school's row, in half-day sessions, and the spells its absence comes in.</summary>
internal sealed class Budget
{
    /// <summary>Sessions on roll in the statistical period, possible or not: always whole days.</summary>
    public required int Window { get; init; }

    /// <summary>Sessions of the window coded Y (not possible), 0 or 1: makes an odd total of whole days.</summary>
    public required int NotPossible { get; init; }

    /// <summary>Authorised and unauthorised absence.</summary>
    public required int Absent { get; init; }

    public required int Unauthorised { get; init; }

    /// <summary>In the persistent-absence group: ten times the absence is at least the possible sessions.</summary>
    public required bool Persistent { get; init; }

    /// <summary>The absence as runs of one code each; their lengths add up to <see cref="Absent"/>.</summary>
    public List<Spell> Spells { get; } = [];

    public int Possible => Window - NotPossible;

    public int Authorised => Absent - Unauthorised;
}

/// <summary>A run of absence with one register code.</summary>
internal readonly record struct Spell(char Code, int Sessions);
