using System.Text;

namespace Attendance.Access.Identity;

/// <summary>The column of a property: <c>LockoutEnd</c> is kept as <c>lockout_end</c>.</summary>
internal static class ColumnName
{
    public static string Of(string property)
    {
        var name = new StringBuilder();
        foreach (var letter in property)
        {
            if (char.IsUpper(letter) && name.Length > 0)
                name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }
        return name.ToString();
    }
}
