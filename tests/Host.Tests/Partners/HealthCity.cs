using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>
/// A primary school of seven children on Monday 16 October 2006 at noon, with the people who work for them: one Host for health, transport and community. Ann has missed thirty
/// days and has a case.
/// </summary>
public sealed class HealthCity : IAsyncLifetime
{
    /// <summary>Monday 16 October 2006.</summary>
    public static readonly DateOnly Today = new(2006, 10, 16);

    private static readonly Caller Setup = Caller.System("test");
    private static readonly string[] Families = ["Archer", "Baker", "Carter", "Dyer", "Ellis", "Fox", "Gray"];

    private readonly Dictionary<HttpClient, long> _people = [];

    public FakeTimeProvider Clock { get; } =
        new(new DateTimeOffset(2006, 10, 16, 11, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(5) };

    internal SmallSchool School { get; private set; } = null!;

    public RunningHost Host { get; private set; } = null!;

    public HttpClient Leader { get; private set; } = null!;

    public HttpClient Worker { get; private set; } = null!;

    public HttpClient Office { get; private set; } = null!;

    public HttpClient Nurse { get; private set; } = null!;

    public HttpClient Transport { get; private set; } = null!;

    /// <summary>The children by their place in the alphabet: Archer is the first.</summary>
    public IReadOnlyList<string> Ids { get; private set; } = [];

    /// <summary>The agreements of Nurse and Transport about all children.</summary>
    public string HealthAgreement { get; private set; } = "";

    /// <summary>See <see cref="HealthAgreement"/>.</summary>
    public string TransportAgreement { get; private set; } = "";

    public static Upn UpnOf(int place) => Upn.FromBody($"35520070600{place + 1}")!.Value;

    private async Task<HttpClient> SignInAsync(long person)
    {
        var client = await Host.PersonAsync(person);
        _people[client] = person;
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync(schoolTime: Clock);
        School = await SmallSchool.CreateAsync(Host, "3552007");
        await School.EnrolAsync([.. Families.Select((family, place) => (UpnOf(place), family, (DateOnly?)null))]);
        await School.MarkDaysAsync(
            SmallSchool.Days(30),
            [(UpnOf(0), "O"), (UpnOf(1), "/"), (UpnOf(2), "I"), .. Enumerable.Range(3, 4).Select(place => (UpnOf(place), "/"))]
        );
        await School.MarkAsync(SmallSchool.Days(30).Last(), "PM", "Dentist", (UpnOf(6), "M"));
        Leader = await SignInAsync(await Host.EmployAsync(Role.AttendanceLeader));
        var worker = await Host.EmployAsync(Role.WelfareOfficer, (Relation.NamedOfficer, GrantTarget.Of(School.Laestab)));
        Worker = await Host.PersonAsync(worker);
        Office = await SignInAsync(await Host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(School.Laestab))));
        var ids = new List<string>();
        for (var place = 0; place < Families.Length; place++)
            ids.Add(
                (await AskAsync(Leader, $$"""{ pupil(upn: "{{UpnOf(place).Value}}") { id } }"""))
                    .GetProperty("pupil")
                    .GetProperty("id")
                    .GetString()!
            );
        Ids = ids;
        (Nurse, HealthAgreement) = await PartnerAsync(Role.Health, "health");
        (Transport, TransportAgreement) = await PartnerAsync(Role.PassengerTransport, "passenger-transport");
        // The flags reach casework through the outbox.
        for (var tries = 0; await CaseAsync() is null; tries++)
        {
            Assert.True(tries < 200);
            await Task.Delay(50);
        }
        var allocated = await DoAsync(
            Leader,
            "allocateCase",
            "AllocateCaseInput",
            new
            {
                @case = await CaseAsync(),
                worker = $"{worker}",
                reason = "test",
            },
            ""
        );
        Assert.Null(Problem(allocated));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>The open case of Ann.</summary>
    public async Task<string?> CaseAsync() =>
        (await AskAsync(Leader, $$"""{ pupil(id: "{{Ids[0]}}") { openCase { id } } }""")).GetProperty("pupil").GetProperty("openCase")
            is { ValueKind: JsonValueKind.Object } open
            ? open.GetProperty("id").GetString()
            : null;

    /// <summary>Asks, and fails when it was refused.</summary>
    public static async Task<JsonElement> AskAsync(HttpClient client, string query, object? variables = null)
    {
        var answer = await SmallSchool.AskAsync(client, query, variables);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data;
    }

    /// <summary>Sends one mutation with an input; its payload.</summary>
    public static async Task<JsonElement> DoAsync(HttpClient client, string name, string type, object input, string shown) =>
        (
            await AskAsync(
                client,
                $"mutation($input: {type}!) {{ {name}(input: $input) {{ {shown} problems {{ code }} }} }}",
                new { input }
            )
        ).GetProperty(name);

    /// <summary>The code of the first problem of a payload; null without.</summary>
    public static string? Problem(JsonElement payload) =>
        payload.GetProperty("problems") is var problems && problems.GetArrayLength() > 0
            ? problems[0].GetProperty("code").GetString()
            : null;

    /// <summary>The refusals of a mutation.</summary>
    public static async Task<IReadOnlyList<string?>> RefusedAsync(HttpClient client, string name, string type, object input) =>
        (
            await SmallSchool.AskAsync(
                client,
                $"mutation($input: {type}!) {{ {name}(input: $input) {{ problems {{ code }} }} }}",
                new { input }
            )
        ).Codes;

    /// <summary>Somebody who works for an agency with an agreement about every child.</summary>
    public async Task<(HttpClient Client, string Agreement)> PartnerAsync(Role role, string agency)
    {
        var person = await Host.PartnerAsync(role, agency);
        var agreement = await Host.ShareAsync(agency, [.. Ids.Select(id => PupilId.TryParse(id, out var pupil) ? pupil : default)]);
        return (await SignInAsync(person), agreement);
    }

    /// <summary>The number of the person whom a client is signed in as.</summary>
    public long PersonOf(HttpClient client) => _people[client];

    /// <summary>A child's id under an agreement.</summary>
    public async Task<string> SharedAsync(HttpClient client, string agreement, int place) =>
        (await Host.Services.GetRequiredService<IPolicy>().AgreementAsync(Caller.ForPerson(PersonOf(client)), agreement))!
            .Children.Single(child => child.Pupil.ToString() == Ids[place])
            .PseudonymousId;
}

/// <summary>One Host for the tests of health, transport and community.</summary>
[CollectionDefinition]
public sealed class HealthCityTests : ICollectionFixture<HealthCity>;
