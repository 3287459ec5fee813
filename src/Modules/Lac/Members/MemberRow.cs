using Attendance.Schools.Contracts;

namespace Attendance.Lac.Members;

/// <summary>A row of the members' report. <paramref name="Group"/>: what the row is a part by; null: all children. Counts in the order of the table; null: hidden.</summary>
internal sealed record MemberRow(string? Group, string Name, IReadOnlyList<long?> Counts)
{
    public long? Children => Counts[0];
    public long? ReachedTen => Counts[1];
    public long? ReachedTwentyFive => Counts[2];
    public long? Possible => Counts[3];
    public long? Attended => Counts[4];
    public long? Missed => Counts[7];

    /// <summary>Attended of possible, in per cent to 1 place; null where one of them is hidden.</summary>
    public decimal? Attendance => Attended is { } attended && Possible is { } possible ? AbsenceRate.Percent(attended, possible, 1) : null;

    /// <summary>A column as it is printed.</summary>
    public static object Print(object? value) => value ?? "hidden";
}
