using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Web;

public sealed class FrontDoorTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Keys = "/api/v1/schools/3559001/keys";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"];

    [Fact]
    public async Task Without_a_key_every_operation_answers_401_whatever_the_path_method_and_media_type()
    {
        var host = fixture.Host;
        using var description = JsonDocument.Parse(await host.Anonymous.GetStringAsync("/openapi.json"));
        var paths = description
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .Select(path => path.Name.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(paths);
        string[] unknown =
        [
            "/api",
            "/API/v1/x",
            "/api/v1/schools/35/keys",
            "/api/v9/x",
            "/graphql",
            "/graphql/x",
            "/GraphQL",
            "/api/v1/%2e%2e/health",
        ];
        string?[] keys = [null, "", "short", new string('A', 43), new string('A', 42) + "=", "eyJhbGciOiJub25lIn0.e30."];
        foreach (var path in paths.Concat(unknown))
        {
            foreach (var method in Methods)
                await CheckAsync(method, path, null, "text/plain");
            foreach (var key in keys)
                await CheckAsync("POST", path, key, "application/json");
        }

        async Task CheckAsync(string method, string path, string? key, string mediaType)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method is not "TRACE")
                request.Content = new StringContent("{", Encoding.UTF8, mediaType);
            if (key is not null)
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
            using var answer = await host.Anonymous.SendAsync(request);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized, $"{method} {path} answered {(int)answer.StatusCode}");
            await Refused.AsAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Fact]
    public async Task Another_scheme_or_two_headers_are_no_key()
    {
        var key = await fixture.Host.IssueKeyAsync(null);
        foreach (var values in new[] { [$"Basic {key}"], [key], new[] { $"Bearer {key}", $"Bearer {key}" } })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing");
            foreach (var value in values)
                request.Headers.TryAddWithoutValidation("Authorization", value);
            using var answer = await fixture.Host.Anonymous.SendAsync(request);
            await Refused.AsAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi.json")]
    [InlineData("/docs/")]
    [InlineData("/problems/too-large")]
    public async Task What_strangers_may_see_needs_no_key_and_is_not_in_the_description(string path)
    {
        using var answer = await fixture.Host.Anonymous.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var description = JsonDocument.Parse(await fixture.Host.Anonymous.GetStringAsync("/openapi.json"));
        Assert.All(
            description.RootElement.GetProperty("paths").EnumerateObject(),
            operation => Assert.StartsWith("/api/v1/", operation.Name, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_unknown_address_reads_like_a_thing_that_is_not_there()
    {
        using var unknown = await fixture.Host.Loader.GetAsync("/api/v1/nothing");
        using var absent = await fixture.Host.Loader.DeleteAsync($"{Keys}/nothing");
        var first = await Refused.AsAsync(unknown, HttpStatusCode.NotFound, "not-found");
        var second = await Refused.AsAsync(absent, HttpStatusCode.NotFound, "not-found");
        Assert.Equal(first.GetProperty("title").GetString(), second.GetProperty("title").GetString());
        Assert.Equal(first.GetProperty("detail").GetString(), second.GetProperty("detail").GetString());
        using var outside = await fixture.Host.Anonymous.GetAsync("/nothing");
        await Refused.AsAsync(outside, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Another_method_is_405_and_says_which_are_taken()
    {
        using var answer = await fixture.Host.Loader.PutAsync(Keys, Json("{}"));
        await Refused.AsAsync(answer, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Contains("POST", answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/xml", null)]
    [InlineData("application/json", "gzip")]
    [InlineData("application/json", "br")]
    public async Task Another_media_type_or_encoding_is_415(string mediaType, string? encoding)
    {
        using var content = new StringContent("""{"name":"SIMS"}""", Encoding.UTF8, mediaType);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        using var answer = await fixture.Host.Loader.PostAsync(Keys, content);
        await Refused.AsAsync(answer, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":1}""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"name":"a","other":1}""")]
    [InlineData("""{"name":"a"} x""")]
    [InlineData("""{"name":"\uD800"}""")]
    public async Task Json_that_is_not_what_is_expected_is_400_and_is_not_repeated(string body)
    {
        using var answer = await fixture.Host.Loader.PostAsync(Keys, Json(body));
        await Refused.AsAsync(answer, HttpStatusCode.BadRequest, "malformed-json");
    }

    [Fact]
    public async Task Json_nested_too_deeply_is_400()
    {
        var body = string.Concat(Enumerable.Repeat("""{"name":""", 1000)) + "1" + new string('}', 1000);
        using var answer = await fixture.Host.Loader.PostAsync(Keys, Json(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_two_MiB_is_413(bool chunked)
    {
        var body = "{\"name\":\"" + new string('a', 2 * 1024 * 1024) + "\"}";
        using var request = new HttpRequestMessage(HttpMethod.Post, Keys) { Content = Json(body) };
        request.Headers.TransferEncodingChunked = chunked;
        // The answer comes before the body is read, and the connection closes: a client that has not waited may be cut off while it sends.
        request.Headers.ExpectContinue = true;
        using var answer = await fixture.Host.Loader.SendAsync(request);
        await Refused.AsAsync(answer, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Headers_of_64_KiB_are_431()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Long", new string('a', 64 * 1024));
        using var answer = await fixture.Host.Anonymous.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData(400, "Content-Length: 15\r\nTransfer-Encoding: chunked", "f\r\n{\"name\":\"SIMS\"}\r\n0\r\n\r\n")]
    [InlineData(400, "Content-Length: 15\r\nContent-Length: 16", "{\"name\":\"SIMS\"}")]
    [InlineData(400, "Content-Length: -1", "{\"name\":\"SIMS\"}")]
    [InlineData(415, "Transfer-Encoding: gzip, chunked", "f\r\n{\"name\":\"SIMS\"}\r\n0\r\n\r\n")]
    public async Task A_body_that_can_be_measured_in_two_ways_is_refused(int status, string headers, string body)
    {
        var key = await fixture.Host.IssueKeyAsync(null);
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Host.Url.Host, fixture.Host.Url.Port);
        await using var stream = client.GetStream();
        var request =
            $"POST {Keys} HTTP/1.1\r\nHost: {fixture.Host.Url.Authority}\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\n{headers}\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_never_repeats_what_was_sent()
    {
        const string Canary = "A123456789012";
        using var answer = await fixture.Host.Loader.PostAsync($"/api/v1/{Canary}?upn={Canary}", Json($$"""{"{{Canary}}":"{{Canary}}"}"""));
        Assert.DoesNotContain(Canary, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var body = await fixture.Host.Loader.PostAsync(Keys, Json($$"""{"{{Canary}}":"{{Canary}}"}"""));
        Assert.DoesNotContain(Canary, await body.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));
}
