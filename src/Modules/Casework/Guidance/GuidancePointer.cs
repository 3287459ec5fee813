using System.ComponentModel;
using Attendance.Access.Contracts;

namespace Attendance.Casework.Guidance;

[Description("What a document asks of one role about one register code.")]
internal sealed record GuidancePointer(
    [property: Description("The role.")] Role Role,
    [property: Description("The register code.")] string Code,
    [property: Description("What is asked, as a sentence.")] string Text
);
