using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Assessments;

/// <summary>Recording an assessment of need (S134).</summary>
[MutationRoot]
internal sealed class AssessmentMutations(
    YouthDesk desk,
    AssessmentBook book,
    IAuditTrail audit,
    IPupilTexts texts,
    IWriter writer,
    SchoolClock clock
)
{
    [Description(
        "Records an assessment of need of a young person. The school and the case see its factors of education and what is said of attendance; everything else only the service's people who assess."
    )]
    [Cost(20)]
    public async Task<YouthPayload?> RecordYouthAssessment(
        Caller caller,
        [Description("The young person, and what was found.")] YouthAssessmentInput input,
        CancellationToken cancellation = default
    )
    {
        var person = await desk.FindAsync(caller, input.Agreement, input.Child, YouthWork.Assessments, cancellation);
        var words = new Words();
        var summary = words.Need("summary", input.Summary, 4000);
        var attendance = words.May("attendance", input.Attendance, 2000);
        var offence = words.May("offence", input.Offence, 2000);
        var factors = input.Factors.Distinct().Order().ToList();
        words.Check(factors.Count > 0, "factors", "factors-missing", "Name at least one factor.");
        words.Check(
            factors.Contains(YouthRiskFactor.PoorAttendance) == (attendance is not null),
            "attendance",
            "attendance-missing",
            "Say what is known of the attendance when it is among the factors, and only then."
        );
        words.Check(
            input.Kind is YouthReferralKind.Statutory || offence is null,
            "offence",
            "offence-not-statutory",
            "A preventative referral has no offence."
        );
        words.Check(
            input.AssessedOn <= clock.Today && input.AssessedOn > clock.Today.AddYears(-1),
            "assessedOn",
            "date-invalid",
            "A day of the last year, by today."
        );
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        var pupil = person.Pupil;
        var assessment = new YouthAssessment(
            GrowingNumber.Next(TimeProvider.System),
            person.Scope.Agreement.Id,
            pupil,
            input.Kind,
            input.AssessedOn,
            factors,
            attendance is null ? null : await texts.SealAsync(pupil, attendance, cancellation),
            offence is null ? null : await texts.SealAsync(pupil, offence, cancellation),
            await texts.SealAsync(pupil, summary, cancellation)
        );
        await audit.ChangingAsync(caller, nameof(RecordYouthAssessment), pupil, $"youth-assessment/{assessment.Id}", cancellation);
        await writer.Run(transaction => book.AddAsync(transaction, assessment, caller.Name), cancellation);
        return YouthPayload.Of(assessment.Id);
    }
}

[Description("An assessment of need.")]
internal sealed record YouthAssessmentInput(
    [property: Description("The agreement that shares the young person."), Id] string Agreement,
    [property: Description("The young person's id under the agreement."), Id] string Child,
    [property: Description("How the young person came.")] YouthReferralKind Kind,
    [property: Description("When it was made, by today.")] DateOnly AssessedOn,
    [property: Description("What may lead the young person to offend or away from school.")] IReadOnlyList<YouthRiskFactor> Factors,
    [property: Description("What was found, 1 to 4,000 characters. For the service alone."), Personal] string Summary,
    [property: Description("What is known of the attendance, when it is a factor. The school and the case read it."), Personal]
        string? Attendance = null,
    [property: Description("The offence, of a statutory referral. For the service alone."), Personal] string? Offence = null
);
