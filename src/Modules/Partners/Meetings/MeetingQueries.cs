using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Disclosures;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Meetings;

/// <summary>Meetings of agencies as either side sees them.</summary>
[QueryRoot]
internal sealed class MeetingQueries(
    IPolicy policy,
    IMediator mediator,
    MeetingBook book,
    AgencyBook agencies,
    AgreementBook agreements,
    OwnAgencies own,
    DisclosureBook ledger,
    SchoolClock clock
)
{
    [Description(
        "Meetings of agencies about children whose case the caller reads, and (for who keeps the directory) about areas: the latest first."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<AgencyMeeting>?> AgencyMeetings(
        Caller caller,
        [Description("Only those to which a school or pupil referral unit that was asked did not come.")] bool missed = false,
        CancellationToken cancellation = default
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.ReadCase, MergedPupils.Present("m.pupil_id"), cancellation);
        var runs = await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation);
        if (visible.IsNobody && !runs)
            throw Refusal.Forbidden("Your role is not shown meetings.");
        var rows = (await book.ListAsync(visible, runs, null, cancellation)).Where(row => !missed || IsMissed(row)).ToList();
        var pupils = await mediator.Send(
            new ReadPupils(caller, [.. rows.Select(row => row.Pupil).OfType<PupilId>().Distinct()]),
            cancellation
        );
        var rights = await policy.OfAsync(caller, [.. pupils.Keys], cancellation);
        var shown = new List<AgencyMeeting>();
        foreach (var row in rows.Where(row => row.Pupil is null || pupils.ContainsKey(row.Pupil.Value)))
        {
            var mine = row.Pupil is { } about ? rights.GetValueOrDefault(about) : default;
            if (MeetingKinds.IsProtection(row.Kind) && !mine.May(Act.WorkCase) && !mine.May(Act.ReadSafeguarding))
                continue;
            shown.Add(
                new AgencyMeeting(row.Pupil is { } child ? pupils[child].Pupil : null, await TextAsync(row, null, true, cancellation))
            );
        }
        return shown;
    }

    [Description(
        "Meetings to which the agencies that the caller works for were asked: about a child only while a live agreement shares it, and then written into the ledger. Actions are the agency's own."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<PartnerMeeting>> OwnMeetings(
        Caller caller,
        [Description("Only those that one's agency called and to which a school or pupil referral unit did not come.")] bool missed = false,
        CancellationToken cancellation = default
    )
    {
        var shown = new List<PartnerMeeting>();
        foreach (var agency in await agreements.AgenciesOfAsync(caller.Person ?? 0, cancellation))
        {
            var children = await own.ChildrenAsync(caller, agency, cancellation);
            foreach (var row in await book.ListAsync(null, false, agency, cancellation))
            {
                if (missed && !(row.Agency == agency && IsMissed(row)))
                    continue;
                if (row.Pupil is not { } pupil)
                    shown.Add(new PartnerMeeting(null, null, await TextAsync(row, agency, false, cancellation)));
                else if (children.Of(pupil) is { } shared)
                {
                    await ledger.WriteAsync(shared.Scope, caller, [pupil], cancellation);
                    shown.Add(
                        new PartnerMeeting(
                            shared.Scope.Agreement.Id,
                            shared.Child,
                            await TextAsync(row, agency, shared.Scope.Fields.Overlaps(OfAttendance), cancellation)
                        )
                    );
                }
            }
        }
        return shown;
    }

    private static bool IsMissed(Meeting meeting) => meeting.Schools.Any(school => school.Attended is false);

    // Counts by class of the year and of weeks: for agencies whose agreement opens as much anyway.
    private static readonly string[] OfAttendance = [SharedFields.Weeks, SharedFields.Attendance, SharedFields.Days];

    private async Task<MeetingText> TextAsync(Meeting row, string? onlyOf, bool attendance, CancellationToken cancellation)
    {
        var names = (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
        var actions = row.Actions.Where(action => onlyOf is null || action.Agency == onlyOf).ToList();
        var words = await book.OpenAsync(
            row.Pupil,
            [
                row.Agenda,
                row.Minutes ?? row.Agenda,
                row.Summary ?? row.Agenda,
                row.Attendance ?? row.Agenda,
                .. actions.Select(action => action.What),
            ],
            cancellation
        );
        return new MeetingText(
            $"{row.Id}",
            row.Kind,
            row.Area,
            row.At,
            row.Place,
            words[0],
            row.Minutes is null ? null : words[1],
            row.Summary is null || !attendance ? null : words[2],
            row.Attendance is null || !attendance ? null : words[3],
            MeetingKinds.NeedsAttendance(row.Kind),
            // An agency is not told which others work with a child.
            onlyOf is null
                ? [.. row.Parties.Select(party => new MeetingPartyNode(party.Agency, names[party.Agency], party.Attended))]
                :
                [
                    .. row
                        .Parties.Where(party => party.Agency == onlyOf)
                        .Select(party => new MeetingPartyNode(party.Agency, names[party.Agency], party.Attended)),
                ],
            [
                .. actions.Select(
                    (action, at) =>
                        new MeetingActionNode(
                            action.Number,
                            names[action.Agency],
                            words[at + 4],
                            action.DueOn,
                            action.DoneOn,
                            action.DoneOn is null && action.DueOn < clock.Today
                        )
                ),
            ],
            // Which school a child goes to is for who called the meeting.
            onlyOf is null
            || onlyOf == row.Agency
                ? await SchoolsAsync(row, cancellation)
                : [],
            onlyOf is not null && onlyOf == row.Agency
        );
    }

    private async Task<IReadOnlyList<MeetingSchoolNode>> SchoolsAsync(Meeting row, CancellationToken cancellation)
    {
        if (row.Schools.Count == 0)
            return [];
        var names = (await mediator.Send(new ReadSchools(), cancellation)).ToDictionary(school => school.Laestab, school => school.Name);
        return [.. row.Schools.Select(each => new MeetingSchoolNode(each.School, names.GetValueOrDefault(each.School, ""), each.Attended))];
    }
}

[Description("A meeting as the authority sees it.")]
internal sealed record AgencyMeeting(
    [property: Description("The child that it is about; null: none.")] PupilNode? Pupil,
    [property: Description("The meeting.")] MeetingText Meeting
);

[Description("A meeting as one of its agencies sees it.")]
internal sealed record PartnerMeeting(
    [property: Description("The agreement that shares the child; null: about no child."), Id] string? Agreement,
    [property: Description("The child's id under the agreement; null: about no child."), Id] string? Child,
    [property: Description("The meeting.")] MeetingText Meeting
);

[Description("What a meeting of agencies is about and came to.")]
[global::GraphQL.Name("PartnersMeeting")]
internal sealed record MeetingText(
    [property: Description("The meeting's id."), Id] string Id,
    [property: Description("What it is.")] PartnersMeetingKind Kind,
    [property: Description("The area or programme, in words; empty for a child's.")] string Area,
    [property: Description("When.")] DateTimeOffset At,
    [property: Description("Where.")] string Place,
    [property: Description("The agenda; null when the child's texts were erased.")] string? Agenda,
    [property: Description("The minutes; null: not minuted yet.")] string? Minutes,
    [property: Description(
        "The child's attendance as the invitation told it; null for a meeting about none, and for an agency whose agreement opens no such counts."
    )]
        string? Summary,
    [property: Description("What was said of the child's attendance; null: nothing yet, or not opened to the agency.")] string? Attendance,
    [property: Description("True when attendance is an item that is minuted.")] bool NeedsAttendance,
    [property: Description("Who was asked; for an agency: itself.")] IReadOnlyList<MeetingPartyNode> Parties,
    [property: Description("What was agreed; for an agency: its own.")] IReadOnlyList<MeetingActionNode> Actions,
    [property: Description("Schools and pupil referral units that were asked; empty for an agency that did not call the meeting.")]
        IReadOnlyList<MeetingSchoolNode> Schools,
    [property: Description("True for the people of the agency that called it: they write the minutes.")] bool IsOwn
);

[Description("A school or pupil referral unit that was asked to a meeting.")]
[global::GraphQL.Name("MeetingSchool")]
internal sealed record MeetingSchoolNode(
    [property: Description("Its number.")] Laestab School,
    [property: Description("Its name.")] string Name,
    [property: Description("Whether somebody came; null: not minuted yet.")] bool? Attended
);

[Description("An agency that was asked to a meeting.")]
[global::GraphQL.Name("MeetingParty")]
internal sealed record MeetingPartyNode(
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("The agency's name.")] string Name,
    [property: Description("Whether it came; null: not minuted yet.")] bool? Attended
);

[Description("What was agreed at a meeting.")]
[global::GraphQL.Name("PartnersMeetingAction")]
internal sealed record MeetingActionNode(
    [property: Description("Its number in the meeting, from 1.")] int Number,
    [property: Description("The agency whose it is.")] string Agency,
    [property: Description("What is done.")] string? What,
    [property: Description("By when.")] DateOnly DueOn,
    [property: Description("When it was done; null: not yet.")] DateOnly? DoneOn,
    [property: Description("True when it was to be done before today and is not.")] bool Overdue
);
