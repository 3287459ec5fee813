using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Interventions;

/// <summary>What is done for a child is written down as it is done.</summary>
[MutationRoot]
internal sealed class InterventionMutations(CaseDesk desk, SchoolClock clock)
{
    [Description("Begins an intervention from the catalogue.")]
    [Cost(10)]
    public async Task<CasePayload?> StartIntervention(
        Caller caller,
        [Description("What, by whom, from when.")] StartInterventionInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(StartIntervention),
            file =>
            {
                var words = new Words();
                var entry = Catalogue.Find(input.Catalogue);
                words.Check(entry is not null, "catalogue", "intervention-unknown", "The catalogue has no such entry.");
                words.Check(Near(input.From), "from", "date-invalid", "A day within a year.");
                return words.Or(
                    new InterventionStarted(
                        file.Of<InterventionStarted>().Count() + 1,
                        input.Catalogue,
                        words.May("provider", input.Provider, 200) ?? entry?.Provider ?? "",
                        input.From,
                        words.May("dose", input.Dose, 200) ?? entry?.Dose ?? "",
                        words.Need("purpose", input.Purpose, 500)
                    )
                );
            },
            cancellation
        );

    [Description("Writes down that a session of an intervention took place, or did not.")]
    [Cost(10)]
    public async Task<CasePayload?> LogIntervention(
        Caller caller,
        [Description("The session.")] LogInterventionInput input,
        CancellationToken cancellation = default
    ) =>
        await OnAsync(
            caller,
            input.Case,
            nameof(LogIntervention),
            input.Number,
            (started, words) =>
            {
                words.Check(
                    input.On >= started.From && input.On <= clock.Today,
                    "on",
                    "date-invalid",
                    "A day since it began, not a later one."
                );
                return new InterventionDose(input.Number, input.On, input.TookPlace, words.May("note", input.Note));
            },
            cancellation
        );

    [Description("Ends an intervention with what it did, as those who took part see it. What the marks say is counted from the journal.")]
    [Cost(10)]
    public async Task<CasePayload?> EndIntervention(
        Caller caller,
        [Description("What it did.")] EndInterventionInput input,
        CancellationToken cancellation = default
    ) =>
        await OnAsync(
            caller,
            input.Case,
            nameof(EndIntervention),
            input.Number,
            (started, words) =>
            {
                words.Check(input.On >= started.From && Near(input.On), "on", "date-invalid", "A day since it began.");
                return new InterventionEnded(input.Number, input.On, input.Outcome, words.Need("note", input.Note));
            },
            cancellation
        );

    private Task<CasePayload> OnAsync(
        Caller caller,
        string id,
        string operation,
        int number,
        Func<InterventionStarted, Words, CaseEvent> decide,
        CancellationToken cancellation
    ) =>
        desk.WorkAsync(
            caller,
            id,
            operation,
            file =>
            {
                var started = file.Of<InterventionStarted>().FirstOrDefault(begun => begun.Number == number);
                if (started is null || file.Of<InterventionEnded>().Any(ended => ended.Number == number))
                    return new Error("intervention-unknown", "The case has no such intervention, or it ended.");
                var words = new Words();
                return words.Or(decide(started, words));
            },
            cancellation
        );

    private bool Near(DateOnly day) => Math.Abs(day.DayNumber - clock.Today.DayNumber) <= 366;
}

[Description("An intervention that begins.")]
internal sealed record StartInterventionInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The entry of the catalogue, by its id.")] string Catalogue,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("What for, 1 to 500 characters."), Personal] string Purpose,
    [property: Description("Who does it; left out: as the catalogue says."), Personal] string? Provider = null,
    [property: Description("How often and how long; left out: as the catalogue says.")] string? Dose = null
);

[Description("A session of an intervention.")]
internal sealed record LogInterventionInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The intervention's number in the case.")] int Number,
    [property: Description("The day.")] DateOnly On,
    [property: Description("False when it did not take place.")] bool TookPlace,
    [property: Description("What happened."), Personal] string? Note = null
);

[Description("The end of an intervention.")]
internal sealed record EndInterventionInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The intervention's number in the case.")] int Number,
    [property: Description("The last day.")] DateOnly On,
    [property: Description("What it did.")] InterventionOutcome Outcome,
    [property: Description("Why you think so, 1 to 4,000 characters."), Personal] string Note
);
