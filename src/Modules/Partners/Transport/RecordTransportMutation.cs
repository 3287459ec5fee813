using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Transport;

/// <summary>Recording a child's way to school.</summary>
[MutationRoot]
internal sealed class RecordTransportMutation(
    ChildDesk desk,
    TransportBook book,
    OwnActs acts,
    IPupilTexts texts,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    private const int MostMetres = 100_000;

    [Description(
        "Records a child's way to school from a day on, and says on what ground it is taken or why not. By its school or who works on its case, by the child's id; by the transport unit, which alone gives places on routes, under an agreement."
    )]
    [Cost(20)]
    public async Task<RecordTransportPayload?> RecordTransport(
        Caller caller,
        [Description("The child and its way.")] RecordTransportInput input,
        CancellationToken cancellation = default
    )
    {
        var name = new ChildName(input.Pupil, input.Agreement, input.Child);
        var at = await desk.FindAsync(caller, name, Role.PassengerTransport, TransportDesk.Opens, cancellation);
        var from = input.From ?? clock.Today;
        var words = new Words();
        var note = words.May("note", input.Note, 1000);
        words.Check(input.Metres is null or (>= 0 and <= MostMetres), "metres", "metres-invalid", $"0 to {MostMetres} metres.");
        words.Check(
            from >= clock.Today.AddDays(-366) && from <= clock.Today.AddDays(366),
            "from",
            "date-invalid",
            "Within a year back and a year ahead."
        );
        words.Check(input.Until is null || input.Until >= from, "until", "until-before-from", "The last day is before the first.");
        long? route = null;
        var way = new WayToSchool(input.Metres, input.SpecialNeeds, input.UnsafeRoute, input.LowIncome);
        var basis = TransportPolicy.Judge(way, at.Pupil.BirthDate, from);
        if (input.Route is not null)
        {
            words.Check(
                await acts.MayAsync(caller, Act.RunTransport, cancellation),
                "route",
                "route-not-yours",
                "The transport unit gives places on routes."
            );
            route = (await book.RoutesAsync(cancellation)).FirstOrDefault(each => $"{each.Id}" == input.Route)?.Id;
            words.Check(route is not null, "route", "route-unknown", "There is no such route.");
            words.Check(
                TransportPolicy.IsEligible(basis),
                "route",
                "not-eligible",
                "By the policy the child is not taken to school: it has no place on a route."
            );
        }
        if (words.Error is { } error)
            return new RecordTransportPayload(null, InputProblem.Of(error));
        var pupil = at.Pupil.Key;
        var record = new TransportRecord(
            GrowingNumber.Next(TimeProvider.System),
            pupil,
            way,
            basis,
            note is null ? null : await texts.SealAsync(pupil, note, cancellation),
            route,
            from,
            input.Until
        );
        await audit.ChangingAsync(caller, nameof(RecordTransport), pupil, name.Through, cancellation);
        await writer.Run(transaction => book.RecordAsync(transaction, record, caller.Name), cancellation);
        return new RecordTransportPayload(basis, []);
    }
}

[Description("A child's way to school.")]
internal sealed record RecordTransportInput(
    [property: Description("Special needs, a disability or difficulty in walking.")] bool SpecialNeeds,
    [property: Description("The way cannot be walked in safety.")] bool UnsafeRoute,
    [property: Description("The family has a low income, as the policy means it.")] bool LowIncome,
    [property: Description("The shortest way on foot, in metres; left out: not measured.")] int? Metres = null,
    [property: Description("The child's id."), Id] string? Pupil = null,
    [property: Description("In place of it: the agreement that shares the child with the transport unit."), Id] string? Agreement = null,
    [property: Description("The child's id under the agreement."), Id] string? Child = null,
    [property: Description("The route on which it has a place, by its id."), Id] string? Route = null,
    [property: Description("From which day; today when left out.")] DateOnly? From = null,
    [property: Description("The last day; left out: until something else is recorded.")] DateOnly? Until = null,
    [property: Description("What else the unit has to know, at most 1,000 characters. Kept under the child's own key."), Personal]
        string? Note = null
);

[Description("What became of a record of a child's way to school.")]
internal sealed record RecordTransportPayload(
    [property: Description("On what ground the child is taken, or why not; null: nothing was recorded.")] TransportBasis? Basis,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
