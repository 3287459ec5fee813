namespace Attendance.Bench.Load;

/// <summary>Holds the peer to what it is compared for: after the same registers its open flags are the product's.</summary>
internal static class SameFlags
{
    /// <summary>
    /// Compares the open flags child by child: rule, opening session, severity. Answers how many each rule has; throws with examples when any differs, and when
    /// there are none at all.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, int>> CheckAsync(Road product, Road peer, CancellationToken cancellation)
    {
        var wanted = await product.OpenFlagsAsync(cancellation);
        var found = await peer.OpenFlagsAsync(cancellation);
        if (wanted.Count == 0)
            throw new InvalidOperationException("The product has no open flag: nothing to compare the peer with.");
        var different = wanted
            .Except(found)
            .Select(flag => (Who: "only the product", Flag: flag))
            .Concat(found.Except(wanted).Select(flag => (Who: "only the peer", Flag: flag)))
            .GroupBy(difference => (difference.Flag.Rule, difference.Who))
            .Select(group => $"{group.Key.Rule}: {group.Count()} that {group.Key.Who} has, such as {group.First().Flag}")
            .ToList();
        if (different.Count > 0)
            throw new InvalidOperationException($"The open flags of product and peer differ.\n{string.Join('\n', different)}");
        return wanted.GroupBy(flag => flag.Rule).ToDictionary(group => group.Key, group => group.Count());
    }
}
