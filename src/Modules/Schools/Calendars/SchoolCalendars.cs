using System.Collections.Concurrent;
using Attendance.SharedKernel;

namespace Attendance.Schools.Calendars;

/// <summary>The calendars of a silo: one immutable object per school, shared by every grain that asks.</summary>
internal sealed class SchoolCalendars(CalendarReader reader)
{
    private readonly ConcurrentDictionary<Laestab, Task<SchoolCalendar>> _calendars = new();

    /// <summary>
    /// The calendar at this version or a later one; it is loaded when none is at hand or the one at hand is older. A version that nobody stored is
    /// not waited for: the latest stored one is the answer.
    /// </summary>
    public ValueTask<SchoolCalendar> GetAsync(Laestab school, long atLeastVersion = 0)
    {
        var task = _calendars.GetOrAdd(school, Load);
        if (task.IsCompletedSuccessfully)
        {
#pragma warning disable RS0030, MA0042 // It is there: nothing waits.
            var calendar = task.Result;
#pragma warning restore RS0030, MA0042
            if (calendar.Version >= atLeastVersion)
                return new ValueTask<SchoolCalendar>(calendar);
        }
        return new ValueTask<SchoolCalendar>(RenewAsync(school, task, atLeastVersion));
    }

    /// <summary>Drops what is at hand: the next question loads it again.</summary>
    public void Forget(Laestab school) => _calendars.TryRemove(school, out _);

    private async Task<SchoolCalendar> RenewAsync(Laestab school, Task<SchoolCalendar> first, long atLeastVersion)
    {
        try
        {
            var calendar = await first;
            if (calendar.Version >= atLeastVersion)
                return calendar;
        }
        catch
        {
            // A failed load must not stay for the next question.
            _calendars.TryRemove(KeyValuePair.Create(school, first));
            throw;
        }
        var next = Load(school);
        // When another question was quicker, its load started after this one's answer was found too old: it will do.
        var current = _calendars.AddOrUpdate(school, next, (_, existing) => ReferenceEquals(existing, first) ? next : existing);
        return await current;
    }

    private Task<SchoolCalendar> Load(Laestab school) => reader.LoadAsync(school, knownAt: null, CancellationToken.None);
}
