using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Web;

/// <summary>What a Host does at its edge, whatever is asked: headers, limits, TLS.</summary>
public sealed class EdgeTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Keys = "/api/v1/schools/3559001/keys";

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/docs/")]
    [InlineData("/health/live")]
    [InlineData("/nothing")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/graphql")]
    public async Task Every_answer_takes_nothing_from_elsewhere_and_is_shown_in_no_frame(string path)
    {
        using var answer = await fixture.Host.Anonymous.GetAsync(path);
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
        if (path is "/sign-in")
        {
            Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task A_page_has_no_script_no_style_of_its_own_and_labels_for_its_fields()
    {
        var page = await fixture.Host.Anonymous.GetStringAsync("/sign-in");
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<html lang=\"en-GB\">", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"email\">", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"password\">", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#main\"", page, StringComparison.Ordinal);
        using var style = await fixture.Host.Anonymous.GetAsync("/pages.css");
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_408()
    {
        var key = await fixture.Host.IssueKeyAsync(null);
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Host.Url.Host, fixture.Host.Url.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {Keys} HTTP/1.1\r\nHost: {fixture.Host.Url.Authority}\r\nAuthorization: Bearer {key}\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"name\":"
            )
        );
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.StartsWith("HTTP/1.1 408 ", line, StringComparison.Ordinal);
        Assert.Contains("/problems/request-timeout", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_of_a_client_a_person_an_address_or_with_secrets_are_429_and_say_when_to_come_back()
    {
        await using var host = await RunningHost.StartAsync(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["RateLimits:ClientBurst"] = "5",
                ["RateLimits:ClientPerSecond"] = "1",
                ["RateLimits:StrangerBurst"] = "40",
                ["RateLimits:StrangerPerSecond"] = "1",
                ["RateLimits:SecretsPerMinute"] = "3",
            }
        );
        await CheckAsync(host.Loader, "/api/v1/nothing", HttpStatusCode.NotFound, 5);
        // One client's flood is not another's.
        using var other = host.ClientWith(await host.IssueKeyAsync(null, "Other"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/api/v1/nothing")).StatusCode);
        for (var tries = 0; tries < 3; tries++)
        {
            using var answer = await host.Anonymous.PostAsync("/sign-in", null);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        foreach (var path in new[] { "/sign-in", "/connect/token", "/connect/revoke", "/invitation/x", "/reset" })
        {
            using var answer = await host.Anonymous.PostAsync(path, null);
            await Refused.AsAsync(answer, HttpStatusCode.TooManyRequests, "rate-exceeded");
        }
        await CheckAsync(host.Anonymous, "/api/v1/nothing", HttpStatusCode.Unauthorized, 30);
        // Whether it lives can always be asked.
        Assert.Equal(HttpStatusCode.OK, (await host.Anonymous.GetAsync("/health/live")).StatusCode);

        static async Task CheckAsync(HttpClient client, string path, HttpStatusCode expected, int free)
        {
            for (var number = 0; number < 60; number++)
            {
                using var answer = await client.GetAsync(path);
                if (answer.StatusCode == expected)
                    continue;
                Assert.True(number >= free, $"Refused after {number}");
                await Refused.AsAsync(answer, HttpStatusCode.TooManyRequests, "rate-exceeded");
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
                return;
            }
            Assert.Fail("Never refused.");
        }
    }

    [Fact]
    public async Task TLS_comes_with_a_certificate_file_and_makes_the_cookies_secure()
    {
        var folder = Directory.CreateTempSubdirectory("attendance-tls-").FullName;
        try
        {
            using var rsa = RSA.Create(2048);
            var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            var (file, key) = (Path.Combine(folder, "tls.pem"), Path.Combine(folder, "tls.key"));
            await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem());
            await using var host = await RunningHost.StartAsync(
                settings: new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Kestrel:Certificates:Default:Path"] = file,
                    ["Kestrel:Certificates:Default:KeyPath"] = key,
                },
                urls: "https://127.0.0.1:0"
            );
            using var handler = new SocketsHttpHandler
            {
                SslOptions = new SslClientAuthenticationOptions
                {
                    RemoteCertificateValidationCallback = (_, shown, _, _) =>
                        shown is not null && shown.GetCertHashString() == certificate.GetCertHashString(),
                },
            };
            using var client = new HttpClient(handler) { BaseAddress = host.Url };
            using var answer = await client.GetAsync("/sign-in");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
            Assert.All(
                answer.Headers.GetValues("Set-Cookie"),
                cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase)
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
