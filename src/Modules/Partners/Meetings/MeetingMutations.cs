using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Referrals;
using Attendance.Partners.Sharing;
using Attendance.Partners.YouthOffending;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Meetings;

/// <summary>Calling, minuting and following up meetings of agencies.</summary>
[MutationRoot]
internal sealed class MeetingMutations(
    IPolicy policy,
    IAuditTrail audit,
    IWriter writer,
    ReferralDesk desk,
    AgencyBook agencies,
    AgreementBook agreements,
    MeetingBook book,
    YouthDesk youth,
    IFindSchool known,
    ISharedNotices notices,
    IMediator mediator,
    SchoolClock clock
)
{
    private static readonly Caller Job = Caller.System("meetings");

    private const int MostSchools = 10;
    private const int MostParties = 20;
    private const int MostActions = 30;

    private static readonly Error Settled = new("meeting-settled", "The meeting was minuted, or the action was done meanwhile.");

    [Description(
        "Calls a meeting: of the team around a child, by who works on its case (agencies with a live agreement about the child); or about an area or a programme, by who keeps the directory. A case manager of the youth offending service calls one to plan a detention and training order, by an agreement; the schools that are asked are told."
    )]
    [Cost(20)]
    public async Task<AgreementPayload?> CallMeeting(
        Caller caller,
        [Description("The meeting.")] CallMeetingInput input,
        CancellationToken cancellation = default
    )
    {
        PupilId? pupil = null;
        string? by = null;
        if (input.Agreement is not null)
        {
            pupil = (await youth.FindAsync(caller, input.Agreement, input.Child ?? "", YouthWork.Transitions, cancellation)).Pupil;
            by = YouthDesk.Agency;
        }
        else if (input.Pupil is not null)
            pupil = await desk.WorkedAsync(caller, input.Pupil, cancellation);
        else if (!await policy.MayAsync(caller, Act.RunPartners, GrantTarget.All, cancellation: cancellation))
            throw Refusal.NotFound();
        var words = new Words();
        words.Check(
            MeetingKinds.IsAboutChild(input.Kind) == (pupil is not null) && (by is null || input.Kind is PartnersMeetingKind.DtoPlanning),
            "kind",
            "kind-invalid",
            "The team around a child, child in need, child protection and planning meetings are about a child, and no others are; an agency calls only a planning meeting."
        );
        var schools = (input.Schools ?? []).Distinct().ToList();
        words.Check(
            (input.Kind is PartnersMeetingKind.DtoPlanning) == (schools.Count > 0)
                && schools.Count <= MostSchools
                && (await known.UnknownAsync(schools, cancellation)).Count == 0,
            "schools",
            "school-unknown",
            $"To a planning meeting 1 to {MostSchools} schools or pupil referral units are asked, each by its number; to another none."
        );
        words.Check(
            input.At > clock.Now.AddDays(-31) && input.At < clock.Now.AddDays(366),
            "at",
            "date-invalid",
            "Within a month back and a year ahead."
        );
        var agenda = words.Need("agenda", input.Agenda, 4000);
        var area = pupil is null ? words.Need("area", input.Area, 200) : "";
        var all = (await agencies.ListAsync(cancellation)).Select(agency => agency.Id).ToHashSet(StringComparer.Ordinal);
        var parties = input.Agencies.Distinct(StringComparer.Ordinal).ToList();
        // An agency is not told which others work with a child, and asks none.
        words.Check(by is null || parties.Count == 0, "agencies", "agency-unknown", "An agency asks schools, and is there itself.");
        if (by is not null)
            parties = [by];
        words.Check(
            parties.Count is > 0 and <= MostParties && parties.TrueForAll(all.Contains),
            "agencies",
            "agency-unknown",
            $"Ask 1 to {MostParties} agencies of the directory."
        );
        if (pupil is { } child)
        {
            var sharing = await SharingAsync(child, parties, cancellation);
            words.Check(
                parties.TrueForAll(sharing.Contains),
                "agencies",
                "agreement-missing",
                "One of the agencies has no agreement in force that shares the child."
            );
        }
        var place = words.Need("place", input.Place, 200);
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var meeting = new Meeting(
            GrowingNumber.Next(TimeProvider.System),
            input.Kind,
            pupil,
            area,
            input.At,
            place,
            await book.SealAsync(pupil, agenda, cancellation),
            caller.Name,
            null,
            null,
            await SummaryAsync(pupil, cancellation),
            null,
            [.. parties.Select(agency => new MeetingParty(agency, null))],
            [],
            by,
            [.. schools.Select(school => new MeetingSchool(school, null))]
        );
        await RecordAsync(caller, nameof(CallMeeting), meeting, cancellation);
        var when = SchoolClock.Local(meeting.At).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);
        await writer.Run(
            async transaction =>
            {
                await MeetingBook.AddAsync(transaction, meeting);
                foreach (var school in schools)
                    await notices.TellAsync(
                        transaction,
                        new SchoolNotice(
                            $"meeting/{meeting.Id}/{school}",
                            school,
                            $"Your school is asked to plan the education of a young person on {when}.",
                            $"/schools/{school}/agencies"
                        )
                    );
            },
            cancellation
        );
        return new AgreementPayload($"{meeting.Id}", []);
    }

    [Description("Writes the minutes of a meeting once: who came, and which agency does what by when.")]
    [Cost(20)]
    public async Task<AgreementPayload?> MinuteMeeting(
        Caller caller,
        [Description("The minutes.")] MinuteMeetingInput input,
        CancellationToken cancellation = default
    )
    {
        var meeting = await FindAsync(caller, input.Id, cancellation);
        var asked = meeting.Parties.Select(party => party.Agency).ToHashSet(StringComparer.Ordinal);
        var words = new Words();
        var minutes = words.Need("minutes", input.Minutes, 8000);
        words.Check(input.Attended.All(asked.Contains), "attended", "agency-unknown", "Only agencies that were asked came.");
        var schools = input.AttendedSchools ?? [];
        words.Check(
            schools.All(school => meeting.Schools.Any(asked => asked.School == school)),
            "attendedSchools",
            "school-unknown",
            "Only schools that were asked came."
        );
        words.Check(
            input.Actions.Count <= MostActions && input.Actions.All(action => asked.Contains(action.Agency)),
            "actions",
            "agency-unknown",
            $"At most {MostActions} actions, each of an agency that was asked."
        );
        var said = MeetingKinds.NeedsAttendance(meeting.Kind)
            ? words.Need("attendance", input.Attendance, 2000)
            : words.May("attendance", input.Attendance, 2000);
        var texts = input.Actions.Select(action => words.Need("actions", action.What, 500)).ToList();
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var actions = new List<MeetingAction>();
        foreach (var (at, action) in input.Actions.Index())
            actions.Add(
                new MeetingAction(at + 1, action.Agency, await book.SealAsync(meeting.Pupil, texts[at], cancellation), action.DueOn, null)
            );
        var sealedMinutes = await book.SealAsync(meeting.Pupil, minutes, cancellation);
        var sealedSaid = said is null ? null : await book.SealAsync(meeting.Pupil, said, cancellation);
        await RecordAsync(caller, nameof(MinuteMeeting), meeting, cancellation);
        return await writer.Run(
            transaction =>
                book.MinuteAsync(
                    transaction,
                    meeting.Id,
                    sealedMinutes,
                    sealedSaid,
                    [.. input.Attended],
                    [.. schools],
                    actions,
                    caller.Name
                ),
            cancellation
        )
            ? new AgreementPayload(input.Id, [])
            : AgreementPayload.Of(Settled);
    }

    [Description("Says that an action of a meeting is done: the agency whose it is, or who may minute the meeting.")]
    [Cost(20)]
    public async Task<AgreementPayload?> SettleAgreedAction(
        Caller caller,
        [Description("The meeting's id."), Id] string id,
        [Description("The action's number.")] int number,
        CancellationToken cancellation = default
    )
    {
        var meeting = await OwnAsync(caller, id, number, cancellation) ?? await FindAsync(caller, id, cancellation);
        await RecordAsync(caller, nameof(SettleAgreedAction), meeting, cancellation);
        return await writer.Run(transaction => book.DoneAsync(transaction, meeting.Id, number, caller.Name), cancellation)
            ? new AgreementPayload(id, [])
            : AgreementPayload.Of(Settled);
    }

    /// <summary>The child's attendance as the invitation tells it, as it is stored; null for a meeting about none.</summary>
    private async Task<byte[]?> SummaryAsync(PupilId? pupil, CancellationToken cancellation)
    {
        if (pupil is not { } child)
            return null;
        var today = clock.Today;
        var read = await mediator.Send(new ReadSessions(Job, child, AcademicYear.Of(today).FirstDay, today), cancellation);
        return read.IsOk ? await book.SealAsync(child, AttendanceSummary.Of(read.Value, today), cancellation) : null;
    }

    /// <summary>A meeting with an action of the caller's own agency; null when it is none.</summary>
    private async Task<Meeting?> OwnAsync(Caller caller, string id, int number, CancellationToken cancellation)
    {
        foreach (var agency in await agreements.AgenciesOfAsync(caller.Person ?? 0, cancellation))
        {
            var meeting = (await book.ListAsync(null, false, agency, cancellation)).FirstOrDefault(each => $"{each.Id}" == id);
            if (
                meeting?.Actions.Any(action => action.Number == number && action.Agency == agency) is true
                && (meeting.Pupil is not { } child || (await SharingAsync(child, [agency], cancellation)).Contains(agency))
            )
                return meeting;
        }
        return null;
    }

    /// <summary>Those of the agencies that have an agreement in force that shares the child.</summary>
    private async Task<HashSet<string>> SharingAsync(PupilId child, IReadOnlyCollection<string> of, CancellationToken cancellation)
    {
        var naming = await agreements.NamingAsync(child, cancellation);
        return (await agreements.ListAsync(of, cancellation))
            .Where(agreement => agreement.On(clock.Today) is AgreementState.Live && naming.Contains(agreement.Id))
            .Select(agreement => agreement.Agency)
            .ToHashSet(StringComparer.Ordinal);
    }

    private async Task<Meeting> FindAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var visible = await policy.VisibleAsync(caller, Act.WorkCase, MergedPupils.Present("m.pupil_id"), cancellation);
        var runs = await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation);
        return (await book.ListAsync(visible, runs, null, cancellation)).FirstOrDefault(meeting => $"{meeting.Id}" == id)
            ?? await CalledAsync(caller, id, cancellation)
            ?? throw Refusal.NotFound();
    }

    /// <summary>A meeting that the caller's own agency called, about a child whom it still shares; null when it is none.</summary>
    private async Task<Meeting?> CalledAsync(Caller caller, string id, CancellationToken cancellation)
    {
        foreach (var agency in await agreements.AgenciesOfAsync(caller.Person ?? 0, cancellation))
        {
            var meeting = (await book.ListAsync(null, false, agency, cancellation)).FirstOrDefault(each =>
                $"{each.Id}" == id && each.Agency == agency
            );
            if (meeting?.Pupil is { } child && (await SharingAsync(child, [agency], cancellation)).Contains(agency))
                return meeting;
        }
        return null;
    }

    private Task RecordAsync(Caller caller, string operation, Meeting meeting, CancellationToken cancellation) =>
        meeting.Pupil is { } pupil
            ? audit.ChangingAsync(caller, operation, pupil, $"meeting/{meeting.Id}", cancellation)
            : audit.ChangingAsync(caller, operation, $"meeting/{meeting.Id}", meeting.Area, cancellation);
}

