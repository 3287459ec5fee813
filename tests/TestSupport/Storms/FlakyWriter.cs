using System.Data.Common;
using Attendance.SharedKernel.Data;

namespace Attendance.TestSupport.Storms;

/// <summary>A writer whose commits are in doubt: of a hundred works some fail before they begin and some after they were committed, and the caller cannot tell.</summary>
public sealed class FlakyWriter(IWriter inner) : IWriter
{
    private readonly Lock _gate = new();
    private Random? _random;

    /// <summary>How many works failed after their commit.</summary>
    public int Committed { get; private set; }

    /// <summary>How many failed before.</summary>
    public int Refused { get; private set; }

    /// <summary>From now on five of a hundred fail before and five after.</summary>
    public void Begin(int seed)
    {
        lock (_gate)
            _random = new Random(seed);
    }

    /// <summary>From now on all is well.</summary>
    public void End()
    {
        lock (_gate)
            _random = null;
    }

    public async Task<T> Run<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default)
    {
        int dice;
        lock (_gate)
            dice = _random?.Next(100) ?? 50;
        if (dice < 5)
        {
            Refused++;
            throw new TimeoutException("The database does not answer.");
        }
        var result = await inner.Run(work, cancellation);
        if (dice >= 95)
        {
            Committed++;
            throw new TimeoutException("The database did not answer.");
        }
        return result;
    }
}
