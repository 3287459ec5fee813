using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.Time.Testing;

namespace Attendance.TestSupport.Storms;

/// <summary>
/// Random corrections, a third of them about three months late, then every recorded instant asked as <c>knownAt</c>. What the Host said live right after each
/// instant (grains that folded one mark after another, standings) must be what it says later from the journal's prefix, and the totals what a count by hand says.
/// </summary>
public static class KnownAtPromise
{
    // Not N: whether a reason is overdue depends on the day's work, not on the journal.
    private static readonly string[] Codes = ["/", "L", "I", "O", "U", "G", "M", "H"];

    private static readonly DateOnly First = new(2027, 1, 4);
    private static readonly DateOnly Last = new(2027, 4, 16);

    /// <summary>Answers what was compared; throws with the seed when an answer differs.</summary>
    public static async Task<string> RunAsync(DatabaseProvider provider, int corrections, int seed)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 4, 19, 8, 0, 0, TimeSpan.Zero));
        await using var host = await RunningHost.StartAsync(provider, schoolTime: clock);
        var school = await TestSchool.LoadAsync(host.Loader, First, Last, children: 4);
        school.Client = await host.SchoolAsync(school.Laestab);
        var random = new Random(seed);
        var marks = new Dictionary<(string Upn, SessionKey Session), string>();
        var sessions = new List<SessionKey>();
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            sessions.Add(new SessionKey(day, HalfDay.AM));
            sessions.Add(new SessionKey(day, HalfDay.PM));
        }
        foreach (var session in sessions)
            await PostAsync(school, session, school.Upns.Select(upn => (upn, random.Next(8) == 0 ? "O" : "/")), null, marks, seed);

        var said = new Dictionary<DateTimeOffset, List<(string Query, string Answer)>>();
        var late = sessions.FindIndex(session => session.Date > new DateOnly(2027, 1, 15));
        for (var i = 0; i < corrections; i++)
        {
            // Some share an instant: then the last of them is what was known.
            if (random.Next(5) > 0)
                clock.Advance(TimeSpan.FromSeconds(1));
            var session = random.Next(3) == 0 ? sessions[random.Next(late)] : sessions[random.Next(sessions.Count)];
            var children = school.Upns.Where(_ => random.Next(3) == 0).DefaultIfEmpty(school.Upns[0]).ToList();
            await PostAsync(
                school,
                session,
                children.Select(upn => (upn, Codes[random.Next(Codes.Length)])),
                $"Correction {i}",
                marks,
                seed
            );
            var questions = new List<(string, string)>();
            foreach (var query in children.Select(PupilQuery).Append(SchoolQuery(school)))
                questions.Add((query, await AskAsync(school, query, null)));
            Recounted(school, marks, questions[^1].Item2, i, seed);
            if (!said.TryGetValue(clock.GetUtcNow(), out var before))
                before = [];
            // A child that an earlier correction of this instant touched, and this one did not, is as it was said then.
            said[clock.GetUtcNow()] = [.. before.Where(old => questions.TrueForAll(now => now.Item1 != old.Query)), .. questions];
        }
        var answers = 0;
        foreach (var (instant, questions) in said)
        {
            foreach (var (query, live) in questions)
            {
                answers++;
                var then = await AskAsync(school, query, instant);
                if (then != live)
                    throw new InvalidOperationException($"Seed {seed}, known at {instant:O}: said {live}, now {then}");
            }
        }
        return $"{corrections} corrections at {said.Count} instants, {answers} answers: each is what was said live and what a count says";
    }

    private static async Task PostAsync(
        TestSchool school,
        SessionKey session,
        IEnumerable<(string Upn, string Code)> codes,
        string? reason,
        Dictionary<(string, SessionKey), string> marks,
        int seed
    )
    {
        var list = codes.ToList();
        using var answer = await school.PostAsync(
            session.Date,
            session.Half,
            TestSchool.Register(list.Select(mark => TestSchool.Mark(mark.Upn, mark.Code, reason: reason)))
        );
        if (answer.StatusCode is not HttpStatusCode.OK)
            throw new InvalidOperationException($"Seed {seed}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        foreach (var (upn, code) in list)
            marks[(upn, session)] = code;
    }

    private static string PupilQuery(string upn) =>
        $"pupil(upn: \"{upn}\"MOMENT) {{ totals {{ possible attended authorised unauthorised }} flags(includeClosed: true) {{ rule level severity opened {{ date half }} closed {{ date half }} }} }}";

    private static string SchoolQuery(TestSchool school) =>
        $"school(laestab: \"{school.Laestab}\") {{ figures(year: \"2026/27\"MOMENT) {{ totals {{ possible authorised unauthorised }} }} }}";

    private static async Task<string> AskAsync(TestSchool school, string query, DateTimeOffset? knownAt)
    {
        var moment = knownAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $", knownAt: \"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"")
            : "";
        using var answer = await school.Client.PostAsJsonAsync(
            "/graphql",
            new { query = $"{{ {query.Replace("MOMENT", moment, StringComparison.Ordinal)} }}" }
        );
        var text = await answer.Content.ReadAsStringAsync();
        var body = JsonDocument.Parse(text).RootElement;
        return body.TryGetProperty("errors", out _) ? throw new InvalidOperationException(text) : body.GetProperty("data").ToString();
    }

    private static void Recounted(
        TestSchool school,
        Dictionary<(string Upn, SessionKey Session), string> marks,
        string answer,
        int i,
        int seed
    )
    {
        var classes = marks
            .GroupBy(mark => AttendanceCode.Parse(mark.Value).ClassOn(mark.Key.Session.Date))
            .ToDictionary(group => group.Key, group => group.Count());
        var (authorised, unauthorised) = (
            classes.GetValueOrDefault(MarkClass.Authorised),
            classes.GetValueOrDefault(MarkClass.Unauthorised)
        );
        var possible =
            authorised + unauthorised + classes.GetValueOrDefault(MarkClass.Present) + classes.GetValueOrDefault(MarkClass.Approved);
        var totals = JsonDocument.Parse(answer).RootElement.GetProperty("school").GetProperty("figures").GetProperty("totals");
        var says = (
            totals.GetProperty("possible").GetInt32(),
            totals.GetProperty("authorised").GetInt32(),
            totals.GetProperty("unauthorised").GetInt32()
        );
        if (says != (possible, authorised, unauthorised))
            throw new InvalidOperationException(
                $"Seed {seed}, correction {i} of school {school.Laestab}: said {says}, the count is {(possible, authorised, unauthorised)}"
            );
    }
}
