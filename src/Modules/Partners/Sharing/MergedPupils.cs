namespace Attendance.Partners.Sharing;

/// <summary>
/// How what was recorded of a child is found when its record was merged into another. Nothing is moved (Schools), and a merge can be taken back: a row keeps the id under which it was written, under whose
/// key its texts are, and is found by every id of the same child.
/// </summary>
internal static class MergedPupils
{
    /// <summary>The condition that a column names one of some children, by whichever of their ids. <paramref name="ids"/>: a parameter, or numbers and commas.</summary>
    public static string Are(string column, string ids)
    {
        var present = $"select asked.pupil from access_place asked where asked.target = 'pupil' and asked.target_id in ({ids})";
        return $"""
            ({column} in ({ids}) or {column} in ({present}) or {column} in (
                select former.target_id from access_place former where former.target = 'pupil' and (former.pupil in ({ids}) or former.pupil in ({present}))))
            """;
    }

    /// <summary>Every former id with the present one.</summary>
    public const string All = "select target_id, pupil from access_place where target = 'pupil'";

    /// <summary>The child's present id, of an id in a column.</summary>
    public static string Present(string column) =>
        $"coalesce((select former.pupil from access_place former where former.target = 'pupil' and former.target_id = {column}), {column})";
}
