using Attendance.Schools.Contracts;

namespace Attendance.Schools.Flags;

/// <summary>UNAUTH_FT: 15% unauthorised in six school weeks, nine sessions of sixty (the fast-track threshold of a county, RULES 4.1).</summary>
internal sealed class UnauthorisedFastTrack : UnauthorisedInWeeks
{
    public override string Id => "UNAUTH_FT";

    public override string Title => "Fast-track threshold of unauthorised absence";

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Concern],
            new RuleOption("weeks", 6, 1, 40, "Rolling school weeks."),
            new RuleOption("sessions", 9, 1, 100, "15% of the 60 sessions of six weeks.")
        );
}
