using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contacts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>What people who work with a family log about it.</summary>
[MutationRoot]
internal sealed class ContactMutations(
    IPolicy policy,
    IAuditTrail audit,
    IMediator mediator,
    RollReader rolls,
    ContactWriter contacts,
    SchoolClock clock
)
{
    [Description(
        "Logs an attempt to reach a child's family, as it was made. The same attempt twice changes nothing; what is logged stays as it is."
    )]
    [Cost(10)]
    public async Task<LogContactPayload?> LogContact(
        Caller caller,
        [Description("The attempt.")] LogContactInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await ChildAct.RequireAsync(
            policy,
            caller,
            input.Pupil,
            Act.ContactFamily,
            "Your role does not log contacts.",
            cancellation
        );
        await audit.ChangingAsync(caller, nameof(Act.ContactFamily), pupil, null, cancellation);
        var names = await mediator.Send(new ReadRecordedNames([caller.Name]), cancellation);
        var at = Registers.PostRegister.Cut(input.At ?? clock.Now);
        var attempt = new Attempt(
            pupil,
            input.Day ?? DateOnly.FromDateTime(SchoolClock.Local(at)),
            at,
            input.Mode,
            input.Outcome,
            names.GetValueOrDefault(caller.Name, caller.Name),
            input.With,
            input.Note
        );
        if (Check(attempt) is { } wrong)
            return new LogContactPayload(false, InputProblem.Of(wrong));
        var record = (await rolls.LoadPupilsAsync([pupil], knownAt: null, cancellation))[pupil];
        if (await SchoolAsync(caller, record, attempt.Day, cancellation) is not { } school)
            return new LogContactPayload(false, InputProblem.Of(Error.Validation("/day", "not-on-roll", "The child was never on a roll.")));
        var logged = await contacts.WriteAsync(caller, school, attempt, cancellation);
        return logged.Error is { } error
            ? new LogContactPayload(false, InputProblem.Of(error))
            : new LogContactPayload(logged.Value.Changed, []);
    }

    private Error? Check(Attempt attempt)
    {
        if (attempt.At > clock.Now.AddMinutes(1))
            return Error.Validation("/at", "in-future", "An attempt is logged when it was made.");
        if (attempt.Day > clock.Today)
            return Error.Validation("/day", "in-future", "The day of absence is not in the future.");
        return ContactWriter.Check(attempt.Mode, attempt.Outcome, attempt.By, attempt.With, attempt.Note);
    }

    /// <summary>The school whose absence it was about: of those at which the child was on the day (or last was), one that the caller works for before others.</summary>
    private async Task<Laestab?> SchoolAsync(Caller caller, PupilRecord record, DateOnly day, CancellationToken cancellation)
    {
        var places = record.Enrolments.Where(place => place.Covers(day)).Select(place => place.School).Distinct().ToList();
        if (places.Count == 0)
            return record.Enrolments.OrderByDescending(place => place.EntryDate).FirstOrDefault()?.School;
        foreach (var school in places)
        {
            if (places.Count > 1 && await policy.CouldAsync(caller, Act.LogContact, GrantTarget.Of(school), cancellation))
                return school;
        }
        return places[0];
    }
}

[Description("An attempt to reach a child's family.")]
internal sealed record LogContactInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("phone, text, email, letter, visit or in-person.")] string Mode,
    [property: Description("no-answer, reached, traced or unavoidable-cause.")] string Outcome,
    [property: Description("When it was made; now when left out.")] DateTimeOffset? At = null,
    [property: Description("The day of absence that it was about; the day of the attempt when left out.")] DateOnly? Day = null,
    [property: Description("With whom, at most 100 characters. Kept under the child's own key."), Personal] string? With = null,
    [property: Description("What was said or agreed, at most 2,000 characters. Kept under the child's own key."), Personal]
        string? Note = null
);

[Description("What became of an attempt that was logged.")]
internal sealed record LogContactPayload(
    [property: Description("False when it was logged already, or a problem kept it from being logged.")] bool Changed,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
