using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Allocation;

/// <summary>Managers say how many cases a worker can hold and what the worker knows best.</summary>
[MutationRoot]
internal sealed class SaveWorkerSettingsMutation(
    IMediator mediator,
    WorkerRights rights,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    private const int MostCases = 200;

    [Description("Says how many open cases a worker holds at most, and what the worker knows best.")]
    [Cost(10)]
    public async Task<WorkerSettingsPayload?> SaveWorkerSettings(
        Caller caller,
        [Description("The worker, and what to save.")] WorkerSettingsInput input,
        CancellationToken cancellation = default
    )
    {
        var worker = (await mediator.Send(new ReadWorkers(), cancellation)).FirstOrDefault(known =>
            known.Person.ToString(CultureInfo.InvariantCulture) == input.Worker
        );
        if (worker is null || !await rights.ManagesAsync(caller, worker, cancellation))
        {
            AuditScope.Current?.Deny(caller.Kind.ToString(), Act.SetUpTeams, GrantTarget.All);
            throw Refusal.NotFound();
        }
        await audit.ChangingAsync(caller, nameof(SaveWorkerSettings), $"person/{worker.Person}", null, cancellation);
        var words = new Words();
        words.Check(input.Capacity is >= 0 and <= MostCases, "capacity", "capacity-invalid", $"A number from 0 to {MostCases}.");
        var unknown = input.Specialisms.FirstOrDefault(name => !Known.Contains(name));
        words.Check(unknown is null, "specialisms", "specialism-unknown", "Names of factors or of markers.");
        if (words.Error is { } error)
            return new WorkerSettingsPayload(false, InputProblem.Of(error));
        var settings = new WorkerSettings(input.Capacity, input.Specialisms.Select(name => name.ToLowerInvariant()).ToHashSet());
        await writer.Run(transaction => WorkerStore.SaveAsync(transaction, worker.Person, settings, clock.Now, caller.Name), cancellation);
        return new WorkerSettingsPayload(true, []);
    }

    private static HashSet<string> Known { get; } =
        new(Enum.GetValues<Factor>().Select(factor => factor.Told()).Concat(MarkerKinds.All), StringComparer.OrdinalIgnoreCase);
}

[Description("How many cases a worker can hold, and what the worker knows best.")]
internal sealed record WorkerSettingsInput(
    [property: Description("The number of the worker's record."), Id] string Worker,
    [property: Description("Open cases at most, 0 to 200.")] int Capacity,
    [property: Description("Factors (\"mental health\") and markers (\"looked-after\").")] IReadOnlyList<string> Specialisms
);

[Description("What became of a worker's settings.")]
internal sealed record WorkerSettingsPayload(
    [property: Description("False when a problem kept it from being saved.")] bool Saved,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
