using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Disclosures;
using Attendance.Partners.Meetings;
using Attendance.Partners.Referrals;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Reports;

/// <summary>How an agency takes part in a school year: counted from its referrals, agreements and looks, the same for every kind of agency.</summary>
internal sealed class AgencyReports(
    ReferralBook referrals,
    MeetingBook meetings,
    AgreementBook agreements,
    DisclosureBook ledger,
    SchoolClock clock
)
{
    /// <summary>The report of the present school year.</summary>
    public async Task<AgencyReport> OfAsync(string agency, CancellationToken cancellation)
    {
        var since = AcademicYear.Of(clock.Today).FirstDay;
        var now = clock.Now;
        var rows = (await referrals.ListAsync(null, agency, cancellation))
            .Where(row => DateOnly.FromDateTime(SchoolClock.Local(row.ReferredAt)) >= since)
            .ToList();
        var received = rows.Where(row => row.Direction is ReferralDirection.ToAgency).ToList();
        var ended = received.Where(row => row.Outcome is not null).ToList();
        var children = await agreements.ChildrenAsync(cancellation);
        var live = (await agreements.ListAsync([agency], cancellation)).Where(each => each.On(clock.Today) is AgreementState.Live);
        var shared = live.SelectMany(each => children[each.Id]).Distinct().Count();
        var held = (await meetings.ListAsync(null, false, agency, cancellation))
            .Where(meeting => meeting.Minutes is not null && DateOnly.FromDateTime(SchoolClock.Local(meeting.At)) >= since)
            .ToList();
        var actions = held.SelectMany(meeting => meeting.Actions)
            .Where(action => action.Agency == agency && (action.DoneOn is not null || action.DueOn < clock.Today))
            .ToList();
        return new AgencyReport(
            AcademicYear.Of(clock.Today),
            received.Count,
            received.Count(row => row.AnsweredAt < row.DueAt),
            received.Count(row => row.AnsweredAt >= row.DueAt),
            received.Count(row => row.At(now) is ReferralState.Overdue),
            received.Count(row => row.Accepted is true),
            ended.Count,
            ended.Count(row => row.Outcome is ReferralOutcome.Helped or ReferralOutcome.PartlyHelped),
            rows.Count - received.Count,
            rows.Where(row => row.Accepted is true).Select(row => row.Case).Distinct().Count(),
            held.Count,
            held.Count(meeting => meeting.Parties.Any(party => party.Agency == agency && party.Attended is true)),
            actions.Count,
            actions.Count(action => action.DoneOn <= action.DueOn),
            shared is > 0 and < AbsenceSums.Fewest ? null : shared,
            (int)await ledger.CountAsync(agency, since, cancellation)
        );
    }
}

/// <summary>The reports, beside the agency.</summary>
[Extends(typeof(AgencyNode))]
internal sealed class AgencyReportField(IPolicy policy, AgreementBook book, AgencyReports reports)
{
    [Description("How it takes part this school year; for who keeps the directory and for its own people, else null.")]
    [Cost(10)]
    public async Task<AgencyReport?> Report(AgencyNode agency, Caller caller, CancellationToken cancellation = default) =>
        await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation)
        || (await book.AgenciesOfAsync(caller.Person ?? 0, cancellation)).Contains(agency.Id)
            ? await reports.OfAsync(agency.Id, cancellation)
            : null;
}

[Description("How an agency takes part in a school year.")]
internal sealed record AgencyReport(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("Referrals to it.")] int Received,
    [property: Description("Of those, answered before they were due.")] int AnsweredInTime,
    [property: Description("Answered later.")] int AnsweredLate,
    [property: Description("Not answered, and due.")] int Overdue,
    [property: Description("Taken.")] int Accepted,
    [property: Description("Over, with an outcome.")] int Ended,
    [property: Description("Of those, that helped, in part or whole.")] int Helped,
    [property: Description("Referrals by it to the authority.")] int Sent,
    [property: Description("Cases that it joined: those with a referral that was taken, in either direction.")] int CasesJoined,
    [property: Description("Meetings to which it was asked and that were minuted.")] int Meetings,
    [property: Description("Of those, that it came to.")] int MeetingsAttended,
    [property: Description("Its actions of those that are done, or were due.")] int ActionsDue,
    [property: Description("Of those, done on time.")] int ActionsInTime,
    [property: Description("Children that its live agreements share; null: fewer than five.")] int? Children,
    [property: Description("Looks at children.")] int Looks
);
