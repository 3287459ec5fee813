using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Effects;

/// <summary>
/// What came of something that began on a day: attendance of the same children or schools before and after, from the marks that count now. Judges nobody: who asks has judged the caller, and tells
/// nothing of a group that <see cref="Effect.IsHidden"/> (a single child's own effect is for who may read its marks).
/// </summary>
internal sealed class EffectFigures(IMediator mediator, SchoolClock clock, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly Caller Job = Caller.System("partner-effects");

    private readonly Lock _lock = new();
    private readonly Dictionary<(DateOnly, DateOnly), (DateTimeOffset At, Task<ILookup<Laestab, HalfDayCounts>> Registers)> _read = [];

    /// <summary>Of children, each asked for once, from a day on; a child whose marks are not there is left out.</summary>
    public async Task<Effect> OfChildrenAsync(
        IEnumerable<PupilId> children,
        DateOnly day,
        int weeks = EffectDays.UsualWeeks,
        CancellationToken cancellation = default
    )
    {
        var days = EffectDays.Of(day, weeks, clock.Today);
        var sessions = new List<ChildSessions>();
        var seen = new HashSet<PupilId>();
        if (days.Length > 0)
        {
            foreach (var child in children.Distinct())
            {
                var read = await mediator.Send(new ReadSessions(Job, child, days.From, days.To), cancellation);
                // Two ids of one child, merged, are one child.
                if (read.IsOk && seen.Add(read.Value.Pupil))
                    sessions.Add(read.Value);
            }
        }
        return Effect.OfChildren(days, sessions, await BesideAsync(days));
    }

    /// <summary>Of schools, from a day on.</summary>
    public async Task<Effect> OfSchoolsAsync(IReadOnlyCollection<Laestab> schools, DateOnly day, int weeks = EffectDays.UsualWeeks)
    {
        var days = EffectDays.Of(day, weeks, clock.Today);
        var registers = await RegistersAsync(days.From, days.To);
        return Effect.OfSchools(days, schools.Distinct().SelectMany(school => registers[school]), await BesideAsync(days));
    }

    /// <summary>Of the children who were in a class of a school on a day, from that day on.</summary>
    public async Task<Effect> OfClassAsync(
        Laestab school,
        string group,
        DateOnly day,
        int weeks = EffectDays.UsualWeeks,
        CancellationToken cancellation = default
    )
    {
        var classes = await mediator.Send(new ReadClasses(school, day), cancellation);
        return await OfChildrenAsync(classes.TryGetValue(group, out var members) ? members : [], day, weeks, cancellation);
    }

    /// <summary>Every school's registers between two days, both included; read again after <see cref="Fresh"/>.</summary>
    public Task<ILookup<Laestab, HalfDayCounts>> RegistersAsync(DateOnly from, DateOnly to)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var old in _read.Where(entry => now - entry.Value.At >= Fresh).Select(entry => entry.Key).ToList())
                _read.Remove(old);
            if (_read.TryGetValue((from, to), out var known) && !known.Registers.IsFaulted)
                return known.Registers;
            var registers = LoadAsync(from, to);
            _read[(from, to)] = (now, registers);
            return registers;
        }
    }

    private async Task<(HalfDays, HalfDays)> BesideAsync(EffectDays days) =>
        Effect.Split(days, (await RegistersAsync(days.From, days.To)).SelectMany(school => school));

    private async Task<ILookup<Laestab, HalfDayCounts>> LoadAsync(DateOnly from, DateOnly to) =>
        (to < from ? [] : await mediator.Send(new ReadHalfDays(from, to))).ToLookup(register => register.School);
}
