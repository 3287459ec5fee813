using System.Text.Json;
using System.Text.Json.Nodes;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Attendance.TestSupport;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>
/// A school in a year's autumn term, its officer, the team's manager and a lawyer. Each child begins with two weeks of unauthorised mornings, which opened a case that the officer holds and
/// has assessed; the clock stands on the Monday after.
/// </summary>
internal sealed class EnforcementCity : IAsyncDisposable
{
    private readonly TestSchool _school;
    private readonly TestDatabase? _database;
    private int _children;

    private EnforcementCity(RunningHost host, FakeTimeProvider clock, TestSchool school, DateOnly first, TestDatabase? database)
    {
        _database = database;
        Host = host;
        Clock = clock;
        _school = school;
        First = first;
    }

    public RunningHost Host { get; private set; }

    public FakeTimeProvider Clock { get; }

    /// <summary>The first school day, a Monday.</summary>
    public DateOnly First { get; }

    public DateOnly Today => DateOnly.FromDateTime(SchoolClock.Local(Clock.GetUtcNow()));

    public long OfficerId { get; private set; }

    public long ManagerId { get; private set; }

    public long LawyerId { get; private set; }

    public HttpClient Officer { get; private set; } = null!;

    public HttpClient Manager { get; private set; } = null!;

    public HttpClient Lawyer { get; private set; } = null!;

    public TestSchool School => _school;

    /// <summary>Starts on the first Monday of September of a year.</summary>
    public static async Task<EnforcementCity> StartAsync(
        int year,
        DatabaseProvider provider = DatabaseProvider.Sqlite,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null,
        TestDatabase? database = null
    )
    {
        var first = new DateOnly(year, 9, 1);
        while (first.DayOfWeek is not DayOfWeek.Monday)
            first = first.AddDays(1);
        var clock = new FakeTimeProvider(SchoolClock.Instant(first.AddDays(-3), new TimeOnly(12, 0)))
        {
            AutoAdvanceAmount = TimeSpan.FromMilliseconds(1),
        };
        var host = await RunningHost.StartAsync(
            provider,
            database,
            schoolTime: clock,
            settings: settings,
            services: collection =>
            {
                PersonDoor.AddTo(collection);
                services?.Invoke(collection);
            }
        );
        var school = await TestSchool.LoadAsync(host.Loader, first, first.AddDays(680), 0, number: Laestab.From(3552007));
        school.Client = await host.SchoolAsync(school.Laestab, "SIMS");
        var city = new EnforcementCity(host, clock, school, first, database);
        var at = GrantTarget.Of(school.Laestab);
        city.OfficerId = await host.EmployAsync(Role.WelfareOfficer, (Relation.NamedOfficer, at));
        city.ManagerId = await host.EmployAsync(Role.LocalityManager, (Relation.Manages, at));
        city.LawyerId = await host.EmployAsync(Role.Legal);
        (city.Officer, city.Manager, city.Lawyer) = (
            city.ClientOf(city.OfficerId),
            city.ClientOf(city.ManagerId),
            city.ClientOf(city.LawyerId)
        );
        return city;
    }

    /// <summary>A child with an assessed case in the officer's hands.</summary>
    public async Task<EnforcedChild> ChildAsync(string given = "Amy", string? marker = null)
    {
        var upn = TestSchool.UpnOf(_school.Laestab, _children++);
        var line = _school.Add(upn, First, birth: new DateOnly(First.Year - 11, 3, 1));
        line["givenName"] = given;
        line["familyName"] = "Archer";
        line["contacts"] = new JsonArray(
            new JsonObject
            {
                ["name"] = "Eve Archer",
                ["relationship"] = "mother",
                ["parentalResponsibility"] = true,
                ["email"] = "eve@example.org",
            },
            new JsonObject
            {
                ["name"] = "Tom Archer",
                ["relationship"] = "father",
                ["parentalResponsibility"] = true,
            }
        );
        if (marker is not null)
            line["markers"] = new JsonArray(
                new JsonObject
                {
                    ["kind"] = marker,
                    ["source"] = "test",
                    ["from"] = TestSchool.Text(First),
                }
            );
        await _school.SaveRollAsync();
        var child = new EnforcedChild(this, upn);
        var start = Today < First ? First : Today;
        await child.MarkAsync(start, start.AddDays(11), "O");
        GoTo(start.AddDays(14));
        await child.FindCaseAsync();
        return child;
    }

