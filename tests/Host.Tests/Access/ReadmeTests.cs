using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>The README's lines on Entra ID and on a school's credentials are tried as they stand there: the same variables and arguments, on a Host that is a process.</summary>
public sealed partial class ReadmeTests
{
    private static readonly Dictionary<string, string?> None = new(StringComparer.Ordinal);

    [Fact]
    public async Task The_variables_for_an_outside_provider_are_all_that_it_needs()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var names = Variable().Matches(readme).Select(match => match.Groups["name"].Value).ToList();
        Assert.Equal(["Name", "Title", "Authority", "ClientId", "ClientSecret", "TrustEmail"], names);
        await using var provider = await OutsideProvider.StartAsync();
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Name"] = "entra",
            ["Title"] = "Microsoft",
            ["Authority"] = provider.Url.ToString(),
            ["ClientId"] = OutsideProvider.ClientId,
            ["ClientSecret"] = OutsideProvider.ClientSecret,
            ["TrustEmail"] = "true",
        };
        var settings = names.ToDictionary(name => $"Access:External:0:{name}", name => (string?)values[name], StringComparer.Ordinal);
        // The provider of the test has no TLS.
        settings["Access:External:0:AllowPlainHttp"] = "true";
        var data = Directory.CreateTempSubdirectory("attendance-readme-").FullName;
        try
        {
            await using var host = await HostProcess.StartAsync(settings, ["--data", data]);
            await HostProcess.RunAsync(None, ["admin", "create", "--data", data, "--email", "you@example.gov.uk"]);
            // Entra does not say whether an address is verified.
            provider.SignedIn = new OutsideProvider.Person("subject", "you@example.gov.uk", Verified: null);
            using var browser = new Browser(host.Url);
            await browser.OpenAsync("/sign-in");
            Assert.Contains("Sign in with Microsoft", browser.Text, StringComparison.Ordinal);
            await browser.SendAsync(None!, "/sign-in/with/entra", anywhere: true);
            Assert.Equal(host.Url.Authority, browser.At.Authority);
            await browser.OpenAsync("/people");
            Assert.Contains("you@example.gov.uk", browser.Text, StringComparison.Ordinal);
            Assert.Contains("/sign-in/with/entra/callback", readme, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task A_schools_system_gets_a_key_and_exchanges_it_for_a_token()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var create = CreateKey().Match(readme).Groups["arguments"].Value.Split(' ');
        var form = TokenForm().Matches(readme).Select(match => match.Groups["field"].Value).ToList();
        var data = Directory.CreateTempSubdirectory("attendance-readme-").FullName;
        try
        {
            await using var host = await HostProcess.StartAsync(None, ["--data", data]);
            var key = (await HostProcess.RunAsync(None, [.. create.Select(word => word == "data" ? data : word)])).TrimEnd().Split('\n')[
                ^1
            ];
            var id = (await HostProcess.RunAsync(None, ["key", "list", "--data", data])).Split('\t')[0];
            using var fields = new FormUrlEncodedContent(
                form.Select(field => field.Split('='))
                    .Select(pair =>
                        KeyValuePair.Create(
                            pair[0],
                            pair[1] switch
                            {
                                "ID" => id,
                                "KEY" => key,
                                var other => other,
                            }
                        )
                    )
            );
            using var answer = await host.ClientWith(null).PostAsync("/connect/token", fields);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            foreach (var bearer in new[] { key, token.RootElement.GetProperty("access_token").GetString() })
            {
                using var known = await host.ClientWith(bearer).GetAsync("/api/v1/nothing");
                Assert.Equal(HttpStatusCode.NotFound, known.StatusCode);
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [GeneratedRegex(@"Access__External__0__(?<name>\w+)=", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$H (?<arguments>key create --data data --school \d{7} --name \w+)", RegexOptions.CultureInvariant)]
    private static partial Regex CreateKey();

    [GeneratedRegex(@" -d (?<field>(?:grant_type|client_id|client_secret)=\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex TokenForm();
}
