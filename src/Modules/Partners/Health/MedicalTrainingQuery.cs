using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Health;

/// <summary>The register of training.</summary>
[QueryRoot]
internal sealed class MedicalTrainingQuery(TrainingAccess access, TrainingBook book, SchoolClock clock)
{
    [Description(
        "Trainings of a school's staff on medical conditions, the latest first: for the school; without a school, of all of them, for school nursing and the authority. Null with NOT_FOUND for everybody else."
    )]
    [Cost(10)]
    public async Task<IReadOnlyList<MedicalTrainingNode>?> MedicalTraining(
        Caller caller,
        [Description("The school; all when left out.")] Laestab? school = null,
        CancellationToken cancellation = default
    )
    {
        if (!await access.MayAsync(caller, school, cancellation))
            throw Refusal.NotFound();
        var all = await book.ListAsync(school, cancellation);
        return
        [
            .. all.Select(each => new MedicalTrainingNode(
                $"{each.Id}",
                each.School,
                each.Topic,
                each.HeldOn,
                each.RenewOn,
                each.Staff,
                each.Trainer,
                each.RenewOn <= clock.Today
                    && !all.Any(later => later.School == each.School && later.Topic == each.Topic && later.HeldOn > each.HeldOn)
            )),
        ];
    }
}

[Description("A training of a school's staff on a medical condition.")]
[global::GraphQL.Name("MedicalTraining")]
internal sealed record MedicalTrainingNode(
    [property: Description("Its id."), Id] string Id,
    [property: Description("The school.")] Laestab School,
    [property: Description("On what.")] MedicalTopic Topic,
    [property: Description("When it was.")] DateOnly HeldOn,
    [property: Description("From when it is to be done again.")] DateOnly RenewOn,
    [property: Description("How many members of staff.")] int Staff,
    [property: Description("Who trained them.")] string Trainer,
    [property: Description("True when it was to be done again and was not.")] bool Overdue
);
