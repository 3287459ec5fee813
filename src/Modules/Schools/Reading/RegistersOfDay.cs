using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Reading;

/// <summary>
/// Which registers of a day are in. Today's are read once for everybody on this Host who asks or follows, and again only for schools whose journal, roll or calendar went
/// on: whether any did is one question about a hundred rows. So a page's "as at" strip costs no reading of marks while nothing comes in.
/// </summary>
internal sealed class RegistersOfDay(DayRegisterReader reader, SchoolClock clock)
{
    private readonly Lock _lock = new();
    private Board _board = new(default, new Dictionary<Laestab, SchoolVersion>(), new Dictionary<Laestab, IReadOnlyList<DayRegister>>());
    private Task<Board>? _reading;
    private Task<Board>? _next;

    /// <summary>The registers of these schools on a day, by school, half-day and class. A session that no child is due at is left out.</summary>
    public async Task<IReadOnlyList<DayRegister>> ReadAsync(
        IReadOnlyCollection<Laestab> schools,
        DateOnly date,
        CancellationToken cancellation
    )
    {
        if (date == clock.Today && await FreshAsync().WaitAsync(cancellation) is var board && board.Date == date)
        {
            var now = clock.Now;
            return
            [
                .. schools
                    .OrderBy(school => school.Value)
                    .SelectMany(school => board.Registers.GetValueOrDefault(school) ?? [])
                    .Select(register => register.At(now)),
            ];
        }
        var asked = schools.ToHashSet();
        var versions = await reader.VersionsAsync(cancellation);
        return await reader.ReadAsync(versions.Where(pair => asked.Contains(pair.Key)).ToDictionary(), date, cancellation);
    }

    /// <summary>Today's board, read no earlier than now. Who comes while one is being read may know more than it saw, and shares the next one with all who come till then.</summary>
    private Task<Board> FreshAsync()
    {
        lock (_lock)
        {
            if (_reading is null or { IsCompleted: true })
                return _reading = RenewAsync();
            return _next ??= AfterAsync(_reading);
        }
    }

    private async Task<Board> AfterAsync(Task<Board> before)
    {
        // Never at once: the caller must have noted it as the next one first.
        await Task.Yield();
        await before.ContinueWith(_ => { }, TaskScheduler.Default);
        lock (_lock)
        {
            _reading = _next;
            _next = null;
        }
        return await RenewAsync();
    }

    private async Task<Board> RenewAsync()
    {
        // Off the caller's lock.
        await Task.Yield();
        var date = clock.Today;
        var versions = await reader.VersionsAsync(CancellationToken.None);
        var known = _board.Date == date ? _board : _board with { Versions = new Dictionary<Laestab, SchoolVersion>() };
        var changed = versions.Where(pair => known.Versions.GetValueOrDefault(pair.Key) != pair.Value).ToDictionary();
        if (changed.Count > 0 || known.Date != date)
        {
            var read = (await reader.ReadAsync(changed, date, CancellationToken.None)).ToLookup(register => register.School);
            var registers = known.Registers.ToDictionary();
            foreach (var school in changed.Keys)
                registers[school] = [.. read[school]];
            _board = new Board(date, versions, registers);
        }
        return _board;
    }

    private sealed record Board(
        DateOnly Date,
        IReadOnlyDictionary<Laestab, SchoolVersion> Versions,
        IReadOnlyDictionary<Laestab, IReadOnlyList<DayRegister>> Registers
    );
}
