using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>
/// What one information sharing agreement opens to a partner agency on a school day: these children, each under an id that means nothing outside the
/// agreement, and these fields. Source: PROMISES 4, partner agency rules.
/// </summary>
public sealed record AgreementScope(string Agreement, IReadOnlyList<AgreementChild> Children);

/// <summary>
/// A child under an agreement. <paramref name="PseudonymousId"/>: the same for the same child and agreement, another under every other agreement.
/// <paramref name="Fields"/>: the names that the agreement opens, or <see cref="DefaultFields"/>.
/// </summary>
public sealed record AgreementChild(PupilId Pupil, string PseudonymousId, IReadOnlySet<string> Fields)
{
    /// <summary>What an agreement opens that names no fields. Never the exact code.</summary>
    public static IReadOnlySet<string> DefaultFields { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "id", "givenName", "schoolName", "band", "weeks", "updatedAt" };
}
