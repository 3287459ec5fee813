using Attendance.Partners.Directory;
using Attendance.Schools.Contracts;

namespace Attendance.Partners.Health;

/// <summary>
/// Groups of children by what they missed for their health. Pure. A group under five is not told of; where only one of a list is so small, the next smallest is hidden with it, so that the total does
/// not tell it.
/// </summary>
internal static class HealthAbsence
{
    /// <summary>The counts of groups, each with its half terms, in the order of their keys.</summary>
    public static IReadOnlyList<HealthGroup> By<TKey>(
        IEnumerable<IllnessCounts> counts,
        Func<IllnessCounts, TKey> key,
        Func<TKey, (string Id, string Name, string? Area)> nameOf
    )
        where TKey : notnull
    {
        var groups = counts.GroupBy(key).OrderBy(group => group.Key).Select(group => Group(nameOf(group.Key), [.. group])).ToList();
        var small = groups.Where(group => IsSmall(group.Size)).Select(group => group.Node.Id).ToHashSet(StringComparer.Ordinal);
        if (small.Count == 1 && groups.Count > 1)
            small.Add(groups.Where(group => !small.Contains(group.Node.Id)).MinBy(group => group.Size).Node.Id);
        return [.. groups.Select(group => small.Contains(group.Node.Id) ? HealthGroup.Unsaid(group.Node) : group.Node)];
    }

    /// <summary>All of them as one group.</summary>
    public static HealthGroup All(string name, IReadOnlyList<IllnessCounts> counts)
    {
        var (node, size) = Group(("all", name, null), counts);
        return IsSmall(size) ? HealthGroup.Unsaid(node) : node;
    }

    private static bool IsSmall(int size) => size < AbsenceSums.Fewest;

    private static (HealthGroup Node, int Size) Group((string Id, string Name, string? Area) name, IReadOnlyList<IllnessCounts> counts)
    {
        var terms = counts.GroupBy(count => count.HalfTerm).OrderBy(term => term.Key).Select(term => (term.Key, Sum([.. term]))).ToList();
        // A half term with fewer than five children is left out of the trend; of the group, the half term with most children counts.
        var size = terms.Count == 0 ? 0 : terms.Max(term => term.Item2.Children);
        var all = Sum(counts);
        return (
            new HealthGroup(
                name.Id,
                name.Name,
                name.Area,
                size,
                all.Possible,
                all.Illness,
                all.Appointments,
                AbsenceRate.Percent(all.Illness + all.Appointments, all.Possible, 1),
                [
                    .. terms
                        .Where(term => !IsSmall(term.Item2.Children))
                        .Select(term => new HealthTerm(
                            term.Key,
                            term.Item2.Possible,
                            term.Item2.Illness + term.Item2.Appointments,
                            AbsenceRate.Percent(term.Item2.Illness + term.Item2.Appointments, term.Item2.Possible, 1)
                        )),
                ]
            ),
            size
        );
    }

    private static IllnessCounts Sum(IReadOnlyList<IllnessCounts> counts) =>
        new(
            default,
            0,
            default,
            counts.Sum(count => count.Children),
            counts.Sum(count => count.Possible),
            counts.Sum(count => count.Illness),
            counts.Sum(count => count.Appointments)
        );
}
