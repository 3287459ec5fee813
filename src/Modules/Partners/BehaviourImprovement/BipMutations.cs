using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.SchoolImprovement;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.BehaviourImprovement;

/// <summary>Leads, policies and counts of the programme's schools: by who works on the programme, or the school's head.</summary>
[MutationRoot]
internal sealed class BipMutations(SchoolDesk desk, IAuditTrail audit, IWriter writer, BipSchools schools, SchoolClock clock)
{
    private const int Largest = 100_000;

    [Description(
        "Names who leads on behaviour and attendance at a school of the programme: a lead behaviour professional in a high school, the head teacher elsewhere."
    )]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> NameBipLead(
        Caller caller,
        [Description("The school.")] Laestab school,
        [Description("Name, 1 to 100 characters.")] string name,
        [Description("First day: within a year of today.")] DateOnly from,
        CancellationToken cancellation = default
    )
    {
        var found = await RequireAsync(caller, school, cancellation);
        var words = new Words();
        var said = words.Need("name", name, 100);
        words.Check(Near(from), "from", "date-invalid", "Within a year of today.");
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var lead = new SchoolLead(BipLeads.KindFor(found.Phase), said, from);
        await audit.ChangingAsync(caller, nameof(NameBipLead), $"school/{school}", null, cancellation);
        await writer.Run(transaction => BipBook.LeadAsync(transaction, school, lead, caller.Name, clock.Now), cancellation);
        return SchoolWorkPayload.Of(school.Value);
    }

    [Description("Records that a school of the programme has agreed a policy.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> RecordBipPolicy(
        Caller caller,
        [Description("The school.")] Laestab school,
        [Description("Which policy.")] PolicyKind kind,
        [Description("When it was agreed: today at the latest.")] DateOnly agreedOn,
        [Description("When it is looked at again: after it was agreed, within three years.")] DateOnly reviewOn,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, school, cancellation);
        var words = new Words();
        words.Check(agreedOn <= clock.Today, "agreedOn", "date-invalid", "Today at the latest.");
        words.Check(
            reviewOn > agreedOn && reviewOn <= agreedOn.AddYears(3),
            "reviewOn",
            "date-invalid",
            "After it was agreed, within three years."
        );
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(RecordBipPolicy), $"school/{school}", kind.ToString(), cancellation);
        var policy = new SchoolPolicy(kind, agreedOn, reviewOn);
        await writer.Run(transaction => BipBook.PolicyAsync(transaction, school, policy, caller.Name, clock.Now), cancellation);
        return SchoolWorkPayload.Of(school.Value);
    }

    [Description("Records a count of a half term at a school of the programme, or corrects it. A number only: no child is named.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> RecordBipCount(
        Caller caller,
        [Description("The school.")] Laestab school,
        [Description("What is counted.")] CountKind kind,
        [Description("A day of the half term: within the last two years.")] DateOnly on,
        [Description("How many: 0 to 100,000.")] int count,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, school, cancellation);
        var words = new Words();
        words.Check(on <= clock.Today && on > clock.Today.AddYears(-2), "on", "date-invalid", "Within the last two years.");
        words.Check(count is >= 0 and <= Largest, "count", "count-invalid", "0 to 100,000.");
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var counted = new SchoolCount(kind, StatisticalPeriods.FirstDay(AcademicYear.Of(on), StatisticalPeriods.HalfTermOf(on)), count);
        await audit.ChangingAsync(caller, nameof(RecordBipCount), $"school/{school}", kind.ToString(), cancellation);
        await writer.Run(transaction => BipBook.CountAsync(transaction, school, counted, caller.Name, clock.Now), cancellation);
        return SchoolWorkPayload.Of(school.Value);
    }

    /// <summary>A school that is not in the programme reads like one that is not there.</summary>
    private async Task<SchoolInput> RequireAsync(Caller caller, Laestab school, CancellationToken cancellation)
    {
        var own = await desk.CouldAsync(caller, Act.SignForSchool, school, cancellation);
        await desk.RequireAsync(caller, own ? Act.SignForSchool : Act.WorkOnBehaviour, school, cancellation);
        return (await schools.ListAsync(cancellation)).FirstOrDefault(each => each.School == school) ?? throw Refusal.NotFound();
    }

    private bool Near(DateOnly day) => day <= clock.Today.AddYears(1) && day >= clock.Today.AddYears(-1);
}
