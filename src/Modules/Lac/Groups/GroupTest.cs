using Attendance.Schools.Contracts;

namespace Attendance.Lac.Groups;

/// <summary>
/// Whether the looked-after children of a school attend unsatisfactorily with no sign of improvement: below <see cref="Satisfactory"/> in a term, and less than <see cref="Improvement"/> better than in the term before. A
/// group that could hardly have attended is not judged. Source: the strategy quotes Ofsted's words; the numbers are ours (a tenth missed is persistent absence). Pure.
/// </summary>
internal static class GroupTest
{
    /// <summary>Attendance in per cent that is good enough.</summary>
    public const decimal Satisfactory = 90;

    /// <summary>Points of a per cent that are a sign of improvement.</summary>
    public const decimal Improvement = 1;

    /// <summary>Possible half-days below which a group is not judged: one child's two weeks.</summary>
    public const int Least = 20;

    /// <summary>Days after the end of a term within which a flagged group is to be answered. Ours.</summary>
    public const int DaysToAnswer = 28;

    /// <summary>True: flagged.</summary>
    public static bool IsUnsatisfactory(SessionCounts term, SessionCounts before)
    {
        if (term.Possible < Least || Attended(term) >= Satisfactory)
            return false;
        // Whole numbers would do too, but the sum is of two exact decimals: nothing is rounded before it is compared.
        return before.Possible < Least || Attended(term) - Attended(before) < Improvement;
    }

    private static decimal Attended(SessionCounts counts) => 100m * counts.Attended / counts.Possible;
}
