using Attendance.Bench.Load;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Bench.Live;

/// <summary>What the followers should have heard, from the database after the morning, and what they did.</summary>
internal static class Truth
{
    private static readonly string[] Kinds = ["", "OPENED", "CHANGED", "CLOSED", "WITHDRAWN"];

    public static async Task<HeardResult> CompareAsync(
        Database database,
        BenchCity city,
        IReadOnlyList<Follower> followers,
        int schoolsEach,
        Dictionary<long, long> from,
        long[] sent
    )
    {
        await using var connection = await database.OpenAsync();
        // Each child has one mark in the morning, so its standing changed once: who is a concern now was one when the event came.
        var caseloads = (
            await connection.QueryAsync<(long School, string Upn)>(
                """
                select distinct e.school_id, p.upn from schools_enrolment e join schools_pupil p on p.pupil_id = e.pupil_id
                join schools_pupil_standing s on s.pupil_id = p.pupil_id where s.severity >= 2
                """
            )
        ).ToLookup(row => row.School, row => row.Upn);
        var changes = (
            await connection.QueryAsync<(
                long School,
                long Pos,
                string Upn,
                string Rule,
                long Kind,
                long Episode,
                long At,
                long Severity,
                long Left
            )>(
                """
                select c.school_id, c.pos, p.upn, c.rule, c.kind, c.episode, c.happened_at, coalesce(s.severity, 0), case when c.left_concern then 1 else 0 end
                from schools_flag_change c join schools_pupil p on p.pupil_id = c.pupil_id left join schools_pupil_standing s on s.pupil_id = c.pupil_id
                """
            )
        ).Where(row => row.Pos > from.GetValueOrDefault(row.School) && (row.Severity >= 2 || row.Left == 1)).ToLookup(row => row.School, row => (row.Upn, Flag: $"{row.Upn} {row.Rule} {Kinds[row.Kind]} {Session(row.Episode)} {Session(row.At)}"));
        var classes = Enumerable.Range(0, city.Pupils).ToDictionary(pupil => city.Upn(pupil).Value, pupil => pupil / BenchCity.ClassSize);
        var latencies = new List<double>();
        var (missed, doubled, alien, events) = (0, 0, 0, 0);
        for (var i = 0; i < followers.Count; i++)
        {
            var schools = Enumerable
                .Range(0, schoolsEach)
                .Select(n => (long)BenchCity.School(((i * schoolsEach) + n) % city.Schools).Value)
                .ToList();
            var own = schools.SelectMany(school => caseloads[school]).ToHashSet(StringComparer.Ordinal);
            var flags = schools.SelectMany(school => changes[school]).ToList();
            var heard = followers[i].Changes.ToLookup(change => change.Upn, change => change.At);
            missed += own.Count(upn => !heard.Contains(upn));
            // A register and the flags that it changed may come in two events where a batch is cut.
            var may = flags.ToLookup(flag => flag.Upn);
            doubled += heard.Count(child => child.Count() > 1 + may[child.Key].Count());
            alien += heard.Count(child => !own.Contains(child.Key));
            foreach (var child in heard)
                latencies.Add(TimeProvider.System.GetElapsedTime(sent[classes[child.Key]], child.Min()).TotalMilliseconds);
            var told = followers[i].FlagEvents.ToLookup(flag => flag.Flag);
            missed += flags.Count(flag => !told.Contains(flag.Flag));
            doubled += told.Count(flag => flag.Count() > 1);
            alien += told.Count(flag => !flags.Exists(own => own.Flag == flag.Key));
            foreach (var (_, upn, at) in followers[i].FlagEvents)
                latencies.Add(TimeProvider.System.GetElapsedTime(sent[classes[upn]], at).TotalMilliseconds);
            events += followers[i].Changes.Count + followers[i].FlagEvents.Count;
        }
        latencies.Sort();
        return new HeardResult([.. latencies], events, missed, doubled, alien);
    }

    private static string Session(long number)
    {
        var session = new SessionKey((int)number);
        return FormattableString.Invariant($"{session.Date:yyyy-MM-dd} {session.Half}");
    }
}

/// <summary>
/// What came: milliseconds from POST to event, sorted; children and flags that came; of those that should have come how many did not, how many came twice, and how many
/// came that should not have.
/// </summary>
internal sealed record HeardResult(double[] Latencies, int Events, int Missed, int Doubled, int Alien)
{
    public override string ToString() => $"{Events} came, {Missed} missed, {Doubled} doubled, {Alien} of others";
}
