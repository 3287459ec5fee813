using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Carers;

/// <summary>The training register.</summary>
[QueryRoot]
internal sealed class TrainingQueries(CareDesk desk, CarerBook book)
{
    [Description(
        "Foster carers, residential staff and social workers with their training, by name. For the looked-after team and reviewing officers."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<Carer>?> TrainingRegister(Caller caller, CancellationToken cancellation = default)
    {
        await desk.VisibleAsync(caller, "a.pupil_id", cancellation);
        var trainings = await book.TrainingsAsync(cancellation);
        return [.. (await book.ListAsync(cancellation)).Select(row => Carer.Of(row, trainings[row.Id]))];
    }
}

[Description("Somebody who looks after children, with their training.")]
internal sealed record Carer(
    [property: Id, Description("The carer's id.")] string Id,
    [property: Description("The name.")] string Name,
    [property: Description("What they are.")] CarerKind Kind,
    [property: Description("Their training, the latest first.")] IReadOnlyList<Training> Trainings,
    [property: Description("What they never had training about.")] IReadOnlyList<TrainingTopic> Lacks
)
{
    public static Carer Of(CarerRow row, IEnumerable<TrainingRow> trainings)
    {
        var had = trainings.Select(training => new Training(Enum.Parse<TrainingTopic>(training.Topic), training.HeldOn)).ToList();
        return new Carer(
            CareDesk.NodeId(row.Id),
            row.Name,
            Enum.Parse<CarerKind>(row.Kind),
            had,
            [.. Enum.GetValues<TrainingTopic>().Except(had.Select(training => training.Topic))]
        );
    }
}

[Description("A training that somebody had.")]
internal sealed record Training(
    [property: Description("What it was about.")] TrainingTopic Topic,
    [property: Description("On which day.")] DateOnly On
);
