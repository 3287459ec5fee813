namespace Attendance.Casework.Allocation;

/// <summary>
/// Who would be the right key worker (S97, "a system for identifying an appropriate key worker"). Pure: the same candidates give the same order, and every place in it explains
/// itself. Nobody with a conflict of interest, away, or as full as capacity allows is proposed.
/// </summary>
internal static class Recommender
{
    // In the order of what matters most to a child: somebody known, then somebody near, then somebody who knows the matter.
    private const int Sibling = 40;
    private const int Before = 30;
    private const int Named = 25;
    private const int Team = 15;
    private const int Specialism = 10;
    private const int Room = 10;

    /// <summary>The candidates, best first; then those who are not proposed, with the reason.</summary>
    public static IReadOnlyList<Recommendation> Rank(IEnumerable<Candidate> candidates) =>
        [
            .. candidates
                .Select(Judge)
                .OrderByDescending(judged => judged.IsProposed)
                .ThenByDescending(judged => judged.Points)
                .ThenBy(judged => judged.Candidate.Open)
                .ThenBy(judged => judged.Candidate.Person),
        ];

    private static Recommendation Judge(Candidate candidate)
    {
        var against = new List<string>();
        if (candidate.HasConflict)
            against.Add("Has a conflict of interest with this family.");
        if (candidate.IsAway)
            against.Add("Is away today.");
        if (candidate.Open >= candidate.Capacity)
            against.Add($"Is full: holds {candidate.Open} of {candidate.Capacity} cases.");
        if (against.Count > 0)
            return new Recommendation(candidate, 0, false, against);
        var points = 0;
        var why = new List<string>();
        Give(candidate.HoldsSibling, Sibling, "Works with a brother or sister already.");
        Give(candidate.HeldBefore, Before, "Has worked with the child before.");
        Give(candidate.IsNamedOfficer, Named, "Is the named officer of the school.");
        Give(candidate.IsOfTeam, Team, "Is in the locality team of the school.");
        foreach (var known in candidate.Matching.Order(StringComparer.Ordinal))
            Give(true, Specialism, $"Knows most about {known}.");
        var free = candidate.Capacity - candidate.Open;
        points += Room * free / candidate.Capacity;
        why.Add($"Has room: holds {candidate.Open} of {candidate.Capacity} cases.");
        return new Recommendation(candidate, points, true, why);

        void Give(bool holds, int value, string reason)
        {
            if (!holds)
                return;
            points += value;
            why.Add(reason);
        }
    }
}

/// <summary>
/// A welfare officer as seen from one case. <paramref name="Matching"/>: what the officer knows best among what the child needs. <paramref name="Open"/>: open cases held now, of at most
/// <paramref name="Capacity"/>.
/// </summary>
internal sealed record Candidate(
    long Person,
    string Name,
    bool IsNamedOfficer,
    bool IsOfTeam,
    bool HeldBefore,
    bool HoldsSibling,
    IReadOnlyList<string> Matching,
    int Open,
    int Capacity,
    bool HasConflict,
    bool IsAway
);

/// <summary>A candidate's place: points, and why; or why the candidate is not proposed.</summary>
internal sealed record Recommendation(Candidate Candidate, int Points, bool IsProposed, IReadOnlyList<string> Reasons);
