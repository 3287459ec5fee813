using System.Text.Json;
using Attendance.City.Plan;
using Attendance.City.Replay;
using Attendance.SharedKernel.Time;

namespace Attendance.City.Demo;

/// <summary>Posts a scripted day over HTTP: each minute's posts at once, then the clock moves on. Minutes in which nothing happens pass at once.</summary>
internal sealed class LiveDay(
    CityClient client,
    IReadOnlyDictionary<CitySchool, string> keys,
    DemoClock clock,
    DateOnly day,
    IReadOnlyList<ScriptedPost> script,
    DemoState state
)
{
    public async Task RunAsync(TimeSpan minute, int? mostMinutes, Func<Task> shown, CancellationToken cancellation)
    {
        var first = true;
        var minutes = 0;
        foreach (var now in script.GroupBy(post => post.At))
        {
            if (minutes++ == mostMinutes)
                break;
            if (!first)
                await Task.Delay(minute, cancellation);
            first = false;
            state.Now = now.Key;
            clock.AdvanceTo(SchoolClock.Instant(day, now.Key));
            await Parallel.ForEachAsync(
                now,
                cancellation,
                async (post, token) =>
                {
                    var path = $"/api/v1/schools/{post.School.Laestab}/registers/{day:yyyy-MM-dd}/{post.Session.Half}";
                    await client.SendAsync(HttpMethod.Post, path, keys[post.School], Body(post), token);
                    state.Posted(post);
                }
            );
            await shown();
        }
    }

    private byte[] Body(ScriptedPost post)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (post.Group is not null)
                json.WriteString("group", post.Group);
            json.WriteString("takenAt", SchoolClock.Instant(day, post.At).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
            json.WriteString("takenBy", post.Group is null ? "School office" : "Class teacher");
            json.WriteString("submissionId", post.SubmissionId);
            json.WriteStartArray("marks");
            foreach (var mark in post.Marks)
            {
                json.WriteStartObject();
                json.WriteString("upn", mark.Upn.Value);
                json.WriteString("code", mark.Code);
                if (mark.MinutesLate is { } minutes)
                    json.WriteNumber("minutesLate", minutes);
                if (mark.Reason is { } reason)
                    json.WriteString("reason", reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
