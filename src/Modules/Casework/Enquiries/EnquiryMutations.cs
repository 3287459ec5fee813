using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Enquiries;

/// <summary>Enquiries are asked, and answered by their owner (S119).</summary>
[MutationRoot]
internal sealed class EnquiryMutations(IPolicy policy, IAuditTrail audit, IMediator mediator, EnquiryStore store, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("casework");

    [Description(
        "Asks about a mark or a flag of a child that one sees, or about a figure of a school whose figures one reads. The school answers for marks and figures, the locality team for flags, within a school week."
    )]
    [Cost(20)]
    public async Task<EnquiryPayload?> AskEnquiry(
        Caller caller,
        [Description("What it is about, and the question.")] AskEnquiryInput input,
        CancellationToken cancellation = default
    )
    {
        if (caller.Kind is not CallerKind.Person)
            throw Refusal.NotFound();
        var pupil = input.Subject is EnquirySubject.Figure ? null : await RequireChildAsync(caller, input, cancellation);
        if (
            input.Subject is EnquirySubject.Figure
            && (
                input.School is not { } asked
                || !await policy.MayAsync(caller, Act.ReadFigures, GrantTarget.Of(asked), cancellation: cancellation)
            )
        )
            throw Refusal.NotFound();
        if (pupil is { } child)
            await audit.ChangingAsync(caller, nameof(AskEnquiry), child, null, cancellation);
        else
            await audit.ChangingAsync(caller, nameof(AskEnquiry), $"school/{input.School}", null, cancellation);
        var words = new Words();
        var question = words.Need("question", input.Question, 2000);
        var today = clock.Today;
        SessionKey? session = null;
        if (input.Subject is EnquirySubject.Mark)
        {
            words.Check(
                input.Date <= today && input.Half is not null,
                "date",
                "session-missing",
                "Give the date and half of a past half-day."
            );
            session = input is { Date: { } date, Half: { } half } ? new SessionKey(date, half) : null;
        }
        var rule = input.Subject is EnquirySubject.Flag ? words.Need("rule", input.Rule, 40) : null;
        var figure = input.Subject is EnquirySubject.Figure ? words.Need("figure", input.Figure, 200) : null;
        var school = input.School;
        if (pupil is { } own)
            school =
                (session is { } at ? await MarkAsync(own, at, null, cancellation) : null)?.School
                ?? (await mediator.Send(new ReadPupils(Job, [own]), cancellation)).GetValueOrDefault(own)?.School;
        words.Check(school is not null, "pupil", "not-on-roll", "The child is on no roll: no school can answer.");
        if (words.Error is { } error)
            return new EnquiryPayload(null, InputProblem.Of(error));
        var enquiry = new Enquiry(
            GrowingNumber.Next(TimeProvider.System),
            input.Subject,
            school,
            pupil,
            session,
            rule,
            figure,
            input.Subject is EnquirySubject.Flag ? EnquiryOwner.Team : EnquiryOwner.School,
            question,
            today,
            CaseworkOptions.After(today, Enquiry.Days),
            clock.Now,
            caller.Name,
            null,
            null,
            null,
            null,
            null
        );
        await store.AddAsync(enquiry, cancellation);
        return new EnquiryPayload(enquiry.Id.ToString(CultureInfo.InvariantCulture), []);
    }

    [Description(
        "Answers an enquiry that one owns. A correction that was made of the mark since it was asked about is linked. An answer stays as it is."
    )]
    [Cost(20)]
    public async Task<TermsPayload?> AnswerEnquiry(
        Caller caller,
        [Description("The enquiry, and the answer.")] AnswerEnquiryInput input,
        CancellationToken cancellation = default
    )
    {
        if (
            !long.TryParse(input.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || await store.FindAsync(id, cancellation) is not { } enquiry
            || !await OwnsAsync(caller, enquiry, cancellation)
        )
            throw Refusal.NotFound();
        if (enquiry.Pupil is { } child)
            await audit.ChangingAsync(caller, nameof(AnswerEnquiry), child, $"enquiry/{id}", cancellation);
        else
            await audit.ChangingAsync(caller, nameof(AnswerEnquiry), $"enquiry/{id}", null, cancellation);
        var words = new Words();
        var answer = words.Need("answer", input.Answer, 2000);
        words.Check(enquiry.AnsweredAt is null, "id", "answered-already", "It was answered before.");
        if (words.Error is { } error)
            return new TermsPayload(false, InputProblem.Of(error));
        string? before = null;
        string? after = null;
        if (enquiry is { Pupil: { } pupil, Session: { } session })
        {
            var then = (await MarkAsync(pupil, session, enquiry.AskedAt, cancellation))?.Code;
            var now = (await MarkAsync(pupil, session, null, cancellation))?.Code;
            if (now is not null && then != now)
                (before, after) = (then, now);
        }
        return await store.AnswerAsync(enquiry, answer, before, after, clock.Now, caller.Name, cancellation)
            ? new TermsPayload(true, [])
            : new TermsPayload(false, [new InputProblem(null, "id", "answered-already", "It was answered before.")]);
    }

    private async Task<PupilId?> RequireChildAsync(Caller caller, AskEnquiryInput input, CancellationToken cancellation)
    {
        if (!PupilId.TryParse(input.Pupil, out var pupil))
            throw Refusal.NotFound();
        var rights = await policy.OfAsync(caller, pupil, cancellation);
        if (!rights.Sees)
            throw Refusal.NotFound();
        var act = input.Subject is EnquirySubject.Flag ? Act.ReadFlags : Act.ReadMarks;
        if (rights.May(act))
            return pupil;
        AuditScope.Current?.Deny(caller.Kind.ToString(), act, GrantTarget.Of(pupil));
        throw Refusal.Forbidden("Your role does not show this.");
    }

    private async Task<bool> OwnsAsync(Caller caller, Enquiry enquiry, CancellationToken cancellation) =>
        enquiry switch
        {
            { Owner: EnquiryOwner.Team, Pupil: { } pupil } => (await policy.OfAsync(caller, pupil, cancellation)).May(Act.DismissFlag),
            { School: { } school } => await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school), cancellation: cancellation),
            _ => false,
        };

    private async Task<ChildSession?> MarkAsync(PupilId pupil, SessionKey session, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        var read = await mediator.Send(new ReadSessions(Job, pupil, session.Date, session.Date, knownAt), cancellation);
        return read.IsOk
            ? read.Value.Sessions.Where(mark => mark.Session == session).Select(mark => (ChildSession?)mark).FirstOrDefault()
            : null;
    }
}

[Description("An enquiry.")]
internal sealed record AskEnquiryInput(
    [property: Description("What it is about.")] EnquirySubject Subject,
    [property: Description("The question, 1 to 2,000 characters."), Personal] string Question,
    [property: Description("The child, for a mark or a flag."), Id] string? Pupil = null,
    [property: Description("The date of the mark.")] DateOnly? Date = null,
    [property: Description("The half of the mark.")] HalfDay? Half = null,
    [property: Description("The rule of the flag, by its stable id.")] string? Rule = null,
    [property: Description("The school, for a figure.")] Laestab? School = null,
    [property: Description("What the figure is called, 1 to 200 characters.")] string? Figure = null
);

[Description("An answer to an enquiry.")]
internal sealed record AnswerEnquiryInput(
    [property: Description("The enquiry's number."), Id] string Id,
    [property: Description("The answer, 1 to 2,000 characters."), Personal] string Answer
);

[Description("What became of an enquiry.")]
internal sealed record EnquiryPayload(
    [property: Description("The enquiry's number; null when a problem kept it from being asked."), Id] string? Id,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
