using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;

namespace Attendance.Partners.Responsibilities;

/// <summary>
/// What one person answers for: what the strategy says of the agencies that the person's roles work for, and what the policy lets those roles do. Nothing of it is written by hand, so
/// that a change of permissions is a change of the text. <paramref name="Version"/>: made from the text; another text, another version.
/// </summary>
internal sealed partial record ResponsibilityText(
    string Version,
    IReadOnlyList<(Role Role, IReadOnlyList<string> May)> Roles,
    IReadOnlyList<Responsibility> Rows
)
{
    private const int VersionLength = 8;

    /// <summary>The text for roles with what they may do.</summary>
    public static ResponsibilityText Of(
        IReadOnlyDictionary<Role, IReadOnlyList<Act>> rights,
        IReadOnlyList<Agency> agencies,
        IReadOnlyList<Responsibility> rows
    )
    {
        var roles = rights
            .OrderBy(pair => pair.Key)
            .Select(pair => (pair.Key, (IReadOnlyList<string>)[.. pair.Value.Select(Words)]))
            .ToList();
        var own = agencies.Where(agency => agency.Role is { } role && rights.ContainsKey(role)).Select(agency => agency.Id).ToHashSet();
        var mine = rows.Where(row => own.Contains(row.Agency)).ToList();
        var text = string.Join(
            '\n',
            [
                .. roles.Select(role => $"{role.Key}: {string.Join(", ", role.Item2)}"),
                .. mine.Select(row => $"{row.Row} {row.Role} {row.Text} {row.Outcome}"),
            ]
        );
        return new ResponsibilityText(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))[..VersionLength]),
            roles,
            mine
        );
    }

    /// <summary>"ReadByAgreement" is "read by agreement".</summary>
    private static string Words(Act act) => Capital().Replace(act.ToString(), match => " " + match.Value.ToLowerInvariant()).Trim();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
