using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>A Host on Wednesday 1 November 2006 with schools for each test, and the people who work on all of them. Schools come first: figures are of two seconds ago at most.</summary>
public sealed class ImprovementCity : IAsyncLifetime
{
    private readonly Dictionary<string, (SmallSchool School, IReadOnlyList<Upn> Upns)> _schools = [];

    public RunningHost Host { get; private set; } = null!;

    /// <summary>Somebody of the school improvement service.</summary>
    public HttpClient Improvement { get; private set; } = null!;

    /// <summary>The attendance leader.</summary>
    public HttpClient Leader { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync(
            schoolTime: new FakeTimeProvider(new DateTimeOffset(2006, 11, 1, 12, 0, 0, TimeSpan.Zero))
            {
                AutoAdvanceAmount = TimeSpan.FromMilliseconds(10),
            }
        );
        await AddSchoolsAsync();
        Improvement = await Host.PersonAsync(await Host.EmployAsync(Role.SchoolImprovement));
        Leader = await Host.PersonAsync(await Host.EmployAsync(Role.AttendanceLeader));
    }

    private async Task AddSchoolsAsync()
    {
        await AddAsync("3552201", ("O", 2), ("/", 4));
        await AddAsync("3552202", ("/", 5));
        await AddAsync("3552203", ("O", 4));
        await AddAsync("3552211", ("O", 3), ("/", 3));
        await AddAsync("3552212", ("/", 6));
        await AddAsync("3552221", ("O", 1), ("/", 9));
        await AddAsync("3552231", ("/", 5));
        await AddAsync("3552232", ("/", 5));
        await AddAsync("3551242", ("O", 3), ("/", 3));
        await AddAsync("3554251", ("/", 5));
        // Six children of whom all were absent in the first week, and all there in the second.
        await AddAsync("3551241", ("", 6));
        var (school, upns) = School("3551241");
        await school.MarkDaysAsync(SmallSchool.Days(5), [.. upns.Select(upn => (upn, "O"))]);
        await school.MarkDaysAsync(SmallSchool.Days(10).Skip(5), [.. upns.Select(upn => (upn, "/"))]);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A primary school with groups of children who have the same mark at each of the first twenty sessions; no mark for "".</summary>
    private async Task AddAsync(string laestab, params (string Code, int Count)[] children)
    {
        var school = await SmallSchool.CreateAsync(Host, laestab, laestab[3] >= '4' ? "secondary" : "primary");
        var codes = children.SelectMany(group => Enumerable.Repeat(group.Code, group.Count)).ToList();
        var upns = codes.Select((_, place) => Upn.FromBody($"{laestab}06{place + 1:000}")!.Value).ToList();
        await school.EnrolAsync([.. upns.Select(upn => (upn, "Archer", (DateOnly?)null))]);
        var marks = upns.Zip(codes).Where(each => each.Second.Length > 0).ToArray();
        if (marks.Length > 0)
            await school.MarkDaysAsync(SmallSchool.Days(10), marks);
        _schools[laestab] = (school, upns);
    }

    /// <summary>A school and its children.</summary>
    internal (SmallSchool School, IReadOnlyList<Upn> Upns) School(string laestab) => _schools[laestab];

    internal async Task<HttpClient> PersonAsync(Role role, Relation relation, SmallSchool school) =>
        await Host.PersonAsync(await Host.EmployAsync(role, (relation, GrantTarget.Of(school.Laestab))));

    /// <summary>The one field of a query that must be let in.</summary>
    public async Task<JsonElement> AskAsync(HttpClient client, string field)
    {
        var answer = await SmallSchool.AskAsync(client, $"{{ {field} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.EnumerateObject().Single().Value;
    }

    internal Task<Answer> TryAsync(HttpClient client, string mutation, string input) =>
        SmallSchool.AskAsync(client, $"mutation {{ {mutation}(input: {input}) {{ id problems {{ code }} }} }}");

    /// <summary>The id of what a mutation wrote.</summary>
    public async Task<string> DoneAsync(HttpClient client, string mutation, string input)
    {
        var answer = await TryAsync(client, mutation, input);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty(mutation).GetProperty("id").GetString() ?? throw new InvalidOperationException(answer.Text);
    }

    /// <summary>What was wrong with a mutation's input.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(HttpClient client, string mutation, string input) =>
        [
            .. (await TryAsync(client, mutation, input))
                .Data.GetProperty(mutation)
                .GetProperty("problems")
                .EnumerateArray()
                .Select(problem => problem.GetProperty("code").GetString()!),
        ];

    public Task SetAsync(string option, int tenths) => PlainAsync(Leader, $"setConcernOption(option: {option}, tenths: {tenths})");

    internal Task TargetAsync(SmallSchool school, int tenths) =>
        PlainAsync(Improvement, $"setSchoolTarget(school: \"{school.Laestab}\", tenths: {tenths})");

    internal Task VisitAsync(SmallSchool school, string kind, string on) =>
        DoneAsync(
            Improvement,
            "recordVisit",
            $"{{ school: \"{school.Laestab}\", kind: {kind}, visitedOn: \"{on}\", figuresAsOf: \"{on}\", findings: \"Found.\", agreed: \"Agreed.\", forGovernors: \"Told.\" }}"
        );

    public Task MeetAsync(string actions, string heldOn = "2006-11-01") =>
        DoneAsync(
            Improvement,
            "recordConsultantMeeting",
            $"{{ heldOn: \"{heldOn}\", present: \"Consultant, social inclusion officer\", notes: \"Discussed.\", actions: {actions} }}"
        );

    internal Task NoteAsync(HttpClient client, SmallSchool school, string text) =>
        PlainAsync(client, $"noteSchool(school: \"{school.Laestab}\", text: \"{text}\")");

    internal Task<Answer> TryNoteAsync(HttpClient client, string school, string text) =>
        SmallSchool.AskAsync(client, $"mutation {{ noteSchool(school: \"{school}\", text: \"{text}\") {{ id problems {{ code }} }} }}");

    /// <summary>Makes schools the schools of a programme that the directory has, besides those that it has.</summary>
    public async Task JoinAsync(string programme, params string[] schools)
    {
        var all = await AskAsync(Leader, "programmes { id name kind about fundedBy leadAgency areas schools }");
        var found = all.EnumerateArray().Single(each => each.GetProperty("id").GetString() == programme);
        var saved = await SmallSchool.AskAsync(
            Leader,
            "mutation($input: SaveProgrammeInput!) { saveProgramme(input: $input) { saved problems { code } } }",
            new
            {
                input = new
                {
                    id = programme,
                    name = found.GetProperty("name").GetString(),
                    kind = found.GetProperty("kind").GetString(),
                    about = found.GetProperty("about").GetString(),
                    fundedBy = found.GetProperty("fundedBy").GetString(),
                    leadAgency = found.GetProperty("leadAgency").GetString(),
                    schools = found.GetProperty("schools").EnumerateArray().Select(each => each.GetString()).Union(schools),
                },
            }
        );
        Assert.Contains("\"saved\":true", saved.Text, StringComparison.Ordinal);
    }

    /// <summary>A mutation that takes no input object.</summary>
    internal Task<Answer> TryPlainAsync(HttpClient client, string mutation) =>
        SmallSchool.AskAsync(client, $"mutation {{ {mutation} {{ problems {{ code }} }} }}");

    /// <summary>The same, which must do what it says.</summary>
    public async Task PlainAsync(HttpClient client, string mutation)
    {
        var answer = await TryPlainAsync(client, mutation);
        Assert.True(answer.Codes.Count == 0 && !answer.Text.Contains("\"code\"", StringComparison.Ordinal), answer.Text);
    }
}

/// <summary>Tests that share the city.</summary>
[CollectionDefinition]
public sealed class ImprovementCities : ICollectionFixture<ImprovementCity>;
