using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.Health;

/// <summary>A child's medical care plans, beside the child: for its school.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilCarePlans(IPolicy policy, CarePlanBook book, CarePlanWords words)
{
    [Description("The child's medical care plans, the newest first; null for everybody but its school.")]
    [Cost(10)]
    public async Task<IReadOnlyList<CarePlanNode>?> CarePlans(PupilNode pupil, Caller caller, CancellationToken cancellation = default) =>
        CarePlan.Opens(await policy.OfAsync(caller, pupil.Key, cancellation))
            ? await words.OfAsync(await book.ListAsync(pupil.Key, cancellation), cancellation)
            : null;
}
