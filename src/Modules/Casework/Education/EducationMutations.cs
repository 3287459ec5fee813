using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Education;

/// <summary>The authority writes down how a child is educated that no roll tells of (S106, S133).</summary>
[MutationRoot]
internal sealed class EducationMutations(IPolicy policy, IAuditTrail audit, IMediator mediator, EducationStore store, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("casework");

    [Description(
        "Records how a child is educated from a day on. A child that is on a roll is expected there: the school takes it off first, unless it is taught elsewhere as agreed."
    )]
    [Cost(20)]
    public async Task<TermsPayload?> RecordEducation(
        Caller caller,
        [Description("The child, and how.")] EducationInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await RequireAsync(caller, input.Pupil, cancellation);
        await audit.ChangingAsync(caller, nameof(RecordEducation), pupil, input.Status.ToString(), cancellation);
        var words = new Words();
        var text = words.Need("words", input.Words, 2000);
        words.Check(input.Status is not EducationStatus.OnRoll, "status", "status-from-roll", "The school's roll says that by itself.");
        words.Check(
            input.From <= clock.Today.AddDays(92) && input.From > clock.Today.AddYears(-12),
            "from",
            "date-invalid",
            "A day of the last years, or within a term."
        );
        var other = input.Status is EducationStatus.OtherProvision;
        words.Check(
            other == await IsExpectedAsync(pupil, input.From, cancellation),
            "status",
            other ? "not-on-roll" : "still-on-roll",
            other
                ? "Provision elsewhere is agreed by a school that has the child on its roll."
                : "A school has the child on its roll on that day, and expects marks: it takes the child off first."
        );
        if (words.Error is { } error)
            return new TermsPayload(false, InputProblem.Of(error));
        await store.RecordAsync(pupil, input.Status, input.From, text, caller.Name, cancellation);
        return new TermsPayload(true, []);
    }

    [Description("Records a step of a home education: notice, advice, visit, a view of its suitability, the return to school.")]
    [Cost(10)]
    public async Task<TermsPayload?> RecordHomeEducation(
        Caller caller,
        [Description("The child, and what happened.")] HomeEducationInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await RequireAsync(caller, input.Pupil, cancellation);
        await audit.ChangingAsync(caller, nameof(RecordHomeEducation), pupil, input.Step.ToString(), cancellation);
        var words = new Words();
        var text = words.Need("words", input.Words, 2000);
        words.Check(input.On <= clock.Today, "on", "date-in-future", "What happened did so by today.");
        words.Check(
            input.Step is HomeEducationStep.Suitability == input.Suitable is not null,
            "suitable",
            "suitable-missing",
            "Say whether it is suitable, for a view of suitability and for nothing else."
        );
        var recorded = await store.ReadAsync(pupil, cancellation);
        words.Check(
            input.Step is HomeEducationStep.Notice || recorded.Any(row => row.Status is EducationStatus.HomeEducated),
            "step",
            "not-home-educated",
            "Record first that the child is educated at home."
        );
        if (words.Error is { } error)
            return new TermsPayload(false, InputProblem.Of(error));
        await store.RecordAsync(pupil, input.Step, input.On, input.Suitable, text, caller.Name, cancellation);
        return new TermsPayload(true, []);
    }

    private async Task<PupilId> RequireAsync(Caller caller, string id, CancellationToken cancellation)
    {
        if (!PupilId.TryParse(id, out var pupil))
            throw Refusal.NotFound();
        var rights = await policy.OfAsync(caller, pupil, cancellation);
        if (!rights.Sees)
            throw Refusal.NotFound();
        if (rights.May(Act.WorkCase) || rights.May(Act.AllocateCase))
            return pupil;
        AuditScope.Current?.Deny(caller.Kind.ToString(), Act.WorkCase, GrantTarget.Of(pupil));
        throw Refusal.Forbidden("Your role does not record how children are educated.");
    }

    /// <summary>True when a school has the child on its roll on a day: the child is on a roll today, or a register expects it in the fortnight from that day.</summary>
    private async Task<bool> IsExpectedAsync(PupilId pupil, DateOnly day, CancellationToken cancellation)
    {
        if (
            day <= clock.Today
            && (await mediator.Send(new ReadPupils(Job, [pupil]), cancellation)).GetValueOrDefault(pupil)?.School is not null
        )
            return true;
        var sessions = await mediator.Send(new ReadSessions(Job, pupil, day, day.AddDays(14)), cancellation);
        return sessions.IsOk && sessions.Value.Due.Count > 0;
    }
}

[Description("How a child is educated.")]
internal sealed record EducationInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("How; not ON_ROLL, which the school's roll says.")] EducationStatus Status,
    [property: Description("From when.")] DateOnly From,
    [property: Description("Where, why, who said so: 1 to 2,000 characters. Kept under the child's own key."), Personal] string Words
);

[Description("A step of a home education.")]
internal sealed record HomeEducationInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("What happened.")] HomeEducationStep Step,
    [property: Description("When, by today.")] DateOnly On,
    [property: Description("What was said or seen: 1 to 2,000 characters. Kept under the child's own key."), Personal] string Words,
    [property: Description("Whether the education is suitable, for a view of suitability.")] bool? Suitable = null
);
