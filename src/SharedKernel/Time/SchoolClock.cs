using Microsoft.Extensions.DependencyInjection;

namespace Attendance.SharedKernel.Time;

/// <summary>
/// The clock of school life: sessions, recorded times, flags, deadlines. The simulated city and tests may replace it; nothing else may.
/// Leases, tokens, cookies, rate limits and the audit use the system's <see cref="TimeProvider"/> instead (ADR 0004).
/// </summary>
public sealed class SchoolClock(TimeProvider time)
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The instant, in UTC, cut to whole milliseconds so that every database returns what it was given.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow();
            return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }
    }

    /// <summary>The local date in England.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Local(Now));

    /// <summary>England's wall clock at an instant.</summary>
    public static DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, London).DateTime;

    /// <summary>The instant at which England's wall clock shows a date and time (the earlier one when the clocks go back).</summary>
    public static DateTimeOffset Instant(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        return new DateTimeOffset(
            local,
            London.IsAmbiguousTime(local) ? London.GetAmbiguousTimeOffsets(local).Max() : London.GetUtcOffset(local)
        ).ToUniversalTime();
    }
}

/// <summary>Registers the two clocks.</summary>
public static class ClockRegistration
{
    /// <summary>System time for both clocks, unless a <see cref="TimeProvider"/> for school life is given.</summary>
    public static IServiceCollection AddClocks(this IServiceCollection services, TimeProvider? school = null)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new SchoolClock(school ?? TimeProvider.System));
        return services;
    }
}
