using Attendance.SharedKernel;

namespace Attendance.Schools.Calendars;

/// <summary>
/// The open sessions of one school as known at one version; immutable, shared by every grain of the silo. Dates outside its lines are closed.
/// </summary>
internal sealed class SchoolCalendar
{
    private readonly Dictionary<string, OpenSessions> _byYearGroup;

    // In time order: a city's calendars stay in memory, and a dictionary takes twice as much.
    private readonly CalendarSession[] _times;

    public SchoolCalendar(Laestab school, long version, IReadOnlyCollection<CalendarSession> sessions)
    {
        School = school;
        Version = version;
        var general = sessions.Where(s => s.YearGroup is null).ToList();
        Everyone = new OpenSessions(general.Where(s => s.Open).Select(s => s.Session.Number));
        var times = general.ToDictionary(s => s.Session.Number);
        _byYearGroup = sessions
            .Where(s => s.YearGroup is not null)
            .GroupBy(s => s.YearGroup!)
            .ToDictionary(
                group => group.Key,
                group =>
                {
                    var open = general.Where(s => s.Open).Select(s => s.Session.Number).ToHashSet();
                    foreach (var session in group)
                    {
                        if (session.Open)
                            open.Add(session.Session.Number);
                        else
                            open.Remove(session.Session.Number);
                        times.TryAdd(session.Session.Number, session);
                    }
                    return new OpenSessions(open);
                }
            );
        _times = [.. times.Values.OrderBy(line => line.Session)];
    }

    /// <summary>The school.</summary>
    public Laestab School { get; }

    /// <summary>Rises by one with every recorded change; 0 when nothing was ever loaded.</summary>
    public long Version { get; }

    /// <summary>The sessions open to the whole school.</summary>
    public OpenSessions Everyone { get; }

    /// <summary>The sessions open to one year group.</summary>
    public OpenSessions For(string yearGroup) => _byYearGroup.GetValueOrDefault(yearGroup, Everyone);

    /// <summary>True when the session is open for the whole school or for any year group.</summary>
    public bool IsOpenForAnyone(SessionKey session) =>
        Everyone.IsOpen(session.Number) || _byYearGroup.Values.Any(group => group.IsOpen(session.Number));

    /// <summary>The line with the session's start and close times, or null when the calendar has none.</summary>
    public CalendarSession? Line(SessionKey session)
    {
        var (low, high) = (0, _times.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var way = _times[middle].Session.CompareTo(session);
            if (way == 0)
                return _times[middle];
            (low, high) = way < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return null;
    }

    /// <summary>Every line for the whole school, in time order.</summary>
    public IEnumerable<CalendarSession> Lines => _times;
}

/// <summary>
/// A session in a school's calendar: when it starts and when its register closes, for the whole school (<paramref name="YearGroup"/> null) or for one
/// year group, whose line then decides for that group. <paramref name="Open"/> false closes it (INSET, study leave).
/// </summary>
internal readonly record struct CalendarSession(SessionKey Session, bool Open, TimeOnly Start, TimeOnly Close, string? YearGroup = null);

/// <summary>Which half-days are open: two bits a day from the first day on.</summary>
internal sealed class OpenSessions
{
    private readonly byte[] _bits;

    public OpenSessions(IEnumerable<int> sessionNumbers)
    {
        var numbers = sessionNumbers.ToList();
        Count = numbers.Count;
        if (numbers.Count == 0)
        {
            _bits = [];
            return;
        }
        FirstDay = numbers.Min() >> 1;
        LastDay = numbers.Max() >> 1;
        _bits = new byte[LastDay - FirstDay + 1];
        foreach (var number in numbers)
            _bits[(number >> 1) - FirstDay] |= (byte)(1 << (number & 1));
    }

    /// <summary>How many sessions are open.</summary>
    public int Count { get; }

    /// <summary>Day number (since 0001-01-01) of the first open day.</summary>
    public int FirstDay { get; }

    /// <summary>Day number of the last open day.</summary>
    public int LastDay { get; } = -1;

    /// <summary>True when the session with this number (<see cref="SessionKey.Number"/>) is open.</summary>
    public bool IsOpen(int sessionNumber)
    {
        var day = (sessionNumber >> 1) - FirstDay;
        return unchecked((uint)day) < (uint)_bits.Length && (_bits[day] >> (sessionNumber & 1) & 1) != 0;
    }

    /// <summary>0 no session, 1 morning only, 2 afternoon only, 3 both.</summary>
    public int DayBits(int dayNumber)
    {
        var day = dayNumber - FirstDay;
        return unchecked((uint)day) < (uint)_bits.Length ? _bits[day] : 0;
    }
}
