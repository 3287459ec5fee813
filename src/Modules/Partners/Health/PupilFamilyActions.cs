using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.Health;

/// <summary>Records by the Family Action Model, beside the child: for who reads its case.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilFamilyActions(IPolicy policy, FamilyActionBook book)
{
    [Description("Records by the Family Action Model, the newest first; null for who may not read the case.")]
    [Cost(10)]
    public async Task<IReadOnlyList<FamilyActionNode>?> FamilyActions(
        PupilNode pupil,
        Caller caller,
        CancellationToken cancellation = default
    ) =>
        (await policy.OfAsync(caller, pupil.Key, cancellation)).May(Act.ReadCase)
            ? await book.NodesAsync(pupil.Key, null, cancellation)
            : null;
}
