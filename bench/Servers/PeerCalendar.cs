using Attendance.Bench.Load;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Bench.Servers;

/// <summary>
/// What the peer's rules ask of the one calendar of the bench city, by session: worked out once, handed to each statement as a few numbers. Every day of it
/// has a morning and an afternoon.
/// </summary>
internal static class PeerCalendar
{
    // The first school days of the year that YEAR_START looks at.
    private const int FirstDays = 10;

    private static readonly Dictionary<int, PeerSession> Sessions = Make();

    /// <summary>Every session in order.</summary>
    public static IReadOnlyList<PeerSession> All { get; } = [.. Sessions.Values.OrderBy(session => session.Number)];

    /// <summary>A session of the calendar. Throws for any other: the peer has no school closed.</summary>
    public static PeerSession Of(SessionKey session) => Sessions[session.Number];

    private static Dictionary<int, PeerSession> Make()
    {
        var open = BenchCity.OpenSessions();
        var days = open.Select(session => session.Date.DayNumber).ToHashSet();
        var weeks = days.Select(Monday).Distinct().Order().ToList();
        var first = days.Order().Take(FirstDays).ToHashSet();
        return open.ToDictionary(
            session => session.Number,
            session =>
            {
                var day = session.Date.DayNumber;
                var half = StatisticalPeriods.HalfTermOf(session.Date);
                return new PeerSession
                {
                    Number = session.Number,
                    Week = weeks.IndexOf(Monday(day)) + 1,
                    HalfTermFrom = FirstOf(half),
                    TermFrom = FirstOf((HalfTerm)((int)half & ~1)),
                    FollowsHoliday = !Enumerable.Range(1, 6).Any(ago => days.Contains(day - ago)),
                    EndsBeforeHoliday = session.Half is HalfDay.PM && !Enumerable.Range(1, 6).Any(on => days.Contains(day + on)),
                    IsFirstDays = first.Contains(day),
                    IsMondayOrFriday = session.Date.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Friday,
                    HasMore = session.Half is HalfDay.AM,
                };
            }
        );
    }

    private static int Monday(int day) => day - (day % 7);

    private static int FirstOf(HalfTerm half) => StatisticalPeriods.FirstDay(BenchCity.Year, half).DayNumber * 2;
}

/// <summary>One session of the peer's calendar.</summary>
internal sealed record PeerSession
{
    public required int Number { get; init; }

    /// <summary>School weeks are numbered one after the other, holidays left out.</summary>
    public required int Week { get; init; }

    /// <summary>First session number of the half term.</summary>
    public required int HalfTermFrom { get; init; }

    /// <summary>First session number of the term.</summary>
    public required int TermFrom { get; init; }

    /// <summary>On the first school day after six closed days or more.</summary>
    public required bool FollowsHoliday { get; init; }

    /// <summary>The last session before six closed days or more.</summary>
    public required bool EndsBeforeHoliday { get; init; }

    /// <summary>Within the first ten school days of the year.</summary>
    public required bool IsFirstDays { get; init; }

    public required bool IsMondayOrFriday { get; init; }

    /// <summary>Another session of the same day follows.</summary>
    public required bool HasMore { get; init; }

    /// <summary>The numbers that <see cref="PeerRules"/> names, in their order.</summary>
    public IReadOnlyList<int> Numbers =>
        [
            Number,
            Week,
            HalfTermFrom,
            TermFrom,
            FollowsHoliday ? 1 : 0,
            EndsBeforeHoliday ? 1 : 0,
            IsFirstDays ? 1 : 0,
            IsMondayOrFriday ? 1 : 0,
            HasMore ? 1 : 0,
        ];
}
