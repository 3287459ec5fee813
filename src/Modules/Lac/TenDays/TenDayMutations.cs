using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.TenDays;

/// <summary>What the looked-after team writes into the quarter's report.</summary>
[MutationRoot]
internal sealed class TenDayMutations(IPolicy policy, IAuditTrail trail, TenDayActions actions)
{
    private const int Longest = 4_000;

    [Description(
        "Writes what the team does about a child that missed ten days. The quarter's report has what stands at its end; what is written later is shown beside it."
    )]
    [Cost(10)]
    public async Task<TenDayActionPayload?> RecordTenDayAction(
        Caller caller,
        [Description("The child, and what is done.")] TenDayActionInput input,
        CancellationToken cancellation = default
    )
    {
        if (!PupilId.TryParse(input.Pupil, out var pupil))
            throw Refusal.NotFound();
        var rights = await policy.OfAsync(caller, pupil, cancellation);
        if (!rights.May(Act.AuditCare))
            throw Refusal.NotFound();
        if (!rights.May(Act.WorkOnCare))
            throw Refusal.Forbidden("Your role reads these reports and does not change them.");
        var action = input.Action.Trim();
        if (action.Length is 0 or > Longest)
            return Wrong("/action", "text-invalid", $"An action has 1 to {Longest} characters.");
        if (!await actions.IsReachedAsync(pupil, input.Year.StartYear, cancellation))
            return Wrong("/year", "not-reached", "The child has not missed ten days in that year.");
        await trail.ChangingAsync(caller, nameof(RecordTenDayAction), pupil, null, cancellation);
        await actions.WriteAsync(pupil, input.Year.StartYear, action, caller.Name, cancellation);
        return new TenDayActionPayload(true, []);
    }

    private static TenDayActionPayload Wrong(string field, string code, string message) =>
        new(false, InputProblem.Of(Error.Validation(field, code, message)));
}

[Description("What is done about a child that missed ten days.")]
internal sealed record TenDayActionInput(
    [property: Id, Description("The child's id.")] string Pupil,
    [property: Description("The year from 1 September in which the days were missed.")] AcademicYear Year,
    [property: Description("Who does what by when, 1 to 4,000 characters."), Personal] string Action
);

[Description("What became of an action.")]
internal sealed record TenDayActionPayload(
    [property: Description("False when a problem kept it from being written.")] bool Changed,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
