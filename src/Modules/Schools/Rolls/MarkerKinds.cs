namespace Attendance.Schools.Rolls;

/// <summary>What can be marked on a child for a time. Source: ARCHITECTURE 3, the Schools module.</summary>
internal static class MarkerKinds
{
    private static readonly HashSet<string> Known =
    [
        "looked-after",
        "child-protection",
        "in-need",
        "sen",
        "medical-care-plan",
        "free-meals",
        "ethnicity",
        "young-carer",
        "traveller",
        "young-offender",
        "eal",
    ];

    /// <summary>True for one of the eleven kinds.</summary>
    public static bool IsKnown(string? kind) => kind is not null && Known.Contains(kind);
}
