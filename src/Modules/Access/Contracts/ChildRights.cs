namespace Attendance.Access.Contracts;

/// <summary>What a caller may do with one child, over all roles and relationships together. The default: nothing, as for a child that is not there.</summary>
public readonly record struct ChildRights
{
    // A bit for each act: 128 of them.
    private readonly UInt128 _acts;

    private ChildRights(UInt128 acts) => _acts = acts;

    /// <summary>Nothing.</summary>
    public static ChildRights None => default;

    /// <summary>These acts.</summary>
    public static ChildRights Of(params ReadOnlySpan<Act> acts)
    {
        var bits = UInt128.Zero;
        foreach (var act in acts)
            bits |= UInt128.One << (int)act;
        return new ChildRights(bits);
    }

    /// <summary>True when the act is among them.</summary>
    public bool May(Act act) => (_acts & (UInt128.One << (int)act)) != UInt128.Zero;

    /// <summary>True when the child is in scope at all.</summary>
    public bool Sees => May(Act.ReadChild);

    /// <summary>What either allows.</summary>
    public static ChildRights operator |(ChildRights left, ChildRights right) => new(left._acts | right._acts);

    /// <summary>Whether any act is allowed.</summary>
    public bool IsNone => _acts == UInt128.Zero;
}
