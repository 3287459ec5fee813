using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Registers;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Host.Tests.Lac;

/// <summary>Somebody who works on looked-after children, over GraphQL.</summary>
internal sealed class CareClient(HttpClient http)
{
    public HttpClient Http => http;

    /// <summary>Records a time in care.</summary>
    public async Task CareAsync(Upn upn, string started, long? unit = null, string? ended = null, string placement = "K2") =>
        Assert.Equal(
            "",
            await ChangeAsync(
                "recordCare",
                "RecordCareInput",
                new
                {
                    upn = upn.Value,
                    started,
                    ended,
                    legalStatus = "C2",
                    placement,
                    unit,
                    responsible = "355",
                    socialWorker = "Sam Worker",
                }
            )
        );

    /// <summary>The unit of a name.</summary>
    public async Task<long> UnitAsync(string name) =>
        (await SmallSchool.AskAsync(http, $"mutation {{ saveUnit(name: \"{name}\") {{ number }} }}"))
            .Data.GetProperty("saveUnit")
            .GetProperty("number")
            .GetInt64();

    /// <summary>A child's id.</summary>
    public async Task<string> IdAsync(Upn upn) =>
        (await SmallSchool.AskAsync(http, $$"""{ pupil(upn: "{{upn.Value}}") { id } }"""))
            .Data.GetProperty("pupil")
            .GetProperty("id")
            .GetString()!;

    /// <summary>Waits until the board says so many half-days of a child.</summary>
    public Task UntilAsync(Upn upn, int halfDays) =>
        RegisterHost.UntilAsync(
            async () =>
                (await SmallSchool.AskAsync(http, "{ lookedAfterBoard { children { pupil { upn } halfDaysMissed } } }"))
                    .Data.GetProperty("lookedAfterBoard")
                    .GetProperty("children")
                    .EnumerateArray()
                    .Any(child =>
                        child.GetProperty("pupil").GetProperty("upn").GetString() == upn.Value
                        && child.GetProperty("halfDaysMissed").GetInt32() == halfDays
                    ),
            $"{halfDays} half-days of {upn.Value} on the board"
        );

    /// <summary>Sends a mutation with an input; answers the code of the first problem, or nothing.</summary>
    public async Task<string> ChangeAsync(string mutation, string type, object input)
    {
        var answer = await SmallSchool.AskAsync(
            http,
            $"mutation($input: {type}!) {{ {mutation}(input: $input) {{ problems {{ code }} }} }}",
            new { input }
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer
            .Data.GetProperty(mutation)
            .GetProperty("problems")
            .EnumerateArray()
            .Select(problem => problem.GetProperty("code").GetString()!)
            .FirstOrDefault("");
    }
}
