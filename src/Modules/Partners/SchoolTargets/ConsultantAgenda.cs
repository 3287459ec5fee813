using System.Globalization;
using Attendance.Partners.ConcernSchools;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolImprovement;
using Attendance.Partners.SchoolVisits;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.SchoolTargets;

/// <summary>The agenda of the consultant's next meeting: all that changed since the one before (without one: since the school year began).</summary>
internal sealed class ConsultantAgenda(
    ConsultantBook meetings,
    TargetBook targets,
    ConcernBook concerns,
    VisitBook visits,
    SchoolPictures pictures,
    IEnumerable<ISchoolChanges> changes,
    SchoolClock clock
)
{
    private const int FortnightDays = 14;

    /// <summary>The items, in the order of their kinds and of the schools' numbers, and since when they are counted.</summary>
    public async Task<(DateTimeOffset Since, IReadOnlyList<AgendaItem> Items)> MakeAsync(CancellationToken cancellation)
    {
        var today = clock.Today;
        var year = AcademicYear.Of(today);
        var held = await meetings.ListAsync(cancellation);
        var since = held.Count > 0 ? held.Max(meeting => meeting.WrittenAt) : SchoolClock.Instant(year.FirstDay, default);
        var options = await concerns.OptionsAsync(cancellation);
        var items = new List<AgendaItem>();
        foreach (var (meeting, action) in held.SelectMany(meeting => meeting.Actions.Select(action => (meeting, action))))
        {
            if (action.DoneOn is null && action.DueOn < today)
                items.Add(
                    new AgendaItem(
                        ConsultantItem.ActionOverdue,
                        action.School,
                        $"{action.What} ({action.Owner}), due {Day(action.DueOn)}, agreed {Day(meeting.HeldOn)}."
                    )
                );
        }
        var standing = ConcernBook.Standing(await concerns.ListAsync(cancellation));
        var visited = (await visits.ListAsync(null, cancellation)).ToLookup(visit => visit.School);
        var set = await targets.ListAsync(year, cancellation);
        foreach (var (school, picture, registers) in await pictures.ReadAsync(cancellation))
        {
            var (then, now) = Lights(picture, registers[school.School], set[school.School], options, since, year.FirstDay);
            if (then != now && now is not null)
                items.Add(
                    new AgendaItem(
                        ConsultantItem.Light,
                        school.School,
                        $"{then?.ToString() ?? "No target"} then, {now.ToString()!.ToLowerInvariant()} now: {ConcernCriteria.Share(picture.Year)}."
                    )
                );
            if (Fell(registers[school.School], options.Fortnight, today) is { } fell)
                items.Add(new AgendaItem(ConsultantItem.Fell, school.School, fell));
            var due = VisitDuty.DueOn(
                visited[school.School].Select(visit => (DateOnly?)visit.VisitedOn).Max(),
                standing.TryGetValue(school.School, out var known) ? known.Since : null
            );
            if (due is { } day && day < today && day >= DayOf(since))
                items.Add(new AgendaItem(ConsultantItem.VisitOverdue, school.School, $"A visit was due by {Day(day)}."));
        }
        foreach (var folder in changes)
            items.AddRange(await folder.SinceAsync(since, cancellation));
        return (
            since,
            [.. items.OrderBy(item => item.Kind).ThenBy(item => item.School?.Value).ThenBy(item => item.Text, StringComparer.Ordinal)]
        );
    }

    /// <summary>Where the school stood at the end of the day of the last meeting, by the target of that instant, and where it stands now.</summary>
    private static (TargetLight? Then, TargetLight? Now) Lights(
        SchoolPicture picture,
        IEnumerable<HalfDayCounts> registers,
        IEnumerable<SchoolTarget> set,
        ConcernOptions options,
        DateTimeOffset since,
        DateOnly firstDay
    )
    {
        var targets = set.ToList();
        var then = HalfDays.Sum(registers.Where(register => register.Session.Date >= firstDay && register.Session.Date <= DayOf(since)));
        return (
            TargetRule.Of(then, targets.LastOrDefault(target => target.SetAt <= since)?.Tenths, options.Amber),
            TargetRule.Of(picture.Year, targets.LastOrDefault()?.Tenths, options.Amber)
        );
    }

    private static string? Fell(IEnumerable<HalfDayCounts> registers, int tenths, DateOnly today)
    {
        var days = EffectDays.Of(today.AddDays(1 - FortnightDays), FortnightDays / 7, today);
        var (before, after) = Effect.Split(days, registers);
        return before.Percent - after.Percent is { } points && 10 * points >= tenths
            ? $"{ConcernCriteria.Share(after)} in the last two weeks, {ConcernCriteria.Share(before)} in the two before: {ConcernCriteria.Points(points)} points down."
            : null;
    }

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(SchoolClock.Local(instant));

    /// <summary>"9 October 2006".</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
