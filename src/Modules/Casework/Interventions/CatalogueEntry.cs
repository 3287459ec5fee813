using Attendance.Casework.Contracts;

namespace Attendance.Casework.Interventions;

/// <summary>
/// What can be done for a child (S73, S93). <paramref name="Tier"/>: 1 for every child, 2 for some who need more, 3 for few who need most. Ages are years at the start, both included.
/// </summary>
internal sealed record CatalogueEntry(
    string Id,
    string Title,
    string Provider,
    int Tier,
    int AgeFrom,
    int AgeTo,
    string Dose,
    IReadOnlyList<Factor> Factors
);
