using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Casework.Education;

/// <summary>How a child is educated: from the rolls, and from what was recorded where there is none.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilEducation(IPolicy policy, IMediator mediator, EducationStore store, CaseReads reads, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("casework");

    [Description(
        "How the child is educated today. Null for a child that is not of compulsory school age and on no roll, and for a role that is not shown who did what."
    )]
    [Cost(10)]
    public async Task<EducationNode?> Education(PupilNode pupil, Caller caller, CancellationToken cancellation = default)
    {
        if (!(await policy.OfAsync(caller, pupil.Key, cancellation)).May(Act.ReadHistory))
            return null;
        var today = clock.Today;
        var recorded = await store.ReadAsync(pupil.Key, cancellation);
        var steps = await store.StepsAsync(pupil.Key, cancellation);
        var last = recorded.FirstOrDefault(row => row.From <= today);
        var school = (await mediator.Send(new ReadPupils(Job, [pupil.Key]), cancellation)).GetValueOrDefault(pupil.Key)?.School;
        if (school is not null)
        {
            var elsewhere = last is { Status: EducationStatus.OtherProvision };
            return new EducationNode(
                elsewhere ? EducationStatus.OtherProvision : EducationStatus.OnRoll,
                elsewhere ? last : null,
                recorded,
                steps,
                reads
            );
        }
        // A school that took the child on again and lost it ended what was recorded before: nobody said what is so now.
        var status = last?.Status is { } said and not EducationStatus.OtherProvision ? said : EducationStatus.MissingEducation;
        return last is not null || SchoolAge.IsCompulsory(pupil.BirthDate, today)
            ? new EducationNode(status, status == last?.Status ? last : null, recorded, steps, reads)
            : null;
    }
}

/// <summary>A child's education as it is shown.</summary>
[Description("How a child is educated.")]
[GraphQL.Name("Education")]
internal sealed class EducationNode(
    EducationStatus status,
    RecordedEducation? current,
    IReadOnlyList<RecordedEducation> recorded,
    IReadOnlyList<RecordedStep> steps,
    CaseReads reads
)
{
    [Description("The status today.")]
    public EducationStatus Status => status;

    [Description("True when a school's registers have half-days at which the child is expected.")]
    public bool MarksExpected => status is EducationStatus.OnRoll or EducationStatus.OtherProvision;

    [Description("Since when, as it was recorded; null where nobody recorded it: the rolls alone say so.")]
    public DateOnly? Since => current?.From;

    [Description("What was written down with it.")]
    public string? Words => current?.Words;

    [Description("Everything that was recorded, the latest first.")]
    public IReadOnlyList<EducationRecord> Records => [.. recorded.Select(row => new EducationRecord(row, reads))];

    [Description("Steps of the child's home education, the latest first.")]
    public IReadOnlyList<HomeEducationRecord> HomeEducation => [.. steps.Select(row => new HomeEducationRecord(row, reads))];
}

/// <summary>A status that was recorded.</summary>
[Description("A status of education that was recorded.")]
internal sealed class EducationRecord(RecordedEducation row, CaseReads reads)
{
    [Description("The status.")]
    public EducationStatus Status => row.Status;

    [Description("From when.")]
    public DateOnly From => row.From;

    [Description("What was written down with it; null when the child's texts were erased.")]
    public string? Words => row.Words;

    [Description("When it was recorded.")]
    public DateTimeOffset RecordedAt => row.RecordedAt;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(row.RecordedBy);
}

/// <summary>A step of a home education that was recorded.</summary>
[Description("A step of a home education.")]
internal sealed class HomeEducationRecord(RecordedStep row, CaseReads reads)
{
    [Description("What happened.")]
    public HomeEducationStep Step => row.Step;

    [Description("When.")]
    public DateOnly On => row.On;

    [Description("Whether the education is suitable, of a view of it.")]
    public bool? Suitable => row.Suitable;

    [Description("What was written down; null when the child's texts were erased.")]
    public string? Words => row.Words;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(row.RecordedBy);
}