    /// <summary>Moves the clock to three in the afternoon of a day, unless that is over.</summary>
    public void GoTo(DateOnly day)
    {
        var at = SchoolClock.Instant(day, new TimeOnly(15, 0));
        if (at > Clock.GetUtcNow())
            Clock.SetUtcNow(at);
    }

    /// <summary>A client that is a person.</summary>
    public HttpClient ClientOf(long person)
    {
        var client = Host.ClientWith(null);
        client.DefaultRequestHeaders.Add("x-person", person.ToString());
        return client;
    }

    /// <summary>Waits until changed marks of a child are told.</summary>
    public async Task AwaitWatchAsync(PupilId child)
    {
        await using var connection = await Host.Services.GetRequiredService<Database>().OpenAsync();
        for (var tries = 0; ; tries++)
        {
            var told = await connection.ExecuteScalarAsync<long>(
                "select count(*) from schools_watched where pupil_id = @id",
                new { id = child.Value }
            );
            if (told > 0)
                return;
            Assert.True(tries < 600, "The watch did not begin.");
            await Task.Delay(100);
        }
    }

    /// <summary>Stops the Host, moves the clock on while nothing runs, and starts another on the same database.</summary>
    public async Task RestartAsync(DateOnly day)
    {
        await Host.DisposeAsync();
        GoTo(day);
        Host = await RunningHost.StartAsync(_database!.Options.Provider, _database, schoolTime: Clock, services: PersonDoor.AddTo);
        (Officer, Manager, Lawyer) = (ClientOf(OfficerId), ClientOf(ManagerId), ClientOf(LawyerId));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}

/// <summary>One child of the city, its case, and what is done in it.</summary>
internal sealed class EnforcedChild(EnforcementCity city, string upn)
{
    public string Upn => upn;

    public string Case { get; private set; } = "";

    public PupilId Id { get; private set; }

