using Attendance.Schools.Calendars;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Registers;

/// <summary>
/// Tells the grains of a stored change and notes that they were told. What is not noted (nobody listens in this process, a grain failed, the
/// process died) is told again by <see cref="ReferenceWatch"/>.
/// </summary>
internal sealed class ReferenceNews(
    IEnumerable<IReferenceChanges> listeners,
    SchoolCalendars calendars,
    IWriter writer,
    ILogger<ReferenceNews> logger
)
{
    private readonly IReferenceChanges[] _listeners = listeners.ToArray();

    /// <summary>False in a process without grains, such as a verb beside a live server.</summary>
    public bool AnyoneListens => _listeners.Length > 0;

    /// <summary>The roll reached this version; answers whether the grains know.</summary>
    public Task<bool> RollChangedAsync(Laestab school, long version, IReadOnlyCollection<PupilId> pupils, CancellationToken cancellation) =>
        TellAsync(school, version, "told_roll_version", listener => listener.RollChangedAsync(school, pupils), cancellation);

    /// <summary>The calendar reached this version; answers whether the grains know.</summary>
    public Task<bool> CalendarChangedAsync(Laestab school, long version, CancellationToken cancellation)
    {
        calendars.Forget(school);
        return TellAsync(school, version, "told_calendar_version", listener => listener.CalendarChangedAsync(school), cancellation);
    }

    private async Task<bool> TellAsync(
        Laestab school,
        long version,
        string told,
        Func<IReferenceChanges, Task> tell,
        CancellationToken cancellation
    )
    {
        if (!AnyoneListens)
            return false;
        try
        {
            foreach (var listener in _listeners)
                await tell(listener);
        }
#pragma warning disable CA1031 // The change is stored whatever a grain says; it is told again until this succeeds.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogWarning(
                exception,
                "School {School}: change {Version} was not told ({Told}); it will be told again",
                school,
                version,
                told
            );
            return false;
        }
        // Only the next version in turn is noted: when one before it was not told, the watch tells all from there.
        await writer.Run(
            async transaction =>
                await transaction
                    .Command($"update schools_school set {told} = @version where school_id = @school and {told} = @before")
                    .With("school", (long)school.Value)
                    .With("version", version)
                    .With("before", version - 1)
                    .RunAsync(cancellation),
            cancellation
        );
        return true;
    }
}
