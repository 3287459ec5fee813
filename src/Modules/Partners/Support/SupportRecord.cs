using System.ComponentModel;
using Attendance.Partners.Referrals;
using Attendance.SharedKernel;

namespace Attendance.Partners.Support;

/// <summary>
/// What an agency does with a child or a group. <paramref name="Owners"/>: the leading agency and those that do it with it. <paramref name="Until"/>: the last day that was planned. Source: the strategy's tables, lines 481 to 861.
/// </summary>
internal sealed record SupportRecord(
    long Id,
    SupportKind Kind,
    string Agency,
    IReadOnlyList<string> Owners,
    string Title,
    string Place,
    Laestab? School,
    string? Programme,
    DateOnly From,
    DateOnly? Until,
    string StartedBy,
    DateTimeOffset StartedAt,
    DateOnly? EndedOn,
    string? Evaluation,
    bool ExclusionAvoided,
    IReadOnlyList<SupportedChild> Children,
    IReadOnlyList<SupportSession> Sessions
);

/// <summary>A child in it. The texts are under the child's data key: <paramref name="Detail"/> for who leads it, <paramref name="Summary"/> for the school and the case too.</summary>
internal sealed record SupportedChild(
    PupilId Pupil,
    DateOnly JoinedOn,
    byte[]? Detail,
    byte[]? Summary,
    byte[]? Onward,
    OnwardState? OnwardState,
    OutcomeScale? Start,
    OutcomeScale? End,
    DateOnly? EndedOn,
    ReferralOutcome? Outcome,
    byte[]? OutcomeWords
);

/// <summary>One meeting of it, numbered from 1, and which of its children came.</summary>
internal sealed record SupportSession(int Number, DateOnly On, string Topic, IReadOnlySet<PupilId> Attended);

/// <summary>Where a referral to somebody outside the product stands. Stored by name.</summary>
[Description("Where a referral onward stands.")]
internal enum OnwardState
{
    [Description("Asked; no answer yet.")]
    Asked,

    [Description("The other service works with the child.")]
    Taken,

    [Description("The other service does not take the child.")]
    Declined,

    [Description("Over.")]
    Over,
}

/// <summary>
/// The six outcomes for young people of the strategy's lines 819 to 831, each from 1 (not at all) to 10 (fully), as the young person says. Stored as six numbers joined by commas.
/// </summary>
internal sealed record OutcomeScale(IReadOnlyList<int> Values)
{
    /// <summary>The lines, in the strategy's order.</summary>
    public static IReadOnlyList<string> Lines { get; } =
    [
        "Gaining confidence",
        "Acquiring new skills",
        "Developing interest in achieving in education",
        "Engaged in diversionary activities",
        "Valued and motivated to attend school",
        "Knowing where to access support",
    ];

    private const int Highest = 10;

    /// <summary>True for six numbers from 1 to 10.</summary>
    public bool IsValid => Values.Count == Lines.Count && Values.All(value => value is >= 1 and <= Highest);

    /// <summary>As it is stored.</summary>
    public override string ToString() => string.Join(',', Values);

    /// <summary>Reads what <see cref="ToString"/> wrote; null for null.</summary>
    public static OutcomeScale? Parse(string? stored) =>
        stored is null
            ? null
            : new OutcomeScale([.. stored.Split(',').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture))]);
}
