using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;

namespace Attendance.Schools.GraphQL;

[Description("What some marks would change. Nothing was stored.")]
internal sealed record WhatIfAnswer(
    [property: Description("The totals as they are; null without any mark that counted.")] SessionTotals? Before,
    [property: Description("The totals as they would be.")] SessionTotals? After,
    [property: Description("What would happen to flags, in order.")] IReadOnlyList<WhatIfFlag> Flags
);

[Description("What would happen to a flag.")]
internal sealed record WhatIfFlag(
    [property: Description("What would happen.")] WhatIfChange Change,
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The version of the rule.")] int RuleVersion,
    [property: Description("How much it would ask for.")] FlagSeverity Severity,
    [property: Description("The session at which it would happen.")] HalfDaySession At,
    [property: Description("Why, as a sentence.")] string Because,
    [property: Description("What it would rest on; null when nothing is left.")] Evidence? Evidence
)
{
    public static WhatIfFlag Of(FlagChange change) =>
        new(
            change.Kind switch
            {
                FlagChangeKind.Opened => WhatIfChange.Opens,
                FlagChangeKind.Changed => WhatIfChange.Changes,
                FlagChangeKind.Closed => WhatIfChange.Closes,
                FlagChangeKind.Withdrawn => WhatIfChange.IsWithdrawn,
            },
            change.Rule,
            change.RuleVersion,
            change.Severity,
            HalfDaySession.Of(change.At),
            change.Trace,
            change.Evidence is { } evidence ? Evidence.Of(evidence) : null
        );
}

[Description("What marks would do to a flag.")]
internal enum WhatIfChange
{
    [Description("It would open.")]
    Opens,

    [Description("It would get another level, or rest on other half-days.")]
    Changes,

    [Description("It would close.")]
    Closes,

    [Description("Its ground would be gone: it should never have been open.")]
    IsWithdrawn,
}
