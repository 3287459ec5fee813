using Attendance.Lac.Ladder;
using Attendance.SharedKernel;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Attendance.Modules.Tests.Lac;

/// <summary>The ladder against a recount that walks the year day by day and knows nothing of its lists.</summary>
public sealed class LadderProperties
{
    private static readonly DateOnly Start = new(2006, 9, 1);

    [Property(MaxTest = 500)]
    public void The_ladder_is_what_a_walk_through_the_year_counts(int seed, bool onlyInCare)
    {
        var random = new Random(seed);
        // From before the year to after it, so that both borders are met.
        var missed = Enumerable
            .Range(-60, 480)
            .SelectMany(offset => new[] { HalfDay.AM, HalfDay.PM }.Select(half => new SessionKey(Start.AddDays(offset), half)))
            .Where(_ => random.NextDouble() < 0.12)
            .ToList();
        var care = new List<LookedAfterSpan>();
        var from = Start.AddDays(random.Next(-200, 200));
        for (var episodes = random.Next(4); episodes > 0; episodes--)
        {
            var days = random.Next(1, 150);
            care.Add(new LookedAfterSpan(from, episodes == 1 && random.Next(2) == 0 ? null : from.AddDays(days)));
            from = from.AddDays(days + random.Next(1, 60));
        }

        var counted = MissedDays.Count(new LacYear(2006), missed, care, onlyInCare);

        // Care that only begins in a later year says nothing of this one.
        care.RemoveAll(span => span.From > new DateOnly(2007, 8, 31) || (span.To ?? DateOnly.MaxValue) < Start);
        var last = care.Count == 0 ? DateOnly.MinValue : care.Max(span => span.To ?? DateOnly.MaxValue);
        var total = 0;
        var steps = new List<(int Step, SessionKey Session, DateOnly On)>();
        for (var day = Start; day < Start.AddYears(1); day = day.AddDays(1))
        {
            foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
            {
                var session = new SessionKey(day, half);
                var inCare = care.Exists(span => day >= span.From && (span.To is null || day <= span.To.Value));
                if (!missed.Contains(session) || day > last || (onlyInCare && !inCare))
                    continue;
                total++;
                if (total is 10 or 20 or 30 or 40 or 50)
                {
                    var on = day;
                    while (!care.Exists(span => on >= span.From && (span.To is null || on <= span.To.Value)))
                        on = on.AddDays(1);
                    steps.Add((total, session, on));
                }
            }
        }
        Assert.Equal(total, counted.HalfDays);
        Assert.Equal(steps, counted.Crossings.Select(crossing => (crossing.Step, crossing.Session, crossing.On)));
    }
}
