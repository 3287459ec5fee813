using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Lac;

/// <summary>A school with three children on Friday 27 October 2006 at noon, and the manager of the looked-after team. One for the tests of a class.</summary>
public abstract class CareCity(DatabaseProvider provider) : IAsyncLifetime
{
    public static readonly Upn Ann = Upn.FromBody("355200706001")!.Value;
    public static readonly Upn Bob = Upn.FromBody("355200706002")!.Value;
    public static readonly Upn Cat = Upn.FromBody("355200706003")!.Value;

    /// <summary>Inputs that are not named after their mutation.</summary>
    private static readonly Dictionary<string, string> Inputs = new(StringComparer.Ordinal)
    {
        ["planCareMeeting"] = "PlanMeeting",
        ["writeCareMeeting"] = "WriteMeeting",
        ["recordProtectionPlan"] = "ProtectionPlan",
        ["addUnitAction"] = "UnitAction",
        ["saveGoingHome"] = "Checklist",
        ["recordServiceTime"] = "ServiceTime",
        ["requestLeave"] = "Leave",
        ["recordProcedure"] = "Procedure",
    };

    public FakeTimeProvider Clock { get; } =
        new(new DateTimeOffset(2006, 10, 27, 11, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(5) };

    internal RunningHost Host { get; private set; } = null!;

    internal SmallSchool School { get; private set; } = null!;

    public HttpClient Manager { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync(provider, schoolTime: Clock);
        School = await SmallSchool.CreateAsync(Host, "3552007");
        await School.EnrolAsync((Ann, "Archer", null), (Bob, "Baker", null), (Cat, "Clarke", null));
        Manager = await Host.PersonAsync(await Host.EmployAsync(Role.LacManager));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public async Task<string> IdAsync(Upn upn) =>
        (await SmallSchool.AskAsync(Host.Loader, $"{{ pupil(upn: \"{upn.Value}\") {{ id }} }}"))
            .Data.GetProperty("pupil")
            .GetProperty("id")
            .GetString()!;

    /// <summary>Asks as the manager; what is refused fails the test.</summary>
    public async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        var answer = await SmallSchool.AskAsync(Manager, query, variables);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data;
    }

    /// <summary>Sends a mutation with an input as the manager; answers its payload.</summary>
    public async Task<JsonElement> SendAsync(string mutation, object input, string fields = "problems { code }")
    {
        var type = Inputs.GetValueOrDefault(mutation) ?? char.ToUpperInvariant(mutation[0]) + mutation[1..];
        var data = await AskAsync($"mutation($input: {type}Input!) {{ {mutation}(input: $input) {{ {fields} }} }}", new { input });
        return data.GetProperty(mutation);
    }

    /// <summary>Records care, from a day on.</summary>
    public async Task CareAsync(Upn upn, string started, object? unit = null) => Assert.Equal("", await TryCareAsync(upn, started, unit));

    /// <summary>The same; answers the code of what is wrong, or nothing.</summary>
    public async Task<string> TryCareAsync(Upn upn, string started, object? unit = null, string placement = "U4", string? ended = null) =>
        Problem(
            await SendAsync(
                "recordCare",
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

    /// <summary>Sends a mutation without an input; answers the code of its first problem, or nothing.</summary>
    public async Task<string> ChangeAsync(string mutation) =>
        Problem((await AskAsync($"mutation {{ {mutation} {{ problems {{ code }} }} }}")).GetProperty(mutation[..mutation.IndexOf('(')]));

    /// <summary>The residential unit of a name.</summary>
    public async Task<long> UnitAsync(string name) =>
        (await AskAsync($"mutation {{ saveUnit(name: \"{name}\") {{ number }} }}"))
            .GetProperty("saveUnit")
            .GetProperty("number")
            .GetInt64();

    /// <summary>The code of a payload's first problem, or nothing.</summary>
    public static string Problem(JsonElement payload) => Codes(payload, "problems").FirstOrDefault("");

    public static IReadOnlyList<string> Codes(JsonElement payload, string list) =>
        [.. payload.GetProperty(list).EnumerateArray().Select(problem => problem.GetProperty("code").GetString()!)];

    public static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    public static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
