using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Attendance.Access.Contracts;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>How the Host gives out the pages, without a browser.</summary>
public sealed partial class ServedPagesTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    /// <summary>Bytes over the wire of everything that the first page loads. Source: issue 5.</summary>
    private const int MostFirstLoad = 200_000;

    private RunningHost Host => fixture.Host;

    [Fact]
    public async Task The_first_page_loads_less_than_two_hundred_kilobytes_compressed_and_its_files_are_kept_for_a_year()
    {
        var (index, status) = await GetAsync("/", await PersonAsync(Role.WelfareOfficer));
        Assert.Equal(HttpStatusCode.OK, status);
        var html = index.Text;
        var total = index.Length;
        var files = Referenced()
            .Matches(html)
            .Select(match => match.Groups[1].Value)
            .Where(path => path.StartsWith("/assets/", StringComparison.Ordinal))
            .ToList();
        Assert.Contains(files, file => file.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".css", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var (body, found) = await GetAsync(file, Host.Anonymous);
            Assert.Equal(HttpStatusCode.OK, found);
            Assert.Equal("public, max-age=31536000, immutable", body.CacheControl);
            Assert.Equal("br", body.Encoding);
            total += body.Length;
        }
        TestContext.Current.SendDiagnosticMessage($"First page load: {total} bytes.");
        Assert.InRange(total, 50_000, MostFirstLoad);
        Assert.Equal("no-cache", index.CacheControl);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/pupils/12/register?at=2006-10-09-AM")]
    public async Task A_stranger_is_sent_to_the_sign_in_page_and_back(string address)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = Host.Url };
        using var request = Page(address);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString(address)}", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/assets/none.js")]
    [InlineData("/api/v1/none")]
    [InlineData("/graphql/none")]
    [InlineData("/problems/none")]
    [InlineData("/health/none")]
    public async Task A_missing_file_or_operation_is_never_answered_with_the_page(string address)
    {
        var (body, status) = await GetAsync(address, await PersonAsync(Role.WelfareOfficer));
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.DoesNotContain("<html", body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_says_who_is_signed_in_and_what_the_roles_allow_and_nothing_to_a_stranger()
    {
        using var none = await Host.Anonymous.GetAsync(new Uri("/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        using var key = await Host.Loader.GetAsync(new Uri("/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, key.StatusCode);

        var leader = await PersonAsync(Role.AttendanceLeader);
        using var session = JsonDocument.Parse(await leader.GetStringAsync(new Uri("/session", UriKind.Relative)));
        Assert.Equal("Pat AttendanceLeader", session.RootElement.GetProperty("name").GetString());
        Assert.Equal(["AttendanceLeader"], session.RootElement.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        var may = session.RootElement.GetProperty("may").EnumerateArray().Select(act => act.GetString()).ToList();
        Assert.Contains("ReadAudit", may);
        Assert.DoesNotContain("PostRegister", may);
    }

    private async Task<HttpClient> PersonAsync(Role role) => await Host.PersonAsync(await Host.EmployAsync(role));

    private static HttpRequestMessage Page(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        return request;
    }

    private static async Task<(Body Body, HttpStatusCode Status)> GetAsync(string address, HttpClient client)
    {
        using var request = Page(address);
        using var answer = await client.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var encoding = answer.Content.Headers.ContentEncoding.FirstOrDefault();
        await using var plain =
            encoding == "br"
                ? (Stream)new System.IO.Compression.BrotliStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress)
                : new MemoryStream(bytes);
        using var reader = new StreamReader(plain);
        return (
            new Body(await reader.ReadToEndAsync(), bytes.Length, encoding, answer.Headers.CacheControl?.ToString() ?? ""),
            answer.StatusCode
        );
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Referenced();

    private sealed record Body(string Text, int Length, string? Encoding, string CacheControl);
}
