using System.ComponentModel;

namespace Attendance.Lac.Homes;

[Description("What somebody looks up a child's address for. It is written to the audit.")]
internal enum HomePurpose
{
    [Description("A visit to the home.")]
    Visit,

    [Description("Transport to school.")]
    Transport,

    [Description("A meeting or review.")]
    Meeting,

    [Description("A child who is missing or in danger.")]
    Safety,

    [Description("Keeping the record right.")]
    Record,
}
