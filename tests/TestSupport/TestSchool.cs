using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Attendance.SharedKernel;

namespace Attendance.TestSupport;

/// <summary>
/// A school that a loader loaded over REST: weekdays open in the morning (09:00 to 09:30) and afternoon (13:00 to 13:30), and children in classes of
/// thirty named 1, 2, 3 and so on. Its client posts as the school's system does.
/// </summary>
public sealed class TestSchool
{
    private static int _numbers = 3556000;

    private readonly HttpClient _loader;
    private readonly List<JsonObject> _roll = [];

    private TestSchool(HttpClient loader, Laestab laestab)
    {
        _loader = loader;
        Laestab = laestab;
    }

    /// <summary>The school's number.</summary>
    public Laestab Laestab { get; }

    /// <summary>Sends the school's key. Null until the school was loaded.</summary>
    public HttpClient Client { get; set; } = null!;

    /// <summary>The address of the school's resources.</summary>
    public string Path => $"/api/v1/schools/{Laestab}";

    /// <summary>The children's UPNs in the order of the roll.</summary>
    public IReadOnlyList<string> Upns => [.. _roll.Select(line => (string)line["upn"]!)];

    /// <summary>A number that no other school of this process has.</summary>
    public static Laestab NextNumber() => Laestab.From(Interlocked.Increment(ref _numbers));

    /// <summary>The UPN that a child of a school has by its place on the roll, from 0.</summary>
    public static string UpnOf(Laestab school, int place) =>
        Upn.FromBody($"{school.Value}{15 + (place / 1000):00}{place % 1000:000}")!.Value.Value;

    /// <summary>Loads a school and its children; <paramref name="closed"/> days have no session.</summary>
    public static async Task<TestSchool> LoadAsync(
        HttpClient loader,
        DateOnly from,
        DateOnly to,
        int children,
        IReadOnlyCollection<DateOnly>? closed = null,
        Laestab? number = null
    )
    {
        var school = new TestSchool(loader, number ?? NextNumber());
        await school.PutAsync("", new JsonObject { ["name"] = $"School {school.Laestab}", ["phase"] = "primary" });
        await school.OpenAsync(from, to, closed);
        for (var i = 0; i < children; i++)
            school.Add(UpnOf(school.Laestab, i), from, $"{1 + (i / 30)}");
        await school.SaveRollAsync();
        return school;
    }

    /// <summary>Opens the weekdays between two days; each academic year they touch is replaced.</summary>
    public async Task OpenAsync(DateOnly from, DateOnly to, IReadOnlyCollection<DateOnly>? closed = null, params JsonObject[] more)
    {
        var lines = new Dictionary<int, JsonArray>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || closed?.Contains(day) is true)
                continue;
            var year = AcademicYear.Of(day).StartYear;
            if (!lines.TryGetValue(year, out var own))
                lines[year] = own = [];
            own.Add(Line(day, HalfDay.AM));
            own.Add(Line(day, HalfDay.PM));
        }
        foreach (var (year, own) in lines)
        {
            foreach (var line in more)
                own.Add(line.DeepClone());
            await PutAsync($"/calendars/{year}", new JsonObject { ["sessions"] = own });
        }
    }

    /// <summary>A line of a calendar.</summary>
    public static JsonObject Line(DateOnly day, HalfDay half, bool open = true, string? yearGroup = null)
    {
        var line = new JsonObject
        {
            ["date"] = Text(day),
            ["session"] = half.ToString(),
            ["open"] = open,
            ["start"] = half is HalfDay.AM ? "09:00" : "13:00",
            ["close"] = half is HalfDay.AM ? "09:30" : "13:30",
        };
        if (yearGroup is not null)
            line["yearGroup"] = yearGroup;
        return line;
    }

    /// <summary>Adds a child to the roll that <see cref="SaveRollAsync"/> sends, ten years old unless said otherwise.</summary>
    public JsonObject Add(
        string upn,
        DateOnly entry,
        string group = "1",
        DateOnly? leaving = null,
        DateOnly? birth = null,
        string year = "5"
    )
    {
        var line = new JsonObject
        {
            ["upn"] = upn,
            ["givenName"] = PrivacyWatch.GivenName,
            ["familyName"] = PrivacyWatch.FamilyName,
            ["birthDate"] = Text(birth ?? entry.AddYears(-10)),
            ["sex"] = "F",
            ["entryDate"] = Text(entry),
            ["yearGroup"] = year,
            ["group"] = group,
        };
        if (leaving is { } day)
            line["leavingDate"] = Text(day);
        _roll.Add(line);
        return line;
    }

    /// <summary>Sends the whole roll.</summary>
    public Task SaveRollAsync() =>
        PutAsync("/roll?strict=true", new JsonObject { ["pupils"] = new JsonArray([.. _roll.Select(line => line.DeepClone())]) });

    /// <summary>Posts a register's bytes.</summary>
    public Task<HttpResponseMessage> PostAsync(
        string date,
        string session,
        byte[] body,
        string? key = null,
        string? ifMatch = null,
        string contentType = "application/json",
        HttpClient? client = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/registers/{date}/{session}")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        // A body that is too large is refused before it is read; a client that has not waited may be cut off while it sends.
        request.Headers.ExpectContinue = body.Length > 1024 * 1024;
        return (client ?? Client).SendAsync(request);
    }

    /// <summary>Posts a register.</summary>
    public Task<HttpResponseMessage> PostAsync(DateOnly date, HalfDay half, JsonObject body, string? key = null, string? ifMatch = null) =>
        PostAsync(Text(date), half.ToString(), Encoding.UTF8.GetBytes(body.ToJsonString()), key, ifMatch);

    /// <summary>The body of a register.</summary>
    public static JsonObject Register(
        IEnumerable<JsonObject> marks,
        string? takenAt = null,
        string? group = null,
        string? submissionId = null
    )
    {
        var body = new JsonObject { ["marks"] = new JsonArray([.. marks]) };
        if (takenAt is not null)
            body["takenAt"] = takenAt;
        if (group is not null)
            body["group"] = group;
        if (submissionId is not null)
            body["submissionId"] = submissionId;
        return body;
    }

    /// <summary>One mark.</summary>
    public static JsonObject Mark(string upn, string code, int? minutesLate = null, string? reason = null, string? comment = null)
    {
        var mark = new JsonObject { ["upn"] = upn, ["code"] = code };
        if (minutesLate is { } minutes)
            mark["minutesLate"] = minutes;
        if (reason is not null)
            mark["reason"] = reason;
        if (comment is not null)
            mark["comment"] = comment;
        return mark;
    }

    /// <summary>A date as it is written everywhere.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Puts a resource of the school with the loader's key. Throws with the answer when it is refused.</summary>
    public async Task PutAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        using var answer = await _loader.PutAsync(Path + path, content);
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent))
            throw new InvalidOperationException($"PUT {Path}{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
