using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Carers;

/// <summary>What the team records of procedures.</summary>
[MutationRoot]
internal sealed class ProcedureMutations(CareDesk desk, IAuditTrail trail, IWriter writer, SchoolClock clock)
{
    [Description("Records a procedure that was agreed with the legal team.")]
    [Cost(10)]
    public async Task<DonePayload?> RecordProcedure(
        Caller caller,
        [Description("The procedure.")] ProcedureInput input,
        CancellationToken cancellation = default
    )
    {
        await desk.TeamAsync(caller, cancellation);
        if ((CareDesk.Check("/title", input.Title, 300) ?? CareDesk.Check("/agreedWith", input.AgreedWith, 100)) is { } wrong)
            return DonePayload.Refused(wrong);
        if (input.AgreedOn > clock.Today)
            return DonePayload.Refused(Error.Validation("/agreedOn", "too-late", "A procedure is recorded when it was agreed."));
        await trail.ChangingAsync(caller, nameof(RecordProcedure), "procedures", null, cancellation);
        return DonePayload.Of(
            await writer.Run(
                transaction =>
                    transaction.Connection!.ExecuteAsync(
                        """
                        insert into lac_procedure (id, subject, title, agreed_on, agreed_with, recorded_at, recorded_by)
                        values (@id, @subject, @title, @on, @with, @now, @by)
                        """,
                        new
                        {
                            id = GrowingNumber.Next(TimeProvider.System),
                            subject = input.Subject.ToString(),
                            title = input.Title.Trim(),
                            on = input.AgreedOn,
                            with = input.AgreedWith.Trim(),
                            now = clock.Now,
                            by = caller.Name,
                        },
                        transaction
                    ),
                cancellation
            ) == 1
        );
    }
}

[Description("A procedure that was agreed with the legal team.")]
internal sealed record ProcedureInput(
    [property: Description("What it is about.")] ProcedureSubject Subject,
    [property: Description("What it says, in a sentence, or where it is kept: 1 to 300 characters."), Personal] string Title,
    [property: Description("When it was agreed.")] DateOnly AgreedOn,
    [property: Description("With whom of the legal team, 1 to 100 characters."), Personal] string AgreedWith
);