[Description("A meeting to be held.")]
internal sealed record CallMeetingInput(
    [property: Description("What it is.")] PartnersMeetingKind Kind,
    [property: Description("When.")] DateTimeOffset At,
    [property: Description("Where, 1 to 200 characters.")] string Place,
    [property: Description("The agenda, 1 to 4,000 characters. Its agencies read it."), Personal] string Agenda,
    [property: Description("The agencies that are asked, by short name, at most 20.")] IReadOnlyList<string> Agencies,
    [property: Description("The child, for the team around it."), Id] string? Pupil = null,
    [property: Description("The area or programme, for any other, 1 to 200 characters.")] string? Area = null,
    [property: Description("Instead of the child, for the youth offending service: the agreement that shares the young person."), Id]
        string? Agreement = null,
    [property: Description("With the agreement: the young person's id under it."), Id] string? Child = null,
    [property: Description("Schools and pupil referral units that are asked to a planning meeting, at most 10.")]
        IReadOnlyList<Laestab>? Schools = null
);

[Description("Minutes of a meeting.")]
internal sealed record MinuteMeetingInput(
    [property: Description("The meeting's id."), Id] string Id,
    [property: Description("The minutes, 1 to 8,000 characters. Its agencies read them."), Personal] string Minutes,
    [property: Description("The agencies that came.")] IReadOnlyList<string> Attended,
    [property: Description("What was agreed, at most 30.")] IReadOnlyList<AgreedActionInput> Actions,
    [property: Description("The schools and pupil referral units that came.")] IReadOnlyList<Laestab>? AttendedSchools = null,
    [property:
        Description(
            "What was said of the child's attendance, 1 to 2,000 characters: needed for a child in need and for every child protection meeting."
        ),
        Personal
    ]
        string? Attendance = null
);

[Description("An action of a meeting.")]
internal sealed record AgreedActionInput(
    [property: Description("The agency whose it is, by short name.")] string Agency,
    [property: Description("What is done, 1 to 500 characters."), Personal] string What,
    [property: Description("By when.")] DateOnly DueOn
);
