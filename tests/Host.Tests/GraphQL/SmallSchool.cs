using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>A school with a few children and two weeks of open sessions, loaded and marked over REST as a school's system would.</summary>
internal sealed class SmallSchool(RunningHost host, Laestab laestab, HttpClient school)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Monday 4 September 2006: the first of 40 open school days.</summary>
    public static readonly DateOnly FirstDay = new(2006, 9, 4);

    public Laestab Laestab => laestab;

    /// <summary>The year group of children who are enrolled.</summary>
    public string YearGroup { get; set; } = "4";

    /// <summary>A client with the school's key.</summary>
    public HttpClient Client => school;

    public static async Task<SmallSchool> CreateAsync(RunningHost host, string laestab, string phase = "primary", string yearGroup = "4")
    {
        Assert.True(Laestab.TryParse(laestab, out var number));
        var path = $"/api/v1/schools/{laestab}";
        await Put(host.Loader, path, new { name = $"School {laestab}", phase });
        var sessions =
            from day in Days(40)
            from half in new[] { "AM", "PM" }
            select new
            {
                date = Text(day),
                session = half,
                open = true,
                start = half == "AM" ? "08:55" : "13:00",
                close = half == "AM" ? "09:25" : "13:30",
            };
        await Put(host.Loader, $"{path}/calendars/2006", new { sessions = sessions.ToArray() });
        return new SmallSchool(host, number, await host.SchoolAsync(number)) { YearGroup = yearGroup };
    }

    /// <summary>School days from the first on.</summary>
    public static IEnumerable<DateOnly> Days(int count) =>
        Enumerable
            .Range(0, count * 2)
            .Select(FirstDay.AddDays)
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Take(count);

    /// <summary>Puts children on the roll: UPN, family name, last day if they left.</summary>
    public Task EnrolAsync(params (Upn Upn, string Family, DateOnly? Left)[] children) =>
        Put(
            host.Loader,
            $"/api/v1/schools/{laestab}/roll",
            new
            {
                pupils = children
                    .Select(child => new
                    {
                        upn = child.Upn.Value,
                        givenName = "Test",
                        familyName = child.Family,
                        birthDate = "1997-05-05",
                        sex = "F",
                        entryDate = child.Left is null ? "2006-09-01" : "2005-09-01",
                        leavingDate = child.Left is { } left ? Text(left) : null,
                        yearGroup = YearGroup,
                        group = $"{YearGroup}A",
                    })
                    .ToArray(),
            }
        );

    /// <summary>Posts marks of one session; a reason makes them corrections.</summary>
    public async Task MarkAsync(DateOnly day, string half, string? reason, params (Upn Upn, string Code)[] marks)
    {
        var body = new
        {
            marks = marks
                .Select(mark => new
                {
                    upn = mark.Upn.Value,
                    code = mark.Code,
                    reason,
                })
                .ToArray(),
        };
        using var content = new StringContent(JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");
        using var answer = await school.PostAsync($"/api/v1/schools/{laestab}/registers/{Text(day)}/{half}", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Marks whole days alike.</summary>
    public async Task MarkDaysAsync(IEnumerable<DateOnly> days, params (Upn Upn, string Code)[] marks)
    {
        foreach (var day in days)
        {
            await MarkAsync(day, "AM", null, [.. marks.Select(mark => (mark.Upn, mark.Code == "/" ? "/" : mark.Code))]);
            await MarkAsync(day, "PM", null, [.. marks.Select(mark => (mark.Upn, mark.Code == "/" ? "\\" : mark.Code))]);
        }
    }

    /// <summary>Asks GraphQL with a client.</summary>
    public static async Task<Answer> AskAsync(HttpClient client, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = JsonContent.Create(new { query, variables });
        request.Headers.TryAddWithoutValidation("Accept", "application/graphql-response+json");
        return await LibraryHost.ReadAsync(await client.SendAsync(request));
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task Put(HttpClient client, string path, object body)
    {
        using var answer = await client.PutAsJsonAsync(path, body, Json);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
