using System.Text.Json;
using System.Text.Json.Nodes;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using GraphQLParser.AST;
using MediatR;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>
/// Every role at every operation and field, in and out of scope, against expectations written by hand (expectations.csv, operations.csv). The test never asks the
/// policy what to expect. Failures are collected, so that one run tells all leaks.
/// </summary>
public sealed partial class MatrixTests : IAsyncLifetime
{
    private const string NoSchool = "3559999";
    private const string PlannedSweep = "77";
    private const string NoChild = "4611686018427387904";
    private static readonly Upn NoUpn = Upn.FromBody("355999906001")!.Value;

    private readonly List<string> _wrong = [];
    private readonly Dictionary<string, string> _shared = [];
    private AccessCity _city = null!;
    private string? _freeze;
    private string? _emergency;
    private long? _waiting;
    private Expectations _expected = null!;
    private GraphQLDocument _schema = null!;

    public async ValueTask InitializeAsync()
    {
        // Each caller asks more in a few seconds than a person does.
        _city = await AccessCity.StartAsync(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:PersonBurst"] = "100000" }
        );
        await PlanSweepAsync();
        foreach (var (role, agreement) in _city.Agreements)
            _shared[role] = await _city.SharedIdAsync(Caller.ForPerson(_city.People[role]), agreement);
        await VisitSchoolsAsync();
        _expected = await Expectations.ReadAsync();
        _schema = GraphQLParser.Parser.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "schema.graphql")));
    }

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    [Fact]
    public async Task Every_operation_and_field_has_an_expectation_and_every_caller_a_column()
    {
        var existing = await Expectations.ExistingAsync();
        Assert.Empty(existing.Except(_expected.Operations));
        Assert.Empty(_expected.Operations.Except(existing));
        Assert.Equal(
            [.. Enum.GetNames<Role>().Append("SchoolKey").Append("LoaderKey").Order(StringComparer.Ordinal)],
            _expected.Callers.Order(StringComparer.Ordinal)
        );
        Assert.All(
            _expected.Operations.Where(operation => _expected.Kind(operation) != "within"),
            operation => Assert.All(_expected.Callers, caller => Assert.NotEqual("", _expected.Of(_expected.Kind(operation), "in", caller)))
        );
    }

    [Fact]
    [Trait("Row", "S40")]
    [Trait("Row", "S41")]
    [Trait("Row", "S42")]
    [Trait("Row", "S44")]
    [Trait("Row", "S45")]
    [Trait("Row", "S46")]
    [Trait("Row", "S47")]
    [Trait("Row", "S48")]
    [Trait("Row", "S51")]
    public async Task Every_role_meets_what_the_table_says_at_every_rest_operation()
    {
        await FreezeReportAsync("TenDays", "2006-07-01", "2006-09-30");
        await FreezeReportAsync("Term", "2006-04-17", "2006-07-31");
        await ReleaseReportAsync();
        foreach (var caller in _expected.Callers)
        foreach (var operation in _expected.Operations.Where(name => name.StartsWith("rest ", StringComparison.Ordinal)))
        {
            var name = operation[5..];
            var kind = _expected.Kind(operation);
            var absent = await SendAsync(caller, name, NoSchool, NoUpn);
            foreach (var scope in new[] { "in", "out" })
            {
                var (school, upn) = scope == "in" ? (AccessCity.School, AccessCity.Ann) : (AccessCity.Other, AccessCity.Dan);
                var cell = _expected.Of(kind, scope, caller);
                var (status, body) = await SendAsync(caller, name, school, upn);
                var what = $"{caller} {name} {scope}: {status}, expected {cell}: {body[..Math.Min(200, body.Length)]}";
                switch (cell)
                {
                    case "R":
                        Check(status is not (401 or 403 or 404), what);
                        break;
                    case "C":
                        Check(status == 200 && body.Contains(AccessCity.Ann.Value, StringComparison.Ordinal), what);
                        Check(!body.Contains(AccessCity.Bob.Value, StringComparison.Ordinal), $"{what} shows Bob");
                        Check(body.Contains("\"groups\":[]", StringComparison.Ordinal), $"{what} shows groups");
                        break;
                    case "P":
                        Check(status == 404 && Same(body, absent.Body), what);
                        var said = await SendAsync(caller, name, school, upn, purpose: "court report");
                        Check(said.Status == 200, $"{what} with a purpose: {said.Status}");
                        break;
                    default:
                        Check(status == 404, what);
                        // Loaders may, and then what is absent is absent; everybody else meets the same words.
                        Check(Same(body, absent.Body), $"{what} differs from absent: {absent.Body}");
                        break;
                }
            }
        }
        Assert.Empty(_wrong);
    }

    [Fact]
    [Trait("Row", "S39")]
    [Trait("Row", "S43")]
    [Trait("Row", "S49")]
    [Trait("Row", "S50")]
    public async Task Every_role_meets_what_the_table_says_at_every_field_of_a_child_by_every_road()
    {
        foreach (var caller in _expected.Callers)
        foreach (
            var (scope, upn, school) in new[]
            {
                ("in", AccessCity.Ann, AccessCity.School),
                ("beside", AccessCity.Bob, AccessCity.School),
                ("out", AccessCity.Dan, AccessCity.Other),
            }
        )
        {
            await ByEveryRoadAsync(caller, scope, upn, school);
            foreach (var field in Fields("Pupil"))
                await ChildFieldAsync(caller, scope, upn, field);
            await WhatIfAsync(caller, scope, upn);
        }
        Assert.Empty(_wrong);
    }

    [Fact]
    public async Task Every_role_meets_what_the_table_says_at_every_field_of_a_school_and_the_authority()
    {
        await FreezeReportAsync("Term", "2006-04-17", "2006-07-31");
        await SignAuditAsync();
        foreach (var caller in _expected.Callers)
        {
            var audit = await AskAsync(caller, "{ audit(first: 100) { records { who children } } }");
            var lines = audit.Data.GetProperty("audit").GetProperty("records").EnumerateArray().ToList();
            var strangers = lines.Select(line => line.GetProperty("who").GetString()).Distinct().Count() > 1;
            var children = lines.Any(line => line.GetProperty("children").GetArrayLength() > 0);
            var mine = _expected.Of("audit", "in", caller);
            // A manager's children were looked at by others before this one asked, and its own looks do not fill the page yet.
            Check(strangers == (mine != "O"), $"{caller} audit {mine}: {audit.Text[..Math.Min(300, audit.Text.Length)]}");
            Check(mine != "M" || !children, $"{caller} audit {mine} shows children");
            foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
            foreach (var field in Fields("School").Where(field => field.Name.StringValue != "pupils"))
            {
                var name = field.Name.StringValue;
                var cell = _expected.Of(_expected.Kind($"School.{name}"), scope, caller);
                var query = $"{{ school(laestab: \"{{0}}\") {{ {Selection("School", field)} }} }}";
                var answer = await AskAsync(caller, query.Replace("{0}", school, StringComparison.Ordinal));
                var shown =
                    answer.Codes.Count == 0
                    && answer.Data.TryGetProperty("school", out var found)
                    && found.ValueKind is JsonValueKind.Object;
                Check(shown == (cell is "R" or "H"), $"{caller} School.{name} {scope}: expected {cell}: {answer.Text}");
                if (shown && name is "team" or "namedOfficer")
                    Check(
                        answer.Data.GetProperty("school").GetProperty(name).ValueKind is JsonValueKind.Object == (cell == "R"),
                        $"{caller} School.{name} {scope}: expected {cell}: {answer.Text}"
                    );
                if (cell is "R" or "H" || _expected.Of("school", scope, caller) == "R")
                    continue;
                var absent = await AskAsync(caller, query.Replace("{0}", NoSchool, StringComparison.Ordinal));
                Check(absent.Text == answer.Text, $"{caller} School.{name} {scope} differs from absent: {answer.Text} {absent.Text}");
            }
            var list = await AskAsync(caller, "{ schools { laestab } }");
            foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
                Check(
                    list.Text.Contains(school, StringComparison.Ordinal) == (_expected.Of("school", scope, caller) == "R"),
                    $"{caller} schools {scope}: {list.Text}"
                );
            foreach (var field in new[] { "registersOfDay", "missingRegisters" })
            {
                var registers = await AskAsync(caller, $"{{ {field}(date: \"2006-09-25\") {{ school expected }} }}");
                foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
                    Check(
                        registers.Text.Contains(school, StringComparison.Ordinal) == (_expected.Of("figures", scope, caller) == "R"),
                        $"{caller} {field} {scope}: {registers.Text}"
                    );
            }
            var missed = await AskAsync(caller, "{ missedHalfDays(date: \"2006-09-04\", first: 50) { lines { school pupil code } } }");
            foreach (var (scope, upn) in new[] { ("in", AccessCity.Ann), ("out", AccessCity.Dan) })
                Check(
                    missed.Text.Contains($"\"{_city.Ids[upn]}\"", StringComparison.Ordinal)
                        == (_expected.Of("figures", scope, caller) == "R" && _expected.Of("codes", scope, caller) == "R"),
                    $"{caller} missedHalfDays {scope}: {missed.Text}"
                );
            var teams = await AskAsync(caller, "{ teams { id name members { name email coveredBy { name } } schools { laestab } } }");
            foreach (var (scope, team, school) in new[] { ("in", "north", AccessCity.School), ("out", "south", AccessCity.Other) })
            {
                var expected = _expected.Of("teams", scope, caller) == "R";
                Check(teams.Text.Contains($"Team {team}", StringComparison.Ordinal) == expected, $"{caller} teams {scope}: {teams.Text}");
                var listed = expected && _expected.Of("school", scope, caller) == "R";
                Check(teams.Text.Contains(school, StringComparison.Ordinal) == listed, $"{caller} Team.schools {scope}: {teams.Text}");
            }
            var options = await AskAsync(caller, "{ flagOptions { options { name } } }");
            Check(
                _expected.Of("propose-rules", "in", caller) == "R" ? options.Codes.Count == 0 : options.Codes is ["NOT_FOUND"],
                $"{caller} flagOptions: {options.Text}"
            );
            var published = await AskAsync(caller, "{ publicFigures(year: \"2006/07\") { rows { school enrolments } } }");
            Check(
                _expected.Of("public-figures", "in", caller) == "R" ? published.Codes.Count == 0 : published.Codes is ["NOT_FOUND"],
                $"{caller} publicFigures: {published.Text}"
            );
            await CareAsync(caller);
            await MeetingsAsync(caller);
            await DailyAsync(caller);
            await SweepsAsync(caller);
            await ImprovementAsync(caller);
            var authority = await AskAsync(caller, "{ authority(year: \"2006/07\") { total { enrolments } } }");
            Check(
                _expected.Of("authority", "in", caller) == "R" ? authority.Codes.Count == 0 : authority.Codes is ["FORBIDDEN"],
                $"{caller} authority: {authority.Text}"
            );
            var emergency = await EmergencyAsync();
            var asked = await AskAsync(caller, "{ emergencies(first: 100) { records { id } } }");
            Check(
                asked.Text.Contains(emergency, StringComparison.Ordinal) == (_expected.Of("emergencies", "in", caller) == "R"),
                $"{caller} emergencies: {asked.Text}"
            );
            const string frozen = "query($id: ID!) { frozenAuthority(id: $id) { state } }";
            var freeze = await AskAsync(caller, frozen, new { id = await FreezeAsync(AccessCity.School) });
            var none = await AskAsync(caller, frozen, new { id = "none" });
            if (_expected.Of("freeze", "in", caller) == "R")
                Check(freeze.Codes.Count == 0, $"{caller} frozenAuthority: {freeze.Text}");
            else
                Check(freeze.Codes is ["NOT_FOUND"] && freeze.Text == none.Text, $"{caller} frozenAuthority: {freeze.Text}");
        }
        Assert.Empty(_wrong);
    }

    [Fact]
    public async Task Every_role_meets_what_the_table_says_at_every_mutation()
    {
        var proposal = await _city.Mediator.Send(
            new ProposeFlagOption(Caller.System("test"), "PA", "enabled", 1, new DateOnly(2007, 1, 1), "test")
        );
        Assert.True(proposal.IsOk, proposal.Error?.Message);
        await SignAuditAsync();
        foreach (var caller in _expected.Callers)
        foreach (
            var (scope, school, upn) in new[]
            {
                ("in", AccessCity.School, AccessCity.Ann),
                ("beside", AccessCity.School, AccessCity.Bob),
                ("out", AccessCity.Other, AccessCity.Dan),
            }
        )
        foreach (var field in Fields("Mutation"))
        {
            var name = field.Name.StringValue;
            var kind = _expected.Kind($"Mutation.{name}");
            if (scope == "beside" && kind is not ("dismiss" or "log-contact" or "propose-correction"))
                continue;
            var answer = await AskAsync(
                caller,
                Mutation(
                    name,
                    new Meant(
                        school,
                        _city.Ids[upn].ToString(),
                        Case(scope),
                        Worker(scope),
                        upn,
                        scope == "in" ? SignedAudit : "999",
                        Shared(scope, caller)
                    ),
                    proposal.Value,
                    name == "revokeKey" ? await KeyOfAsync(school) : ""
                )
            );
            var what = $"{caller} Mutation.{name} {scope}: expected {_expected.Of(kind, scope, caller)}: {answer.Text}";
            switch (_expected.Of(kind, scope, caller))
            {
                case "R":
                    // Let in, and then what is wrong with the input is said.
                    Check(
                        answer.Codes.Count == 0
                            && (
                                name
                                    is "joinSweep"
                                        or "askHealthReview"
                                        or "approveFlagOption"
                                        or "revokeKey"
                                        or "readNotices"
                                        or "makeDiaryFeed"
                                        or "endDiaryFeed"
                                || answer.Text.Contains("\"code\"", StringComparison.Ordinal)
                            ),
                        what
                    );
                    break;
                case "F":
                    Check(answer.Codes is ["FORBIDDEN"], what);
                    break;
                default:
                    Check(answer.Codes is ["NOT_FOUND"], what);
                    var absent = await AskAsync(
                        caller,
                        Mutation(name, new Meant(NoSchool, NoChild, "999", "999", NoUpn, "999", ("isp-0", "none", "none")), 999, "none")
                    );
                    Check(absent.Text == answer.Text, $"{what} differs from absent: {absent.Text}");
                    break;
            }
        }
        Assert.True(_wrong.Count == 0, string.Join("\n", _wrong));
    }

    [Fact]
    public async Task Every_role_meets_what_the_table_says_at_every_request_that_modules_and_pages_make()
    {
        foreach (var name in _expected.Callers)
        {
            var caller = name switch
            {
                "SchoolKey" => new Caller(CallerKind.School, $"{AccessCity.School}/test", Laestab.From(int.Parse(AccessCity.School))),
                "LoaderKey" => new Caller(CallerKind.Loader, "loader/test"),
                _ => Caller.ForPerson(_city.People[name]),
            };
            foreach (var (scope, upn) in new[] { ("in", AccessCity.Ann), ("beside", AccessCity.Bob), ("out", AccessCity.Dan) })
            {
                var child = _city.Ids[upn];
                await AskedAsync("background", new ReadChild(caller, child));
                await AskedAsync("sessions", new ReadSessions(caller, child, new DateOnly(2006, 9, 4), new DateOnly(2007, 7, 20)));
                // Wrong in content, which is judged only after the caller was.
                await AskedAsync("marker", new RecordMarker(caller, child, "none", "test", new DateOnly(2006, 9, 4)));
                await AskedAsync("dismiss", new DismissFlag(caller, child, "none", 1, ""));

                async Task AskedAsync<T>(string kind, IRequest<Result<T>> request) =>
                    Met(kind, scope, name, (await _city.Mediator.Send(request)).Error);
            }
            Met("propose-rules", "in", name, (await _city.Mediator.Send(new ReadFlagOptions(caller))).Error);
            Met("set-up-users", "in", name, (await _city.Mediator.Send(new MakePerson(caller, "", ""))).Error);
            Met("approve-users", "in", name, (await _city.Mediator.Send(new ApproveRole(caller, await RoleAsync()))).Error);
            foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
            {
                var invite = new InviteParent(caller, Laestab.From(int.Parse(school)), AccessCity.Ann, "", "", "", default, _city.Host.Url);
                Met("invite-parent", scope, name, (await _city.Mediator.Send(invite)).Error);
            }
        }
        Assert.Empty(_wrong);

        void Met(string kind, string scope, string name, Error? error) =>
            Check(
                error?.Code == "not-found" == (_expected.Of(kind, scope, name) is "-" or "F"),
                $"{name} {kind} {scope}: expected {_expected.Of(kind, scope, name)}: {error}"
            );
    }

    /// <summary>A role that waits for somebody to agree.</summary>
    private async Task<string> RoleAsync()
    {
        _waiting ??= await _city.PersonAsync(Role.HeadTeacher, "waiting");
        return (await _city.Mediator.Send(new GiveRole(Caller.System("test"), _waiting.Value, Role.Governor, "test"))).Value;
    }

    private IEnumerable<GraphQLFieldDefinition> Fields(string type) =>
        _schema.Definitions.OfType<GraphQLObjectTypeDefinition>().FirstOrDefault(found => found.Name.Value == type)?.Fields
        ?? Enumerable.Empty<GraphQLFieldDefinition>();

    private static string Named(GraphQLType type) =>
        type switch
        {
            GraphQLNonNullType some => Named(some.Type),
            GraphQLListType list => Named(list.Type),
            GraphQLNamedType named => named.Name.StringValue,
            _ => throw new InvalidOperationException("An unknown kind of type."),
        };

    private Task<Answer> AskAsync(string caller, string query, object? variables = null) =>
        SmallSchool.AskAsync(_city.Clients[caller], query, variables);

    /// <summary>The same words: all but the names of the request.</summary>
    private static bool Same(string one, string other) => Words(one) == Words(other);

    private static string Words(string body)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        json.Remove("traceId");
        json.Remove("instance");
        return json.ToJsonString();
    }

    private void Check(bool right, string what)
    {
        if (!right)
            _wrong.Add(what);
    }
}
