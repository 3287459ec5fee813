namespace Attendance.Access.Contracts;

/// <summary>A few children by what they may be reached by: put in order once, for judging many callers.</summary>
public sealed class ChildReaches
{
    private readonly Dictionary<GrantTarget, List<ChildReach>> _on = [];

    /// <summary>Puts the children in order.</summary>
    public ChildReaches(IReadOnlyCollection<ChildReach> children)
    {
        All = children;
        foreach (var child in children)
        foreach (var target in child.On)
        {
            if (!_on.TryGetValue(target, out var there))
                _on[target] = there = [];
            there.Add(child);
        }
    }

    /// <summary>Every child.</summary>
    public IReadOnlyCollection<ChildReach> All { get; }

    /// <summary>The children whom a grant on something may open.</summary>
    public IReadOnlyCollection<ChildReach> On(GrantTarget target) =>
        target.Kind is GrantTargetKind.All ? All : _on.GetValueOrDefault(target) ?? [];
}
