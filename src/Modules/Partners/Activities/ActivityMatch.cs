namespace Attendance.Partners.Activities;

/// <summary>
/// Why an activity fits a young person, or null when it cannot: the year group is outside it, a need is not met, or no place is free. Pure. What fits better comes first: an interest weighs
/// most, then the neighbourhood. Source: the strategy's line 813; the weights are ours.
/// </summary>
internal sealed record ActivityMatch(Activity Activity, int Score, IReadOnlyList<string> Why)
{
    private const int OfInterest = 3;
    private const int OfArea = 2;

    /// <summary>Compares one activity with what is known. <paramref name="year"/>: null when it is not known.</summary>
    public static ActivityMatch? Of(
        Activity activity,
        int? year,
        IReadOnlyCollection<string> interests,
        IReadOnlyCollection<string> needs,
        string? area,
        DateOnly today
    )
    {
        if (!activity.IsOpen(today) || year < activity.FromYear || year > activity.ToYear)
            return null;
        if (!needs.All(need => activity.Needs.Contains(need, StringComparer.OrdinalIgnoreCase)))
            return null;
        var why = new List<string>();
        var score = 0;
        foreach (var interest in interests.Where(interest => activity.Interests.Contains(interest, StringComparer.OrdinalIgnoreCase)))
        {
            score += OfInterest;
            why.Add($"Likes {interest}.");
        }
        if (area is not null && string.Equals(area, activity.Area, StringComparison.OrdinalIgnoreCase))
        {
            score += OfArea;
            why.Add($"In {activity.Area}.");
        }
        if (score == 0)
            return null;
        if (year is not null)
            why.Add($"For years {Year(activity.FromYear)} to {Year(activity.ToYear)}.");
        why.AddRange(needs.Select(need => $"Meets the need: {need}."));
        why.Add(activity.Free == 1 ? "1 place is free." : $"{activity.Free} places are free.");
        return new ActivityMatch(activity, score, why);
    }

    private static string Year(int year) => year == 0 ? "R" : $"{year}";
}
