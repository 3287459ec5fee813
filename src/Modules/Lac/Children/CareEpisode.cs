using Attendance.Lac.Ladder;

namespace Attendance.Lac.Children;

/// <summary>
/// A time in care, as the authority records it. <paramref name="LegalStatus"/> and <paramref name="Placement"/> are codes of the SSDA903 return
/// (<see cref="CareCodes"/>); <paramref name="Unit"/>: the residential unit, where the child lives at one; <paramref name="Responsible"/>: the three digits of the
/// responsible authority.
/// </summary>
internal sealed record CareEpisode(
    DateOnly Started,
    DateOnly? Ended,
    string LegalStatus,
    string Placement,
    long? Unit,
    string Responsible,
    string? SocialWorker
)
{
    /// <summary>When the child is in care by it.</summary>
    public LookedAfterSpan Span => new(Started, Ended);
}
