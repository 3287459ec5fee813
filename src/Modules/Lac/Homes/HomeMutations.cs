using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Homes;

/// <summary>What the team records of where a child lives.</summary>
[MutationRoot]
internal sealed class HomeMutations(CareDesk desk, IAuditTrail trail, HomeStore homes, Carers.CarerBook carers, SchoolClock clock)
{
    [Description("Records where a looked-after child lives and with whom, from a day on. What stood before is kept.")]
    [Cost(20)]
    public async Task<DonePayload?> RecordHome(
        Caller caller,
        [Description("The child, the carer and the address.")] RecordHomeInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await desk.ChildAsync(caller, input.Pupil, cancellation, Act.ReadHome);
        if (CareDesk.Check("/address", input.Address, 300) is { } wrong)
            return DonePayload.Refused(wrong);
        if (input.From > clock.Today.AddDays(31))
            return DonePayload.Refused(Error.Validation("/from", "too-late", "A home is recorded at most a month ahead."));
        long? carer = null;
        if (input.Carer is { } id)
        {
            if (!long.TryParse(id, out var number) || (await carers.ListAsync(cancellation)).All(row => row.Id != number))
                return DonePayload.Refused(Error.Validation("/carer", "unknown-carer", "There is no such carer."));
            carer = number;
        }
        await trail.ChangingAsync(caller, nameof(RecordHome), pupil, null, cancellation);
        await homes.SaveAsync(caller, pupil, new Home(input.From, carer, input.Address.Trim()), cancellation);
        return DonePayload.Of(true);
    }
}

[Description("Where a child lives.")]
internal sealed record RecordHomeInput(
    [property: Id, Description("The child's id.")] string Pupil,
    [property: Description("From which day on.")] DateOnly From,
    [property: Id, Description("The carer's id, where there is one.")] string? Carer,
    [property: Description("The address, 1 to 300 characters."), Personal] string Address
);
