namespace Attendance.Schools.Contracts;

/// <summary>
/// Which past a question is about. <paramref name="AsOf"/>: sessions up to and with this date; null: all. <paramref name="KnownAt"/>: only what was
/// recorded by this instant; null: all. The two are independent: "May's figures as they were known in June".
/// </summary>
public readonly record struct Moment(DateOnly? AsOf = null, DateTimeOffset? KnownAt = null)
{
    /// <summary>Everything, as known now.</summary>
    public static Moment Now => default;
}
