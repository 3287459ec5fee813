using Attendance.Casework.Contracts;
using static Attendance.Casework.Contracts.Factor;

namespace Attendance.Casework.Interventions;

/// <summary>
/// The interventions that the strategy's partners offer: its sections 4 and 8, and the programmes that it names (Behaviour Improvement Programme, Excellence in Cities, Connexions, BEST,
/// youth offending service, regeneration). Tiers, ages and doses are ours.
/// </summary>
internal static class Catalogue
{
    /// <summary>Every entry, by id.</summary>
    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        new(
            "first-day-call",
            "First-day calling",
            "School",
            1,
            4,
            16,
            "every day of absence, for a half term",
            [Attitude, Family, Holidays]
        ),
        new("attendance-award", "Rewards for coming", "School", 1, 4, 16, "weekly, for a half term", [Attitude]),
        new(
            "learning-mentor",
            "Learning mentor",
            "School (Excellence in Cities)",
            2,
            4,
            16,
            "weekly, for a term",
            [Curriculum, Behaviour, MentalHealth, Family]
        ),
        new("buddy", "Peer mentoring and a safe place", "School", 1, 7, 16, "daily, for a half term", [Bullying, Language]),
        new("anti-bullying", "Work on bullying with both sides", "School", 2, 5, 16, "four sessions", [Bullying]),
        new("breakfast-club", "Breakfast club", "School", 1, 4, 13, "daily, for a half term", [Poverty, Family, Attitude]),
        new("home-visit", "Home visits", "Locality team", 2, 4, 16, "weekly, for four weeks", [Family, Attitude, ParentHealth, Housing]),
        new("parenting", "Parenting programme", "Locality team", 2, 4, 16, "eight sessions", [Family, Attitude, Behaviour]),
        new(
            "family-conference",
            "Family group conference",
            "Children's services",
            3,
            4,
            16,
            "one meeting and a review",
            [Family, ParentHealth, Caring]
        ),
        new("school-nurse", "School nurse", "Health", 1, 4, 16, "two meetings", [Health, MentalHealth, Substance]),
        new("counselling", "Counselling", "Health", 2, 8, 16, "six to twelve sessions", [MentalHealth, Bullying, Family]),
        new("camhs", "Child and adolescent mental health service", "Health", 3, 5, 16, "as the service says", [MentalHealth]),
        new("best", "Behaviour and education support team", "BEST", 2, 4, 16, "weekly, for a term", [Behaviour, Family, Curriculum]),
        new(
            "alternative-curriculum",
            "Alternative curriculum",
            "School and providers",
            3,
            14,
            16,
            "days a week, for a term",
            [Curriculum, Behaviour]
        ),
        new("connexions", "Personal adviser", "Connexions", 2, 13, 16, "every two weeks, for a term", [Attitude, Curriculum, Offending]),
        new("young-carers", "Young carers project", "Voluntary sector", 2, 5, 16, "weekly, for a term", [Caring, ParentHealth]),
        new("housing-support", "Housing support", "Housing", 2, 4, 16, "as the tenancy needs", [Housing, Poverty]),
        new("travel", "Help with the way to school", "Authority", 1, 4, 16, "until the way is safe", [Transport, Poverty]),
        new("substance-service", "Young people's drug and alcohol service", "Health", 3, 11, 16, "as the service says", [Substance]),
        new("yos", "Youth offending prevention", "Youth offending service", 3, 10, 16, "weekly, for a term", [Offending, Behaviour]),
        new("language-support", "Language support", "Authority", 1, 4, 16, "weekly, for a term", [Language]),
        new(
            "community-mentor",
            "Community mentor",
            "Regeneration programme",
            2,
            11,
            16,
            "weekly, for a term",
            [Attitude, Offending, Family]
        ),
    ];

    /// <summary>The entry with an id, or null.</summary>
    public static CatalogueEntry? Find(string id) => All.FirstOrDefault(entry => entry.Id == id);

    /// <summary>
    /// What would fit, best first, each with the reason: what meets more of the child's factors, then the lower tier, that is less for the family to bear. What was tried already
    /// comes last and says so.
    /// </summary>
    public static IReadOnlyList<(CatalogueEntry Entry, string Why)> Suggest(
        IReadOnlyCollection<Factor> factors,
        int age,
        IReadOnlySet<string> tried
    ) =>
        [
            .. All.Select(entry => (Entry: entry, Meets: entry.Factors.Where(factors.Contains).ToList()))
                .Where(found => found.Meets.Count > 0 && age >= found.Entry.AgeFrom && age <= found.Entry.AgeTo)
                .OrderBy(found => tried.Contains(found.Entry.Id))
                .ThenByDescending(found => found.Meets.Count)
                .ThenBy(found => found.Entry.Tier)
                .ThenBy(found => found.Entry.Id, StringComparer.Ordinal)
                .Select(found =>
                    (
                        found.Entry,
                        $"Meets {Cases.ToldWords.Told(found.Meets)}; tier {found.Entry.Tier}; for ages {found.Entry.AgeFrom} to {found.Entry.AgeTo}."
                            + (tried.Contains(found.Entry.Id) ? " Was tried in this case." : "")
                    )
                ),
        ];
}
