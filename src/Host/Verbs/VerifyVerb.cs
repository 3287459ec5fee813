using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using MediatR;
using Spectre.Console;

namespace Attendance.Host.Verbs;

/// <summary><c>verify</c>: recounts the read model from the journal. Prints counts; exit code 1 on any difference.</summary>
internal sealed class VerifyVerb : Verb<DataSettings>
{
    protected override VerbRecord OnRecord(DataSettings settings) => new("verify", Changes: false);

    protected override async Task<int> RunAsync(DataSettings settings, IServiceProvider services, CancellationToken cancellation)
    {
        var mediator = services.GetRequiredService<IMediator>();
        var result = await Progress
            .Status()
            .StartAsync(
                "Recounting",
                status =>
                    mediator.Send(
                        new VerifyStandings(Caller.System("verify"), school => status.Status($"Recounted school {school}")),
                        cancellation
                    )
            );
        if (result.Error is { } error)
            return Refuse(error);
        var report = result.Value;
        foreach (var difference in report.Differences)
            Console.WriteLine(difference);
        Console.WriteLine(
            $"{report.Schools} schools, {report.Submissions} submissions, {report.Entries} entries, {report.Enrolments} enrolments, {report.Pupils} pupils, "
                + $"{report.Tallies} tallies, {report.Episodes} flag episodes; outbox: {report.Outbox.Waiting} waiting, {report.Outbox.Parked} parked; "
                + $"{report.DifferenceCount} differences"
        );
        return report.DifferenceCount == 0 ? 0 : 1;
    }
}
