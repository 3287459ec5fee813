using System.ComponentModel;
using Attendance.Partners.Contracts;

namespace Attendance.Partners.Agreements;

/// <summary>
/// An information sharing agreement with an agency. <paramref name="Fields"/>: names of <see cref="SharedFields"/>. <paramref name="ExpiresOn"/> and <paramref name="EndedOn"/>: the first day on
/// which it no longer holds.
/// </summary>
internal sealed record Agreement(
    string Id,
    string Agency,
    string LawfulBasis,
    string Purpose,
    SharedChildren Children,
    IReadOnlyList<string> Fields,
    DateOnly From,
    DateOnly ExpiresOn,
    string WrittenBy,
    DateTimeOffset WrittenAt,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    DateOnly? EndedOn,
    string? EndedReason
)
{
    /// <summary>An agreement lasts for twelve months at most. Source: PROMISES 4.</summary>
    public const int LongestMonths = 12;

    /// <summary>Where it stands on a school day.</summary>
    public AgreementState On(DateOnly day) =>
        EndedOn <= day ? AgreementState.Ended
        : ExpiresOn <= day ? AgreementState.Expired
        : ApprovedBy is null ? AgreementState.Draft
        : From > day ? AgreementState.Coming
        : AgreementState.Live;
}

/// <summary>Where an agreement stands.</summary>
[Description("Where an agreement stands.")]
internal enum AgreementState
{
    [Description("Waits for somebody else than its author to agree; it opens nothing.")]
    Draft,

    [Description("Agreed; its first day is to come.")]
    Coming,

    [Description("In force.")]
    Live,

    [Description("Its time is over.")]
    Expired,

    [Description("It was ended before its time.")]
    Ended,
}
