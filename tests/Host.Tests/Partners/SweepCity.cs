using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>
/// A school of 22 children on Tuesday 10 October 2006 at half past nine: ten absent without leave, four marked present, two ill at the doctor's, two on a visit, four without a
/// mark. Each was born on a day of their own.
/// </summary>
internal sealed class SweepCity : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2006, 10, 10);

    public FakeTimeProvider Clock { get; } = new(SchoolClock.Instant(Today, new TimeOnly(9, 30)));

    public RunningHost Host { get; private set; } = null!;

    public TestSchool School { get; private set; } = null!;

    public static async Task<SweepCity> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var city = new SweepCity();
        city.Host = await RunningHost.StartAsync(provider, schoolTime: city.Clock);
        city.School = await TestSchool.LoadAsync(city.Host.Loader, new DateOnly(2006, 9, 4), new DateOnly(2006, 12, 20), 0);
        for (var place = 0; place < 22; place++)
            city.School.Add(TestSchool.UpnOf(city.School.Laestab, place), new DateOnly(2006, 9, 1), birth: Born(place));
        await city.School.SaveRollAsync();
        city.School.Client = await city.Host.SchoolAsync(city.School.Laestab);
        await city.MarkAsync(HalfDay.AM, Enumerable.Range(0, 18), Code);
        return city;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>The birth date of the child at a place on the roll, from 0.</summary>
    public static DateOnly Born(int place) => new DateOnly(1996, 1, 1).AddDays(place);

    public async Task MarkAsync(HalfDay half, IEnumerable<int> places, Func<int, string> codeOf, string? reason = null)
    {
        var marks = places.Select(place => TestSchool.Mark(School.Upns[place], codeOf(place), reason: reason));
        using var answer = await School.PostAsync(Today, half, TestSchool.Register(marks));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<long> PoliceAsync() => Host.EmployAsync(Role.Police, (Relation.Authority, GrantTarget.All));

    public Task<long> OfficerAsync() => Host.EmployAsync(Role.WelfareOfficer, (Relation.NamedOfficer, GrantTarget.Of(School.Laestab)));

    /// <summary>A mutation's payload; fails when it was refused.</summary>
    public static async Task<JsonElement> DoAsync(HttpClient client, string mutation)
    {
        var answer = await SmallSchool.AskAsync(client, $"mutation {{ {mutation} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.EnumerateObject().Single().Value;
    }

    /// <summary>The first problem of a mutation's payload; null without.</summary>
    public static async Task<string?> ProblemAsync(HttpClient client, string mutation)
    {
        var problems = (await DoAsync(client, mutation + " { problems { code } }")).GetProperty("problems");
        return problems.GetArrayLength() == 0 ? null : problems[0].GetProperty("code").GetString();
    }

    private static string Code(int place) =>
        place switch
        {
            < 10 => "O",
            < 14 => "/",
            < 16 => "M",
            _ => "V",
        };
}
