using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Sweeps;

/// <summary>
/// Where and when children are out of school without permission: from stops by area, weekday and time of day, and from the registers by locality, weekday and half-day. Only counts
/// over <see cref="Fewest"/> are told. Pure: the same marks and stops give the same list. Source: S204, S205.
/// </summary>
internal static class HotSpots
{
    /// <summary>A count of this and fewer is told to nobody. Source: issue 8.</summary>
    public const int Fewest = 5;

    public static TimeBand BandOf(DateTimeOffset instant) =>
        SchoolClock.Local(instant).Hour switch
        {
            < 10 => TimeBand.Before10,
            < 12 => TimeBand.TenToNoon,
            < 14 => TimeBand.NoonToTwo,
            _ => TimeBand.AfterTwo,
        };

    /// <summary>Stops by area, weekday and time of day, most first.</summary>
    public static IReadOnlyList<HotSpot> OfStops(IEnumerable<(string Area, Stop Stop, StopFinding Finding)> stops) =>
        [
            .. stops
                .GroupBy(each =>
                    (each.Area, Day: DayOf(SchoolClock.Local(each.Stop.StoppedAt).DayOfWeek), Band: BandOf(each.Stop.StoppedAt))
                )
                .Where(spot => spot.Count() > Fewest)
                .Select(spot => new HotSpot(
                    spot.Key.Area,
                    spot.Key.Day,
                    spot.Key.Band,
                    spot.Count(),
                    Told(spot.Count(each => StopRule.IsWithoutPermission(each.Finding, closed: true)))
                ))
                .OrderByDescending(spot => spot.Stops)
                .ThenBy(spot => spot.Area, StringComparer.Ordinal)
                .ThenBy(spot => spot.Weekday)
                .ThenBy(spot => spot.Band),
        ];

    /// <summary>Squares of the map in which children were stopped.</summary>
    public static IReadOnlyList<HotSquare> Squares(IEnumerable<Stop> stops) =>
        [
            .. stops
                .Where(stop => stop is { North: not null, East: not null })
                .GroupBy(stop => (North: stop.North!.Value, East: stop.East!.Value))
                .Where(square => square.Count() > Fewest)
                .OrderBy(square => square.Key)
                .Select(square => new HotSquare(square.Key.North / 200.0, square.Key.East / 200.0, square.Count())),
        ];

    /// <summary>Half-days missed without leave by locality, weekday and half-day, the highest share first. Schools without a team are one locality.</summary>
    public static IReadOnlyList<AbsenceSpot> OfRegisters(IEnumerable<HalfDayCounts> registers, Func<Laestab, string> localityOf) =>
        [
            .. registers
                .GroupBy(register =>
                    (Locality: localityOf(register.School), Day: DayOf(register.Session.Date.DayOfWeek), register.Session.Half)
                )
                .Select(spot => new AbsenceSpot(
                    spot.Key.Locality,
                    spot.Key.Day,
                    spot.Key.Half,
                    spot.Sum(register => register.Unauthorised),
                    spot.Sum(register => register.Possible)
                ))
                .Where(spot => spot.Unauthorised > Fewest)
                .OrderByDescending(spot => spot.Unauthorised * 1_000_000L / spot.Possible)
                .ThenBy(spot => spot.Locality, StringComparer.Ordinal)
                .ThenBy(spot => spot.Weekday)
                .ThenBy(spot => spot.Half),
        ];

    private static Weekday DayOf(DayOfWeek day) => (Weekday)(int)day;

    /// <summary>A count that may be told; null for one that is small.</summary>
    public static int? Told(int count) => count is > 0 and <= Fewest ? null : count;
}
