using System.ComponentModel;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Lac.Children;

[Description("What became of a change.")]
internal sealed record DonePayload(
    [property: Description("False when a problem kept it from being made, or it was so already.")] bool Changed,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
)
{
    public static DonePayload Of(bool changed) => new(changed, []);

    public static DonePayload Refused(Error error) => new(false, InputProblem.Of(error));
}
