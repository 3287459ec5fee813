using System.Text.Json;
using System.Text.Json.Nodes;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>
/// A school of twelve children on Monday 9 October 2006 at twenty to ten, an alternative provision, and the youth offending service with a live agreement about the first nine of them that opens the
/// half-days, and another about the tenth that does not. One for all tests of the service: each has children of its own.
/// </summary>
public sealed class YouthCity : IAsyncLifetime
{
    private const string Fields = "id,givenName,familyName,schoolName,days,attendance";

    private static readonly Caller Setup = Caller.System("test");

    private readonly Dictionary<int, string> _children = [];

    internal static readonly DateOnly Today = new(2006, 10, 9);

    internal FakeTimeProvider Clock { get; } = new(SchoolClock.Instant(Today, new TimeOnly(9, 40)));

    internal RunningHost Host { get; private set; } = null!;

    internal TestSchool School { get; private set; } = null!;

    internal TestSchool Provision { get; private set; } = null!;

    internal HttpClient Manager { get; private set; } = null!;

    internal long ManagerId { get; private set; }

    internal HttpClient Leader { get; private set; } = null!;

    internal HttpClient Office { get; private set; } = null!;

    internal string Agreement { get; private set; } = "";

    internal string Bare { get; private set; } = "";

    /// <summary>The pupil ids by place on the roll.</summary>
    internal IReadOnlyList<PupilId> Pupils { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync(schoolTime: Clock);
        School = await OpenAsync();
        Provision = await OpenAsync();
        await Provision.PutAsync("", new JsonObject { ["name"] = "The Link Centre", ["phase"] = "alternative-provision" });
        for (var place = 0; place < 12; place++)
        {
            // Each is a month younger than the one before; the first, the second and the fourth live together.
            var line = School.Add(
                TestSchool.UpnOf(School.Laestab, place),
                new DateOnly(2006, 9, 1),
                birth: new DateOnly(1993, 1 + place, 1)
            );
            line["familyName"] = $"Family{place}";
            line["givenName"] = $"Given{place}";
            if (place == 0)
                line["siblings"] = new JsonArray(TestSchool.UpnOf(School.Laestab, 1), TestSchool.UpnOf(School.Laestab, 3));
        }
        await School.SaveRollAsync();
        var pupils = new List<PupilId>();
        foreach (var upn in School.Upns)
        {
            var answer = await SmallSchool.AskAsync(Host.Loader, $"{{ pupil(upn: \"{upn}\") {{ id }} }}");
            Assert.True(PupilId.TryParse(answer.Data.GetProperty("pupil").GetProperty("id").GetString(), out var id));
            pupils.Add(id);
        }
        Pupils = pupils;
        ManagerId = await MemberAsync();
        Manager = await Host.PersonAsync(ManagerId);
        Leader = await Host.PersonAsync(await Host.EmployAsync(Role.AttendanceLeader));
        Office = await Host.PersonAsync(await Host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(School.Laestab))));
        Agreement = await Host.ShareAsync("youth-offending", [.. pupils.Take(9)], Fields.Split(','));
        Bare = await Host.ShareAsync("youth-offending", [pupils[9]]);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>Somebody who works for the service.</summary>
    internal Task<long> MemberAsync() => Host.PartnerAsync(Role.YouthOffending, "youth-offending");

    /// <summary>The arguments that name the young person at a place on the roll.</summary>
    internal async Task<string> NamedAsync(int place)
    {
        if (!_children.TryGetValue(place, out var child))
        {
            var list = (await SmallSchool.AskAsync(Manager, "{ youngPeople { agreement child name } }")).Data.GetProperty("youngPeople");
            foreach (var line in list.EnumerateArray())
            {
                if (line.GetProperty("name").GetString() is { } name && name.Contains("Family", StringComparison.Ordinal))
                    _children[int.Parse(name.Split("Family")[1])] = line.GetProperty("child").GetString()!;
                else
                    _children[9] = line.GetProperty("child").GetString()!;
            }
            child = _children[place];
        }
        return $"agreement: \"{(place == 9 ? Bare : Agreement)}\", child: \"{child}\"";
    }

    /// <summary>What the service sees of the young person at a place.</summary>
    internal async Task<JsonElement> SeenAsync(int place, string fields, HttpClient? by = null)
    {
        var answer = await SmallSchool.AskAsync(by ?? Manager, $"{{ youngPerson({await NamedAsync(place)}) {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("youngPerson");
    }

    /// <summary>What somebody is shown of the service's work with the child at a place.</summary>
    internal async Task<string> OfPupilAsync(HttpClient by, int place, string fields)
    {
        var answer = await SmallSchool.AskAsync(by, $"{{ pupil(id: \"{Pupils[place]}\") {{ youthOffending {{ {fields} }} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("pupil").GetProperty("youthOffending").ToString();
    }

    /// <summary>Posts a mark; with a reason a correction.</summary>
    internal async Task MarkAsync(int place, DateOnly day, HalfDay half, string code, string? reason = null, TestSchool? at = null)
    {
        var mark = TestSchool.Mark(School.Upns[place], code, reason: reason);
        using var answer = await (at ?? School).PostAsync(day, half, TestSchool.Register([mark]));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A mutation's payload; fails when it was refused.</summary>
    internal Task<JsonElement> DoAsync(string mutation, HttpClient? by = null) => SweepCity.DoAsync(by ?? Manager, mutation);

    /// <summary>Does it and answers the record's id.</summary>
    internal async Task<string> IdAsync(string mutation, HttpClient? by = null)
    {
        var done = await DoAsync(mutation + " { id problems { code } }", by);
        Assert.True(done.GetProperty("id").ValueKind is JsonValueKind.String, done.ToString());
        return done.GetProperty("id").GetString()!;
    }

    /// <summary>The codes of what is wrong with it.</summary>
    internal async Task<IReadOnlyList<string?>> ProblemsAsync(string mutation, HttpClient? by = null) =>
        [
            .. (await DoAsync(mutation + " { problems { code } }", by))
                .GetProperty("problems")
                .EnumerateArray()
                .Select(problem => problem.GetProperty("code").GetString()),
        ];

    /// <summary>What somebody hears at the bell.</summary>
    internal static async Task<List<string>> BellAsync(HttpClient by)
    {
        var answer = await SmallSchool.AskAsync(by, "{ notices(first: 100) { kind sentence pupil pupilName page } }");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("notices").EnumerateArray().Select(notice => notice.ToString())];
    }

    private async Task<TestSchool> OpenAsync()
    {
        var school = await TestSchool.LoadAsync(Host.Loader, new DateOnly(2006, 9, 4), new DateOnly(2006, 12, 20), 0);
        school.Client = await Host.SchoolAsync(school.Laestab);
        return school;
    }
}
