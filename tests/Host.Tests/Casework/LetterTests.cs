using System.Text;
using System.Text.Json;
using Attendance.Host.Tests.GraphQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>Letters: in the outbox by default, through GOV.UK Notify where it is configured, here a server on this machine.</summary>
public sealed class LetterTests
{
    private const string Service = "26785a09-ab16-4eb0-8407-a37497a57506";
    private const string Secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";

    [Fact]
    [Trait("Row", "S81")]
    [Trait("Row", "S82")]
    public async Task A_penalty_notice_waits_in_the_outbox_and_its_days_run_from_receipt_and_a_correction_takes_back_what_was_not_sent()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        var period = $"from: \"{city.First:yyyy-MM-dd}\", to: \"{city.First.AddDays(11):yyyy-MM-dd}\"";
        await child.StepAsync("WARN", $"track: PENALTY_NOTICE, parent: \"Eve Archer\", {period}");
        var warning = Assert.Single(await OutboxAsync(city));
        Assert.Contains("Amy Archer was absent from School 3552007 on 10 half-days", warning.GetProperty("body").GetString());
        await SendAsync(child, city, warning, "POSTED");
        Assert.Empty(await OutboxAsync(city));

        await child.MarkAsync(city.Today.AddDays(1), city.Today.AddDays(1), "O");
        city.GoTo(new DateOnly(2006, 10, 10));
        await child.StepAsync("ISSUE_NOTICE", $"matter: 1, {period}");
        var notice = Assert.Single(await OutboxAsync(city));
        var body = notice.GetProperty("body").GetString()!;
        foreach (
            var said in new[]
            {
                "Dear Eve Archer",
                "section 444",
                "Pay £50 by",
                "pay £100 by",
                "you cannot be convicted",
                "no appeal",
                "material errors",
                "How to pay",
            }
        )
            Assert.Contains(said, body);
        // Posted on Monday 16 October: received on Wednesday 18 October, and the days run from there.
        city.GoTo(new DateOnly(2006, 10, 16));
        await SendAsync(child, city, notice, "POSTED");
        var dates = await child.MatterAsync(1, "notice { receivedOn lowUntil proceedingsFrom }");
        Assert.Equal(
            ("2006-10-18", "2006-11-14", "2006-11-29"),
            (
                dates.GetProperty("receivedOn").GetString(),
                dates.GetProperty("lowUntil").GetString(),
                dates.GetProperty("proceedingsFrom").GetString()
            )
        );

        // The father's notice was not sent when a correction came: it is withdrawn by itself. The mother's was: it waits for a decision.
        await child.StepAsync(
            "ISSUE_NOTICE",
            $"track: PENALTY_NOTICE, parent: \"Tom Archer\", {period}, override: [\"notice-to-improve-first\"], overrideReason: \"Both live apart.\""
        );
        Assert.Equal("NOTICE_ISSUED", await child.StageAsync(2));
        await city.AwaitWatchAsync(child.Id);
        await child.MarkAsync(city.First, city.First, "I", "a note came");
        await child.AwaitAsync(2, "NOTICE_WITHDRAWN");
        Assert.Equal("NOTICE_ISSUED", await child.StageAsync(1));
        Assert.Equal(1, (await child.MatterAsync(1, "changed { gone }")).GetProperty("gone").GetArrayLength());
        Assert.Empty(await OutboxAsync(city));
    }

    [Fact]
    public async Task Where_Notify_is_configured_a_warning_goes_by_email_and_one_that_it_refuses_stays()
    {
        await using var notify = await FakeNotify.StartAsync();
        await using var city = await EnforcementCity.StartAsync(
            2025,
            settings: new Dictionary<string, string?>
            {
                ["Casework:Notify:BaseUrl"] = notify.Url,
                ["Casework:Notify:ApiKey"] = $"test-{Service}-{Secret}",
                ["Casework:Notify:TemplateId"] = "template",
            }
        );
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        var period = $"from: \"{city.First:yyyy-MM-dd}\", to: \"{city.First.AddDays(11):yyyy-MM-dd}\"";
        notify.Refuses = true;
        await child.StepAsync("WARN", $"track: PENALTY_NOTICE, parent: \"Eve Archer\", {period}");
        await AwaitAsync(() => notify.Bodies.Count >= 1);
        // What Notify refused waits to be posted; that stands in the case, so that it is not tried again after a restart either.
        for (var tries = 0; Assert.Single(await OutboxAsync(city)).GetProperty("goesByEmail").GetBoolean(); tries++)
        {
            Assert.True(tries < 600, "The refusal was not written down.");
            await Task.Delay(100);
        }
        notify.Refuses = false;
        await child.StepAsync("ENTER_FAST_TRACK", $"track: FAST_TRACK, parent: \"Eve Archer\", {period}");
        await AwaitAsync(() => notify.Bodies.Count >= 2);
        var sent = notify.Bodies[^1];
        Assert.Equal(
            ("eve@example.org", "template"),
            (sent.GetProperty("email_address").GetString(), sent.GetProperty("template_id").GetString())
        );
        Assert.Contains("You are invited to a meeting at school", sent.GetProperty("personalisation").GetProperty("body").GetString());
        var parts = notify.Tokens[^1].Split('.');
        Assert.Contains(Service, Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])));
        Assert.Equal(
            System.Buffers.Text.Base64Url.EncodeToString(
                System.Security.Cryptography.HMACSHA256.HashData(
                    Encoding.UTF8.GetBytes(Secret),
                    Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}")
                )
            ),
            parts[2]
        );
        for (var tries = 0; (await OutboxAsync(city)).Count > 1; tries++)
        {
            Assert.True(tries < 600, "The letter that was emailed still waits.");
            await Task.Delay(100);
        }
    }

    private static async Task AwaitAsync(Func<bool> done)
    {
        for (var tries = 0; !done(); tries++)
        {
            Assert.True(tries < 600, "It did not happen.");
            await Task.Delay(100);
        }
    }

    private static Task SendAsync(EnforcedChild child, EnforcementCity city, JsonElement letter, string road) =>
        child.DoAsync(
            city.Officer,
            $$"""sendLetter(input: { case: "{{child.Case}}", letter: "{{letter.GetProperty("id").GetString()}}", road: {{road}} })"""
        );

    private static async Task<IReadOnlyList<JsonElement>> OutboxAsync(EnforcementCity city)
    {
        var answer = await SmallSchool.AskAsync(city.Officer, "{ lettersOutbox { id kind toName subject body goesByEmail } }");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("lettersOutbox").EnumerateArray()];
    }

    /// <summary>Answers as Notify's email endpoint does.</summary>
    private sealed class FakeNotify : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private FakeNotify(WebApplication app) => _app = app;

        public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        public bool Refuses { get; set; }

        public List<JsonElement> Bodies { get; } = [];

        public List<string> Tokens { get; } = [];

        public static async Task<FakeNotify> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var notify = new FakeNotify(app);
            app.MapPost(
                "/v2/notifications/email",
                async (HttpRequest request) =>
                {
                    var body = await JsonDocument.ParseAsync(request.Body);
                    lock (notify.Bodies)
                    {
                        notify.Tokens.Add(request.Headers.Authorization.ToString()["Bearer ".Length..]);
                        notify.Bodies.Add(body.RootElement);
                    }
                    return notify.Refuses ? Results.BadRequest() : Results.Created("", null);
                }
            );
            await app.StartAsync();
            return notify;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