    /// <summary>Posts a code for each morning from one day to another, both included, and presence for each afternoon.</summary>
    public async Task MarkAsync(DateOnly from, DateOnly to, string code, string? reason = null)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            if (city.Today < day)
                city.GoTo(day);
            foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
            {
                if (half is HalfDay.PM && reason is not null)
                    continue;
                var mark = TestSchool.Mark(upn, half is HalfDay.AM ? code : "\\", reason: reason);
                using var answer = await city.School.PostAsync(day, half, TestSchool.Register([mark]));
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            }
        }
    }

    /// <summary>Waits for the case that the flags open, gives it to the officer, who assesses it.</summary>
    public async Task FindCaseAsync()
    {
        for (var tries = 0; Case.Length == 0; tries++)
        {
            var found = (
                await SmallSchool.AskAsync(city.Manager, $$"""{ pupil(upn: "{{upn}}") { id openCase { id } } }""")
            ).Data.GetProperty("pupil");
            if (found.ValueKind is JsonValueKind.Object && found.GetProperty("openCase") is { ValueKind: JsonValueKind.Object } open)
            {
                Assert.True(PupilId.TryParse(found.GetProperty("id").GetString(), out var id));
                (Case, Id) = (open.GetProperty("id").GetString()!, id);
            }
            else if (tries > 1_200)
                throw new TimeoutException("No case was opened.");
            else
                await Task.Delay(50);
        }
        await DoAsync(
            city.Manager,
            $$"""allocateCase(input: { case: "{{Case}}", worker: "{{city.OfficerId}}", reason: "Is the school's officer." })"""
        );
        await DoAsync(
            city.Officer,
            $$"""
            recordAssessment(input: { case: "{{Case}}", summary: "Anxious about school.", childView: "I feel sick in the morning.",
                parentViews: [{ who: "mother", view: "She will not get up." }], factors: [{ factor: HEALTH, source: "school" }] })
            """
        );
    }

    /// <summary>Records support that did not work, and the consultations of a case that goes to court.</summary>
    public async Task PrepareAsync()
    {
        await ConsiderAsync("SUPPORT_OFFERED");
        await ConsiderAsync("SUPPORT_EFFECT", "DID_NOT_WORK");
        await ConsiderAsync("SUPERVISION_ORDER_CONSIDERED");
        await ConsiderAsync("SOCIAL_SERVICES_CONSULTED");
        await ConsiderAsync("LETTER_SENT");
        await ConsiderAsync("HOME_VISITED");
        await ConsiderAsync("LEGAL_SIGN_OFF", by: city.Lawyer);
    }

    public Task ConsiderAsync(string kind, string? effect = null, HttpClient? by = null) =>
        DoAsync(
            by ?? city.Officer,
            $$"""recordConsideration(input: { case: "{{Case}}", kind: {{kind}}, words: "As the file says."{{(effect is null ? "" : $", effect: {effect}")}} })"""
        );

    /// <summary>Takes a step as the officer; what keeps it back, by code.</summary>
    public async Task<IReadOnlyList<string>> TryAsync(string step, string input) =>
        Codes(await SendAsync(city.Officer, $$"""takeEnforcementStep(input: { case: "{{Case}}", step: {{step}}, {{input}} })"""));

    /// <summary>Tries a step and answers what was said of it, as text.</summary>
    public async Task<string> SayAsync(string step, string input) =>
        (await SendAsync(city.Officer, $$"""takeEnforcementStep(input: { case: "{{Case}}", step: {{step}}, {{input}} })""")).GetRawText();

    /// <summary>The case's letters.</summary>
    public async Task<JsonElement> ReadLettersAsync()
    {
        var answer = await SmallSchool.AskAsync(city.Officer, $$"""{ case(id: "{{Case}}") { letters { id } } }""");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("case").GetProperty("letters");
    }

    /// <summary>Takes a step that must go through, and has the manager approve it when it waits for one.</summary>
    public async Task StepAsync(string step, string input)
    {
        Assert.Equal([], await TryAsync(step, input));
        var waiting = (await ReadAsync("proposals { matter }")).GetProperty("proposals");
        if (waiting.GetArrayLength() > 0)
            await DoAsync(
                city.Manager,
                $$"""approveEnforcementStep(input: { case: "{{Case}}", matter: {{waiting[0].GetProperty("matter").GetInt32()}}, approves: true })"""
            );
    }

    /// <summary>Reads enforcement as the officer.</summary>
    public async Task<JsonElement> ReadAsync(string fields, HttpClient? by = null)
    {
        var answer = await SmallSchool.AskAsync(by ?? city.Officer, $$"""{ case(id: "{{Case}}") { enforcement { {{fields}} } } }""");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("case").GetProperty("enforcement");
    }

    /// <summary>One field of a matter.</summary>
    public async Task<JsonElement> MatterAsync(int number, string field) =>
        (await ReadAsync($"matters {{ number {field} }}"))
            .GetProperty("matters")
            .EnumerateArray()
            .Single(matter => matter.GetProperty("number").GetInt32() == number)
            .GetProperty(field.Split(' ')[0]);

    /// <summary>Where a matter stands.</summary>
    public async Task<string?> StageAsync(int number) => (await MatterAsync(number, "stage")).GetString();

    /// <summary>Waits until a matter stands somewhere.</summary>
    public async Task AwaitAsync(int number, string stage)
    {
        for (var tries = 0; await StageAsync(number) != stage; tries++)
        {
            Assert.True(tries < 600, $"Matter {number} is {await StageAsync(number)} and not {stage}.");
            await Task.Delay(100);
        }
    }

    public async Task DoAsync(HttpClient client, string mutation) => Assert.Equal([], Codes(await SendAsync(client, mutation)));

    private static async Task<JsonElement> SendAsync(HttpClient client, string mutation)
    {
        var answer = await SmallSchool.AskAsync(client, $"mutation {{ done: {mutation} {{ problems {{ code message }} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("done");
    }

    private static IReadOnlyList<string> Codes(JsonElement done) =>
        [.. done.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()!)];
}
