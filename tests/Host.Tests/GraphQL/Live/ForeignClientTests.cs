using System.Diagnostics;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.GraphQL.Live;

/// <summary>
/// The audits of graphql-http, and the official graphql-ws, graphql-sse and urql clients, against a running Host: tests/Host.Tests/GraphQL/clients, run by Node.
/// </summary>
public sealed class ForeignClientTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task The_audits_of_graphql_http_and_three_foreign_clients_find_nothing_wrong()
    {
        // Not in the source tree: what npm brings is nobody's to commit.
        var folder = Directory.CreateTempSubdirectory("attendance-clients-").FullName;
        try
        {
            foreach (var file in new[] { "package.json", "package-lock.json", "clients.mjs" })
                File.Copy(Path.Combine(Repository.Root, "tests", "Host.Tests", "GraphQL", "clients", file), Path.Combine(folder, file));
            var (installed, log) = await RunAsync(folder, "npm", "ci", "--no-audit", "--no-fund");
            Assert.True(installed == 0, log);
            var key = await fixture.Host.IssueKeyAsync(null, "Clients");
            var (failures, report) = await RunAsync(folder, "node", "clients.mjs", new Uri(fixture.Host.Url, "/graphql").ToString(), key);
            var lines = report.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.DoesNotContain(lines, line => line.StartsWith("FAIL", StringComparison.Ordinal));
            Assert.True(failures == 0, report);
            Assert.True(lines.Count(line => line.StartsWith("ok graphql-http", StringComparison.Ordinal)) >= 60, report);
            Assert.Equal(
                7,
                lines.Count(line =>
                    line.StartsWith("ok ", StringComparison.Ordinal) && !line.StartsWith("ok graphql-http", StringComparison.Ordinal)
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output + await errors);
    }
}
