namespace Attendance.Partners.Sharing;

/// <summary>
/// Chooses a page of an agreement's children: filtered, ordered, from a place on. Pure, and made of what is shown alone, so that neither who comes, nor in which order, nor how many
/// follow can tell of what is hidden.
/// </summary>
internal static class SharedPage
{
    /// <summary>The most children of a page.</summary>
    public const int Most = 100;

    /// <summary>The page, and whether more follow. <paramref name="after"/>: the id where the page before ended.</summary>
    public static (IReadOnlyList<SharedChildNode> Children, bool More) Of(
        IReadOnlyList<SharedChildNode> all,
        int first,
        string? after,
        string? orderBy,
        string? filterBy,
        string? equals
    )
    {
        var chosen = all.Where(child => filterBy is null || SharedOrder.TextOf(child, filterBy) == equals);
        if (orderBy is not null)
            chosen = chosen.OrderBy(child => SharedOrder.KeyOf(child, orderBy), StringComparer.Ordinal);
        var rest = (after is null ? chosen : chosen.SkipWhile(child => child.Id != after).Skip(1)).ToList();
        var page = rest.Take(Math.Clamp(first, 0, Most)).ToList();
        return (page, rest.Count > page.Count);
    }
}
