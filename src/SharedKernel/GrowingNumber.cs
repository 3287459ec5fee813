using System.Security.Cryptography;

namespace Attendance.SharedKernel;

/// <summary>
/// Numbers for identities: positive, 63 bits, growing with the time of their making, so that what was made together lies together in every table
/// (41 bits of milliseconds since 2000, 22 bits of counter).
/// </summary>
public static class GrowingNumber
{
    private static long _last = RandomNumberGenerator.GetInt32(1 << 20);

    /// <summary>A new number, above every one this process made before. Two processes can only collide within a millisecond; the primary key then refuses.</summary>
    public static long Next(TimeProvider clock)
    {
        var sinceMillennium = clock.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var floor = ((long)sinceMillennium.TotalMilliseconds << 22) + RandomNumberGenerator.GetInt32(1 << 20);
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(last + 1, floor);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }
}
