using System.ComponentModel;
using Attendance.Access.Contracts;

namespace Attendance.Partners.Directory;

/// <summary>
/// An agency that takes part. <paramref name="Id"/>: a short name in addresses. <paramref name="Role"/>: the role that its people hold; null: they have none in the product.
/// <paramref name="Line"/>: the line of the strategy that names it; null: the authority added it.
/// </summary>
internal sealed record Agency(string Id, string Name, AgencyKind Kind, Role? Role, string About, string? Contact, int? Line)
{
    /// <summary>The longest short name.</summary>
    public const int LongestId = 40;

    /// <summary>True for a short name: lower case letters, digits and single hyphens.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= LongestId }
        && text[0] != '-'
        && text[^1] != '-'
        && !text.Contains("--", StringComparison.Ordinal)
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-');
}

/// <summary>What an agency is. All of them are referred to by the same form, answer by the same clock and are reported on alike. Stored by name.</summary>
[Description("What an agency is.")]
internal enum AgencyKind
{
    [Description("A service of the council.")]
    Council,

    [Description("Another public body.")]
    Public,

    [Description("A voluntary, community or regeneration body.")]
    Community,

    [Description("Schools.")]
    School,

    [Description("Families.")]
    Family,
}
