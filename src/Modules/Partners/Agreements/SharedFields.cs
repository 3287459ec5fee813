using System.Collections.Frozen;
using Attendance.Access.Contracts;

namespace Attendance.Partners.Agreements;

/// <summary>
/// What agreements can open, by the names of the fields of <c>SharedChild</c>, and to whom. What is not here no agreement opens: exact codes, notes, whether a child is looked after, addresses, other
/// children, other agencies, names of staff. Source: PROMISES 4, partner agency rules; the strategy's section 4.
/// </summary>
internal static class SharedFields
{
    public const string Id = "id";
    public const string GivenName = "givenName";
    public const string FamilyName = "familyName";
    public const string SchoolName = "schoolName";
    public const string YearGroup = "yearGroup";
    public const string Band = "band";
    public const string Weeks = "weeks";
    public const string UpdatedAt = "updatedAt";
    public const string Attendance = "attendance";
    public const string Days = "days";
    public const string Today = "today";
    public const string Illness = "illness";

    /// <summary>Personal advisers work with young people from year 9 onwards (S195).</summary>
    public const int FirstConnexionsYear = 9;

    private static readonly FrozenSet<string> Common = Set(
        Id,
        GivenName,
        FamilyName,
        SchoolName,
        YearGroup,
        Band,
        Weeks,
        UpdatedAt,
        Attendance,
        Days,
        Today
    );

    // Who stops children in the street sees who it is and whether it is absent today, and no history.
    private static readonly FrozenSet<string> OfToday = Set(Id, GivenName, FamilyName, SchoolName, YearGroup, Today);

    private static readonly FrozenSet<string> NoMarks = Set(Id, GivenName, FamilyName, SchoolName, YearGroup);

    /// <summary>Every field that any agreement can open.</summary>
    public static IReadOnlySet<string> All { get; } = Set([.. Common, Illness]);

    /// <summary>What an agreement with an agency whose people hold the role can open.</summary>
    public static IReadOnlySet<string> Allowed(Role role) =>
        role switch
        {
            Role.Police or Role.CommunitySafety => OfToday,
            Role.Housing or Role.PassengerTransport => NoMarks,
            Role.Health => All,
            _ => Common,
        };

    /// <summary>What it opens when it names no fields.</summary>
    public static IReadOnlySet<string> Default(Role role) =>
        role switch
        {
            Role.Police or Role.CommunitySafety => Set(Id, GivenName, SchoolName, Today),
            Role.Housing or Role.PassengerTransport => Set(Id, GivenName, SchoolName),
            _ => AgreementChild.DefaultFields,
        };

    /// <summary>Whether the year group decides who is seen in the role.</summary>
    public static bool AsksYear(Role role) => role is Role.Connexions;

    /// <summary>
    /// Whether a child in a year group ("9", "R", null when not known) may be seen in the role at all.
    /// </summary>
    public static bool Sees(Role role, string? yearGroup) =>
        !AsksYear(role) || (int.TryParse(yearGroup, out var year) && year >= FirstConnexionsYear);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
