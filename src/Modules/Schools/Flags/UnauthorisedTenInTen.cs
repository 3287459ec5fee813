using Attendance.Schools.Contracts;

namespace Attendance.Schools.Flags;

/// <summary>UNAUTH_10IN10: ten unauthorised sessions in ten rolling school weeks, at which a penalty notice must be considered (2024 framework).</summary>
internal sealed class UnauthorisedTenInTen : UnauthorisedInWeeks
{
    public override string Id => "UNAUTH_10IN10";

    public override string Title => "Ten unauthorised half-days in ten weeks";

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Action],
            new RuleOption("weeks", 10, 1, 40, "Rolling school weeks."),
            new RuleOption("sessions", 10, 1, 100, "The national threshold of August 2024.")
        );

    public override int From => August2024;
}
