using System.ComponentModel;
using Attendance.Schools.Contracts;
using GraphQL;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// What is true of the child and the case when a step is judged. <see cref="Marks"/>: every mark that counts, in time order; <see cref="SchoolDays"/>: days on which the
/// child's school has a session.
/// </summary>
internal sealed record Circumstances
{
    /// <summary>The day of the step, by the school clock.</summary>
    public required DateOnly Today { get; init; }

    public required DateOnly BirthDate { get; init; }

    /// <summary>On a school's roll today.</summary>
    public required bool OnRoll { get; init; }

    /// <summary>Looked after: the authority has parental responsibility, or shares it.</summary>
    public bool LookedAfter { get; init; }

    /// <summary>Subject to a child protection plan.</summary>
    public bool ChildProtection { get; init; }

    public IReadOnlyList<ChildSession> Marks { get; init; } = [];

    public IReadOnlyList<DateOnly> SchoolDays { get; init; } = [];

    /// <summary>The circumstances were assessed (S70).</summary>
    public bool Assessed { get; init; }

    /// <summary>What was considered and done beside the law.</summary>
    public Considerations Considered { get; init; } = new();

    /// <summary>Every matter of the child, also in closed cases.</summary>
    public IReadOnlyList<Matter> Matters { get; init; } = [];

    public EnforcementOptions Options { get; init; } = new();

    /// <summary>
    /// The ledger of one parent for this child: every notice issued. One that was withdrawn, or whose prosecution ended without a finding of guilt, does not count.
    /// </summary>
    public IReadOnlyList<LedgerNotice> LedgerOf(int parent) =>
        [
            .. Matters
                .Where(matter => matter.Parent == parent && matter.Notice is not null)
                .Select(matter => new LedgerNotice(
                    matter.Notice!.Number,
                    matter.Notice.Kind,
                    matter.Notice.IssuedOn,
                    matter.Stage is not Stage.NoticeWithdrawn
                        && !Matters.Any(court =>
                            court.After == matter.Number && court.Track is Track.Prosecution && court.Stage is Stage.Dismissed
                        )
                )),
        ];

    /// <summary>The evidence of a period, sifted.</summary>
    public Evidence EvidenceOf(DateOnly from, DateOnly to) => Evidence.Of(Marks, from, to, BirthDate);

    /// <summary>The day on which a letter of today is received: handed over on a day, or deemed so after first-class post.</summary>
    public DateOnly ReceivedOn(DateOnly? handedOver) => handedOver ?? WorkingDays.After(Today, Options.DeemedServiceDays);

    /// <summary>The school day that is a number of school days after today; without a calendar that far, weekdays go on.</summary>
    public DateOnly SchoolDaysAfter(int count)
    {
        var later = SchoolDays.Where(day => day > Today).Order().Take(count).ToList();
        return later.Count == count ? later[^1] : WorkingDays.After(later.Count == 0 ? Today : later[^1], count - later.Count);
    }
}

/// <summary>What was considered in the case, each with its day: null while it was not.</summary>
internal sealed record Considerations
{
    /// <summary>Support that was offered, in order.</summary>
    public IReadOnlyList<Support> Support { get; init; } = [];

    /// <summary>An education supervision order was considered (s447).</summary>
    public DateOnly? OrderConsidered { get; init; }

    /// <summary>A lawyer agreed to proceedings.</summary>
    public DateOnly? LegalSignOff { get; init; }

    /// <summary>A lawyer agreed to enforcement where the authority shares parental responsibility.</summary>
    public DateOnly? LegalSignOffLookedAfter { get; init; }

    /// <summary>The looked-after children team was consulted.</summary>
    public DateOnly? LookedAfterConsulted { get; init; }

    /// <summary>Social services were consulted: child protection, and s36(8) of the Children Act before an application.</summary>
    public DateOnly? SocialServicesConsulted { get; init; }

    /// <summary>A letter about attendance was sent, and the home was visited.</summary>
    public DateOnly? LetterSent { get; init; }

    /// <summary>See <see cref="LetterSent"/>.</summary>
    public DateOnly? HomeVisited { get; init; }
}

/// <summary>Support offered to a family on a day, and what came of it.</summary>
internal sealed record Support(DateOnly OfferedOn, SupportEffect Effect);

/// <summary>What came of support.</summary>
[Description("What came of support.")]
[Name("SupportEffect")]
internal enum SupportEffect
{
    [Description("Not known yet.")]
    Open,

    [Description("Attendance improved enough.")]
    Worked,

    [Description("Taken up, and attendance did not improve enough.")]
    DidNotWork,

    [Description("The family did not take it up.")]
    NotTakenUp,

    [Description("Support does not fit: a holiday in term time (RULES 6.4).")]
    NotAppropriate,
}
