namespace Attendance.City.Replay;

/// <summary>What a replay did so far. Any thread may add and read.</summary>
internal sealed class ReplayCounts
{
    private readonly Lock _lock = new();
    private readonly List<float> _milliseconds = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private long _marks;
    private long _held;
    private long _stale;
    private int _behind;

    public int Registers
    {
        get
        {
            lock (_lock)
                return _milliseconds.Count;
        }
    }

    /// <summary>Marks acknowledged.</summary>
    public long Marks => Interlocked.Read(ref _marks);

    /// <summary>Marks that the server held or found stale: a replay has none.</summary>
    public long NotEffective => Interlocked.Read(ref _held) + Interlocked.Read(ref _stale);

    /// <summary>Time since the first register could be posted.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_started);

    public double MarksPerSecond => Marks / Math.Max(0.001, Elapsed.TotalSeconds);

    public void Add(int marks, int status, Receipt receipt, TimeSpan took)
    {
        Interlocked.Add(ref _marks, marks);
        Interlocked.Add(ref _held, receipt.Held);
        Interlocked.Add(ref _stale, receipt.Stale);
        if (status == 202)
            Interlocked.Increment(ref _behind);
        lock (_lock)
            _milliseconds.Add((float)took.TotalMilliseconds);
    }

    /// <summary>The time within which a share of the registers was answered, in milliseconds, from the last try to the answer.</summary>
    public double Percentile(double share)
    {
        lock (_lock)
        {
            if (_milliseconds.Count == 0)
                return 0;
            var sorted = _milliseconds.ToArray();
            Array.Sort(sorted);
            return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
        }
    }

    /// <summary>The summary, a line each.</summary>
    public IEnumerable<string> Summary(int retries)
    {
        var seconds = Elapsed.TotalSeconds;
        yield return $"registers  {Registers}";
        yield return $"marks      {Marks}";
        yield return $"seconds    {seconds:0.0}";
        yield return $"marks/s    {MarksPerSecond:0}";
        yield return $"POST p50   {Percentile(0.5):0.0} ms";
        yield return $"POST p99   {Percentile(0.99):0.0} ms";
        yield return $"retries    {retries}";
        yield return $"202        {_behind}";
        yield return $"held       {Interlocked.Read(ref _held)}";
        yield return $"stale      {Interlocked.Read(ref _stale)}";
    }
}
