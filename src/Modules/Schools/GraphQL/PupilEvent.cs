using System.ComponentModel;
using Attendance.Schools.Contracts;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

[Description("Children whose marks or flags changed.")]
internal sealed record PupilEvent(
    [property: Description("The children, each once, as they are now.")] IReadOnlyList<ChangedPupil> Pupils,
    [property:
        Id,
        Description(
            "The ids of children whom the caller saw because of an open flag of concern or action, and sees no longer: take them off the list."
        )
    ]
        IReadOnlyList<string> Left,
    [property: Description("Where to resume after this event.")] string Resume
);

[Description("A child whose marks or flags changed.")]
internal sealed record ChangedPupil(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The totals of the school year; null without any mark that counted.")] SessionTotals? Totals
);
