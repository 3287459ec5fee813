using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>Asks and changes cases over GraphQL as one role or another.</summary>
internal sealed class CaseClient(AccessCity city)
{
    /// <summary>Fields of a case; there must be no error.</summary>
    public async Task<JsonElement> ReadAsync(string caller, string id, string fields)
    {
        var answer = await SmallSchool.AskAsync(city.Clients[caller], $"{{ case(id: \"{id}\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("case");
    }

    /// <summary>A mutation that must be let in and find nothing wrong.</summary>
    public async Task<JsonElement> DoAsync(string caller, string mutation, string fields = "case { id }")
    {
        var answer = await SmallSchool.AskAsync(
            city.Clients[caller],
            $"mutation {{ done: {mutation} {{ {fields} problems {{ code field message }} }} }}"
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        var done = answer.Data.GetProperty("done");
        Assert.True(done.GetProperty("problems").GetArrayLength() == 0, answer.Text);
        return done;
    }

    /// <summary>The first problem of a mutation that must be let in and refused.</summary>
    public async Task<string?> ProblemAsync(string caller, string mutation)
    {
        var answer = await SmallSchool.AskAsync(city.Clients[caller], $"mutation {{ done: {mutation} {{ problems {{ code }} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer
            .Data.GetProperty("done")
            .GetProperty("problems")
            .EnumerateArray()
            .Select(problem => problem.GetProperty("code").GetString())
            .FirstOrDefault();
    }

    /// <summary>The leader gives a case to a worker.</summary>
    public Task<JsonElement> AllocateAsync(string id, long worker, string? handOver = null) =>
        DoAsync(
            nameof(Role.AttendanceLeader),
            $"allocateCase(input: {{ case: \"{id}\", worker: \"{worker}\", reason: \"Knows the family.\"{(handOver is null ? "" : $", handOver: \"{handOver}\"")} }})"
        );
}

/// <summary>The first school's system, after the city was made.</summary>
internal sealed class SmallSchoolDoor(AccessCity city)
{
    /// <summary>Marks a child in the morning, and in the afternoon when a second code is given.</summary>
    public async Task MarkAsync(DateOnly day, Upn child, string morning, string? afternoon = null)
    {
        foreach (var (half, code) in new[] { ("AM", morning), ("PM", afternoon) })
        {
            if (code is null)
                continue;
            using var answer = await city.Clients["SchoolKey"]
                .PostAsJsonAsync(
                    $"/api/v1/schools/{AccessCity.School}/registers/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{half}",
                    new { marks = new[] { new { upn = child.Value, code } } }
                );
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }
}
