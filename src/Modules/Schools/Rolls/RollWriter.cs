using Attendance.Access.Contracts;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Npgsql;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Runs a change of reference data: in one transaction, with the schools it touches locked, once more when another change of the same children was
/// quicker; then tells the grains. A work that is refused after writing says <see cref="RollTransaction.Refuse"/>.
/// </summary>
internal sealed class RollWriter(IWriter writer, SchoolClock clock, ReferenceNews news, IPlaces places)
{
    private const int Tries = 5;

    /// <summary>
    /// Runs the work. The caller's name is recorded with everything it writes. <paramref name="later"/>: the grains are told in the background, because there are
    /// too many to wait for.
    /// </summary>
    public async Task<Result<T>> RunAsync<T>(
        Caller caller,
        Func<RollTransaction, Task<Result<T>>> work,
        CancellationToken cancellation,
        bool later = false
    )
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var (result, touched, calendars) = await writer.Run(
                    async transaction =>
                    {
                        var change = new RollTransaction(transaction, clock, places, caller.Name, cancellation);
                        var result = await work(change);
                        if (change.Refused)
                            throw new GivenUpException<T>(result);
                        await change.CloseAsync();
                        return (result, change.TouchedRolls, change.TouchedCalendars);
                    },
                    cancellation
                );
                if (later)
                    return result;
                foreach (var (school, version) in calendars)
                    await news.CalendarChangedAsync(school, version, CancellationToken.None);
                foreach (var (school, version, pupils) in touched)
                    await news.RollChangedAsync(school, version, pupils, CancellationToken.None);
                return result;
            }
            catch (GivenUpException<T> givenUp)
            {
                return givenUp.Result;
            }
            catch (PostgresException exception)
                when (tries < Tries
                    && exception.SqlState
                        is PostgresErrorCodes.UniqueViolation
                            or PostgresErrorCodes.DeadlockDetected
                            or PostgresErrorCodes.SerializationFailure
                )
            {
                // Another roll with the same child was quicker: look again at what is stored now.
            }
        }
    }

#pragma warning disable CA1032, CA1064 // Never seen outside: it makes the writer roll back.
    private sealed class GivenUpException<T>(Result<T> result) : Exception
#pragma warning restore CA1032, CA1064
    {
        public Result<T> Result { get; } = result;
    }
}
