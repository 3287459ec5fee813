using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Health;

/// <summary>Recording that a school's staff were trained.</summary>
[MutationRoot]
internal sealed class RecordMedicalTrainingMutation(
    TrainingAccess access,
    TrainingBook book,
    IFindSchool schools,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    [Description("Records that a school's staff were trained on a medical condition. By the school, or by school nursing.")]
    [Cost(10)]
    public async Task<AgreementPayload?> RecordMedicalTraining(
        Caller caller,
        [Description("The training.")] RecordMedicalTrainingInput input,
        CancellationToken cancellation = default
    )
    {
        if (!await access.MayAsync(caller, input.School, cancellation))
            throw Refusal.NotFound();
        var words = new Words();
        var trainer = words.Need("trainer", input.Trainer, 100);
        words.Check(
            (await schools.UnknownAsync([input.School], cancellation)).Count == 0,
            "school",
            "school-unknown",
            "There is no such school."
        );
        words.Check(input.Staff is > 0 and <= 500, "staff", "staff-invalid", "1 to 500 members of staff.");
        words.Check(
            input.HeldOn <= clock.Today && input.HeldOn >= clock.Today.AddYears(-3),
            "heldOn",
            "date-invalid",
            "Today, or at most three years back."
        );
        words.Check(
            input.RenewOn > input.HeldOn && input.RenewOn <= input.HeldOn.AddYears(3),
            "renewOn",
            "renew-invalid",
            "It is done again within three years."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var training = new MedicalTraining(
            GrowingNumber.Next(TimeProvider.System),
            input.School,
            input.Topic,
            input.HeldOn,
            input.RenewOn,
            input.Staff,
            trainer
        );
        await audit.ChangingAsync(
            caller,
            nameof(RecordMedicalTraining),
            AuditScope.Name(GrantTarget.Of(input.School)),
            input.Topic.ToString(),
            cancellation
        );
        await writer.Run(transaction => book.AddAsync(transaction, training, caller.Name), cancellation);
        return new AgreementPayload($"{training.Id}", []);
    }
}

[Description("A training of a school's staff.")]
internal sealed record RecordMedicalTrainingInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("On what.")] MedicalTopic Topic,
    [property: Description("When it was.")] DateOnly HeldOn,
    [property: Description("From when it is to be done again; within three years.")] DateOnly RenewOn,
    [property: Description("How many members of staff, 1 to 500.")] int Staff,
    [property: Description("Who trained them, 1 to 100 characters.")] string Trainer
);
