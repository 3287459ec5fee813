namespace Attendance.Schools.Contracts;

/// <summary>What can be marked on a child for a time. Source: ARCHITECTURE 3, the Schools module.</summary>
public static class MarkerKinds
{
    /// <summary>Looked after by the authority.</summary>
    public const string LookedAfter = "looked-after";

    /// <summary>On a child protection plan.</summary>
    public const string ChildProtection = "child-protection";

    /// <summary>A child in need.</summary>
    public const string InNeed = "in-need";

    /// <summary>Special educational needs; the detail is the stage.</summary>
    public const string Sen = "sen";

    /// <summary>An individual healthcare plan at school.</summary>
    public const string MedicalCarePlan = "medical-care-plan";

    /// <summary>Eligible for free school meals.</summary>
    public const string FreeMeals = "free-meals";

    /// <summary>The ethnic group; the detail is its code.</summary>
    public const string Ethnicity = "ethnicity";

    /// <summary>Cares for somebody at home.</summary>
    public const string YoungCarer = "young-carer";

    /// <summary>Of a family that travels for its trade.</summary>
    public const string Traveller = "traveller";

    /// <summary>Known to the youth offending team.</summary>
    public const string YoungOffender = "young-offender";

    /// <summary>English as an additional language.</summary>
    public const string Eal = "eal";

    private static readonly HashSet<string> Known =
    [
        LookedAfter,
        ChildProtection,
        InNeed,
        Sen,
        MedicalCarePlan,
        FreeMeals,
        Ethnicity,
        YoungCarer,
        Traveller,
        YoungOffender,
        Eal,
    ];

    /// <summary>The eleven kinds.</summary>
    public static IReadOnlyCollection<string> All => Known;

    /// <summary>True for one of the eleven kinds.</summary>
    public static bool IsKnown(string? kind) => kind is not null && Known.Contains(kind);
}
