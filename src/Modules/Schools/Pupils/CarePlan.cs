using Attendance.Schools.Contracts;

namespace Attendance.Schools.Pupils;

/// <summary>
/// A medical care plan of a child, as the fold needs it: from its first to its last day, both included, as day numbers; <paramref name="To"/> is <see cref="int.MaxValue"/> for one
/// that still holds. <paramref name="Source"/>: who made it.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("CarePlan")]
internal readonly record struct CarePlan(
    [property: Orleans.Id(0)] int From,
    [property: Orleans.Id(1)] int To,
    [property: Orleans.Id(2)] string Source
)
{
    private static readonly byte I = AttendanceCode.Parse("I").Id;
    private static readonly byte M = AttendanceCode.Parse("M").Id;

    /// <summary>True when a mark of a session is illness or a medical appointment while one of the plans holds.</summary>
    public static bool Covers(IReadOnlyList<CarePlan> plans, int session, byte code) => Find(plans, session, code) is not null;

    /// <summary>The plan under which a mark of a session is illness or a medical appointment; null when there is none.</summary>
    public static CarePlan? Find(IReadOnlyList<CarePlan> plans, int session, byte code)
    {
        if (code != I && code != M)
            return null;
        foreach (var plan in plans)
        {
            if (session >> 1 >= plan.From && session >> 1 <= plan.To)
                return plan;
        }
        return null;
    }
}
