using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>
/// I-26: names, UPNs, addresses, passwords, keys and tokens are seeded, traffic of every kind is driven, well and badly formed, and then nothing of them is in a log
/// (at every level), a trace, a metric, an address or a problem document.
/// </summary>
public sealed class CanaryTests
{
    private const string Name = "Canarella";
    private const string Family = "Quillfeather";
    private const string Email = "canarella.quillfeather@example.org";
    private const string Password = "seventeen yellow canaries";

    [Fact]
    public async Task Nothing_personal_or_secret_is_in_logs_traces_metrics_addresses_or_problems()
    {
        var heard = new ConcurrentQueue<string>();
        using var traces = Listen(heard);
        using var metrics = Measure(heard);
        await using var host = await RunningHost.StartAsync(services: services =>
            services.AddLogging(logging =>
            {
                logging.ClearProviders();
                logging.AddProvider(new Recorder(heard));
                logging.SetMinimumLevel(LogLevel.Trace);
                // As an operator who looks for a fault would turn it up; the parts of the framework that log whole requests are off by default and stay so.
                logging.AddFilter(null, LogLevel.Debug);
                logging.AddFilter("Attendance", LogLevel.Trace);
            })
        );
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var school = await TestSchool.LoadAsync(host.Loader, today.AddDays(-14), today.AddDays(14), 2);
        var key = await host.IssueKeyAsync(school.Laestab, "SIMS");
        var mediator = host.Services.GetRequiredService<IMediator>();
        var issued = (await mediator.Send(new IssueKey(Caller.System("test"), school.Laestab, "Tokens"))).Value;
        var person = (await mediator.Send(new MakePerson(Caller.System("test"), $"{Name} {Family}", Email))).Value.Id;
        var link = (await mediator.Send(new InvitePerson(Caller.System("test"), person, host.Url))).Value.Link;
        var secrets = new List<string> { Name, Family, Email, Password, key, issued.Key, link.Segments[^1] };
        secrets.AddRange(school.Upns);

        using var browser = new Browser(host.Url);
        await browser.OpenAsync(link.AbsolutePath);
        await browser.SendAsync(Fields("password", Password, "again", Password));
        await browser.SignInAsync(Email, "wrong " + Password);
        await browser.SignInAsync(Email, Password);
        secrets.AddRange(browser.Cookies.GetAllCookies().Select(cookie => cookie.Value));
        secrets.Add(Between(browser.Text, "<code id=\"key\">", "</code>").Replace(" ", "", StringComparison.Ordinal));
        await browser.OpenAsync("/reset");
        await browser.SendAsync(Fields("email", Email));

        using var form = new FormUrlEncodedContent(
            Fields("grant_type", "client_credentials", "client_id", issued.Id, "client_secret", issued.Key)
        );
        using var token = await host.Anonymous.PostAsync("/connect/token", form);
        using var tokens = JsonDocument.Parse(await token.Content.ReadAsStringAsync());
        var access = tokens.RootElement.GetProperty("access_token").GetString()!;
        secrets.Add(access);
        using var withKey = host.ClientWith(key);
        using var withToken = host.ClientWith(access);
        var register = $$$"""{"marks":[{"upn":"{{{school.Upns[0]}}}","code":"/"},{"upn":"{{{school.Upns[1]}}}","code":"{{{Name}}}"}]}""";
        foreach (var client in new[] { withKey, withToken, host.Anonymous, host.Loader })
        {
            foreach (
                var body in new[] { register, register[..^3], register.Replace("upn", Family, StringComparison.Ordinal), $"\"{Email}\"" }
            )
            {
                foreach (
                    var path in new[]
                    {
                        $"{school.Path}/registers/{today:yyyy-MM-dd}/AM",
                        $"{school.Path}/roll",
                        "/graphql",
                        "/connect/token",
                    }
                )
                {
                    foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put })
                    {
                        using var request = new HttpRequestMessage(method, path);
                        request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
                        using var answer = await client.SendAsync(request);
                        var text = await answer.Content.ReadAsStringAsync();
                        if (answer.Content.Headers.ContentType?.MediaType is "application/problem+json")
                            heard.Enqueue($"problem {path} {text}");
                        if (answer.Headers.Location is { } location)
                            heard.Enqueue($"address {location}");
                    }
                }
            }
        }
        foreach (
            var query in new[]
            {
                JsonSerializer.Serialize(new { query = $"{{ pupilSearch(text: \"{Family}\") {{ {Name} }} }}" }),
                JsonSerializer.Serialize(
                    new { query = $"query($q: String!) {{ {Family}(text: $q) }}", variables = new { q = school.Upns[0] } }
                ),
            }
        )
        {
            using var content = new StringContent(query, Encoding.UTF8, "application/json");
            using var answer = await host.Loader.PostAsync("/graphql", content);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        var found = secrets
            .SelectMany(secret => heard.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).Take(2))
            .Select(line => line[..Math.Min(line.Length, 600)])
            .Distinct()
            .ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
        // The ears were open.
        Assert.Contains(heard, line => line.StartsWith("log ", StringComparison.Ordinal));
        Assert.Contains(heard, line => line.StartsWith("trace ", StringComparison.Ordinal));
        Assert.Contains(heard, line => line.StartsWith("metric ", StringComparison.Ordinal));
        Assert.Contains(heard, line => line.StartsWith("problem ", StringComparison.Ordinal));
    }

    private static ActivityListener Listen(ConcurrentQueue<string> heard)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                // The client of the test is not the product.
                if (activity.Source.Name.StartsWith("System.Net", StringComparison.Ordinal))
                    return;
                heard.Enqueue(
                    $"trace {activity.DisplayName} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} "
                        + string.Join(' ', activity.Events.SelectMany(entry => entry.Tags).Select(tag => $"{tag.Key}={tag.Value}"))
                );
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure(ConcurrentQueue<string> heard)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (!instrument.Meter.Name.StartsWith("System.Net", StringComparison.Ordinal))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        return listener;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = new StringBuilder($"metric {instrument.Name}");
            foreach (var (name, value) in tags)
                text.Append($" {name}={value}");
            heard.Enqueue(text.ToString());
        }
    }

    private static Dictionary<string, string> Fields(params string[] pairs) =>
        pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }

    private sealed class Recorder(ConcurrentQueue<string> heard) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Line(heard, categoryName);

        public void Dispose() { }

        private sealed class Line(ConcurrentQueue<string> heard, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                heard.Enqueue($"scope {category} {state}");
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            void ILogger.Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            ) => heard.Enqueue($"log {logLevel} {category} {formatter(state, exception)} {exception}");
        }
    }
}
