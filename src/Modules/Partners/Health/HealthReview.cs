using Attendance.SharedKernel;

namespace Attendance.Partners.Health;

/// <summary>A review of a looked-after child's health needs: asked for, held, or both. <paramref name="Findings"/>: under the child's data key.</summary>
internal sealed record HealthReview(long Id, PupilId Pupil, DateTimeOffset? AskedAt, DateOnly? HeldOn, byte[]? Findings, string? ReferredTo)
{
    /// <summary>Days from the first day in care to the first review. Ours: twenty school days.</summary>
    public const int FirstWithin = 28;

    /// <summary>
    /// When a child's next review is due: the first soon after the care began, then every twelve months, and every six under five years. Source: S160 (annual); Care Planning Regulations 2010,
    /// regulation 7 (six months under five).
    /// </summary>
    public static DateOnly DueOn(DateOnly birthDate, DateOnly since, DateOnly? lastHeld) =>
        lastHeld is not { } last || last < since ? since.AddDays(FirstWithin)
        : last < birthDate.AddYears(5) ? last.AddMonths(6)
        : last.AddMonths(12);
}
