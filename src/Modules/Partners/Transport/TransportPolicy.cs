using System.ComponentModel;
using Attendance.Schools.Contracts;

namespace Attendance.Partners.Transport;

/// <summary>
/// Who is taken to school free of charge. Pure. Walking distances: Education Act 1996, section 444(5); special needs, unsafe routes and low income: section 508B and schedule 35B, for
/// low income from September 2007 (under eleven) and 2008. That a nearer suitable school has no place is for whoever measures the way.
/// </summary>
internal static class TransportPolicy
{
    /// <summary>Two miles, in metres: the walking distance of a child under eight.</summary>
    public const int TwoMiles = 3219;

    /// <summary>Three miles, in metres: from the eighth birthday on.</summary>
    public const int ThreeMiles = 4828;

    /// <summary>Six miles, in metres: how far extended rights reach from the eleventh birthday on.</summary>
    public const int SixMiles = 9656;

    private static readonly DateOnly LowIncomeUnderEleven = new(2007, 9, 1);
    private static readonly DateOnly LowIncome = new(2008, 9, 1);

    /// <summary>The distance that a child of this age may be expected to walk, in metres.</summary>
    public static int WalkingDistance(DateOnly birthDate, DateOnly on) => on < birthDate.AddYears(8) ? TwoMiles : ThreeMiles;

    /// <summary>Whether the way is longer than the child may be expected to walk; null: not measured.</summary>
    public static bool? IsBeyondWalking(WayToSchool way, DateOnly birthDate, DateOnly on) =>
        way.Metres is { } metres ? metres > WalkingDistance(birthDate, on) : null;

    /// <summary>On what ground the child is taken to school on a day, or why it is not.</summary>
    public static TransportBasis Judge(WayToSchool way, DateOnly birthDate, DateOnly on)
    {
        if (!SchoolAge.IsCompulsory(birthDate, on))
            return TransportBasis.NotOfAge;
        if (IsBeyondWalking(way, birthDate, on) is true)
            return TransportBasis.Distance;
        if (way.SpecialNeeds)
            return TransportBasis.SpecialNeeds;
        if (way.UnsafeRoute)
            return TransportBasis.UnsafeRoute;
        if (way.Metres is not { } metres)
            return TransportBasis.NotMeasured;
        var eleven = on >= birthDate.AddYears(11);
        var extended =
            way.LowIncome
            && on >= (eleven ? LowIncome : LowIncomeUnderEleven)
            && on >= birthDate.AddYears(8)
            && metres > TwoMiles
            && (!eleven || metres <= SixMiles);
        return extended ? TransportBasis.LowIncome : TransportBasis.WithinWalking;
    }

    /// <summary>Whether a ground is one on which a child is taken.</summary>
    public static bool IsEligible(TransportBasis basis) =>
        basis is TransportBasis.Distance or TransportBasis.SpecialNeeds or TransportBasis.UnsafeRoute or TransportBasis.LowIncome;

    /// <summary>
    /// The code of a half-day that a child missed because the service failed, of those that existed on the date: transport not available where the child cannot walk
    /// (Y, from August 2024 Y1), else from August 2024 another unavoidable cause (Y7). Source: RULES 2.2.
    /// </summary>
    public static AttendanceCode CodeOn(DateOnly date, bool? beyondWalking) =>
        new[] { beyondWalking is false ? "Y7" : "Y1", "Y" }
            .Select(AttendanceCode.Parse)
            .First(code => !code.IsBefore(date) && !code.IsWithdrawn(date));
}

/// <summary>What is known of a child's way to school. <paramref name="Metres"/>: the shortest on foot; null: not measured.</summary>
internal readonly record struct WayToSchool(int? Metres, bool SpecialNeeds, bool UnsafeRoute, bool LowIncome);

/// <summary>On what ground a child is taken to school, or why not. Stored by name.</summary>
[Description("On what ground a child is taken to school, or why it is not.")]
internal enum TransportBasis
{
    [Description("The way is longer than a child of its age may be expected to walk: two miles under eight, three miles from then on.")]
    Distance,

    [Description("Special needs, a disability or difficulty in walking.")]
    SpecialNeeds,

    [Description("The way cannot be walked in safety.")]
    UnsafeRoute,

    [Description("A low income: over two miles from the age of eight, up to six miles from eleven.")]
    LowIncome,

    [Description("Not taken: the way can be walked.")]
    WithinWalking,

    [Description("Not decided: the way was not measured.")]
    NotMeasured,

    [Description("Not taken: not of compulsory school age.")]
    NotOfAge,
}
