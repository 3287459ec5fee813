using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using GraphQLParser.AST;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>
/// Every role at every operation and field, in and out of scope, against expectations written by hand (expectations.csv, operations.csv). The test never asks the
/// policy what to expect. Failures are collected, so that one run tells all leaks.
/// </summary>
public sealed class MatrixTests : IAsyncLifetime
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

    /// <summary>A mutation that changes nothing when it is let in: its content is wrong, which is judged only after the caller was.</summary>
    private static string Mutation(string name, Meant meant, long proposal, string key)
    {
        var (school, pupil, caseId, worker, _, _, _) = meant;
        var flag = $"{{ pupil: \"{pupil}\", rule: \"PA\", openedOn: \"2006-09-04\", openedHalf: AM, reason: \"\" }}";
        return name switch
        {
            "postRegister" =>
                $"mutation {{ postRegister(input: {{ school: \"{school}\", date: \"2006-09-04\", half: AM, marks: [] }}) {{ problems {{ code }} }} }}",
            "releaseHeldMark" =>
                $"mutation {{ releaseHeldMark(input: {{ school: \"{school}\", mark: \"1-0\", code: \"{new string('x', 65)}\" }}) {{ problems {{ code }} }} }}",
            "discardHeldMark" =>
                $"mutation {{ discardHeldMark(input: {{ school: \"{school}\", mark: \"1-0\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "adoptStaleMark" or "setAsideStaleMark" or "giveReason" =>
                $"mutation {{ {name}(input: {{ school: \"{school}\", seq: 1, reason: \"\" }}) {{ problems {{ code }} }} }}",
            "readNotices" => "mutation { readNotices(ids: []) { unread } }",
            "saveNoticeSetting" =>
                "mutation { saveNoticeSetting(input: { kind: FLAG, delivery: PAGE, severity: NOTICE }) { problems { code } } }",
            "signCommitment" =>
                $"mutation {{ signCommitment(input: {{ year: \"2003/04\", school: \"{school}\" }}) {{ problems {{ code }} }} }}",
            "issueKey" => $"mutation {{ issueKey(input: {{ school: \"{school}\", name: \"\" }}) {{ problems {{ code }} }} }}",
            "revokeKey" => $"mutation {{ revokeKey(input: {{ school: \"{school}\", key: \"{key}\" }}) {{ settled }} }}",
            "refuseProposal" =>
                $"mutation {{ refuseProposal(input: {{ school: \"{school}\", proposal: \"none\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "acceptProposal" =>
                $"mutation {{ acceptProposal(input: {{ school: \"{school}\", proposal: \"{new string('x', 65)}\" }}) {{ problems {{ code }} }} }}",
            "logContact" =>
                $"mutation {{ logContact(input: {{ pupil: \"{pupil}\", at: \"2006-09-04T09:00:00Z\", mode: \"pigeon\", outcome: \"reached\" }}) {{ problems {{ code }} }} }}",
            "proposeCorrection" =>
                $"mutation {{ proposeCorrection(input: {{ pupil: \"{pupil}\", date: \"2006-09-04\", half: AM, code: \"?\", reason: \"x\" }}) {{ problems {{ code }} }} }}",
            "dismissFlag" or "restoreFlag" => $"mutation {{ {name}(input: {flag}) {{ problems {{ code }} }} }}",
            "proposeFlagOption" =>
                "mutation { proposeFlagOption(input: { rule: \"none\", option: \"none\", value: 1, from: \"2007-01-01\", reason: \"x\" }) { problems { code } } }",
            "approveFlagOption" => $"mutation {{ approveFlagOption(number: {proposal}) {{ settled problems {{ code }} }} }}",
            "allocateCase" => $"mutation {{ allocateCase(input: {{ case: \"{caseId}\", worker: \"1\" }}) {{ problems {{ code }} }} }}",
            "declareConflict" =>
                $"mutation {{ declareConflict(input: {{ case: \"{caseId}\", worker: \"1\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "saveWorkerSettings" =>
                $"mutation {{ saveWorkerSettings(input: {{ worker: \"{worker}\", capacity: -1, specialisms: [] }}) {{ problems {{ code }} }} }}",
            "recordAssessment" =>
                $"mutation {{ recordAssessment(input: {{ case: \"{caseId}\", factors: [], summary: \"\" }}) {{ problems {{ code }} }} }}",
            "closeCase" =>
                $"mutation {{ closeCase(input: {{ case: \"{caseId}\", outcome: IMPROVED, reason: \"\" }}) {{ problems {{ code }} }} }}",
            "makePlan" =>
                $"mutation {{ makePlan(input: {{ case: \"{caseId}\", aim: \"\", targets: [], actions: [] }}) {{ problems {{ code }} }} }}",
            "signPlan" =>
                $"mutation {{ signPlan(input: {{ case: \"{caseId}\", party: PARENT, name: \"\", agreed: true }}) {{ problems {{ code }} }} }}",
            "settlePlanAction" =>
                $"mutation {{ settlePlanAction(input: {{ case: \"{caseId}\", number: 1, done: true, note: \"\" }}) {{ problems {{ code }} }} }}",
            "reviewPlan" =>
                $"mutation {{ reviewPlan(input: {{ case: \"{caseId}\", outcome: CONTINUE, notes: \"\" }}) {{ problems {{ code }} }} }}",
            "startIntervention" =>
                $"mutation {{ startIntervention(input: {{ case: \"{caseId}\", catalogue: \"none\", from: \"2006-11-01\", purpose: \"\" }}) {{ problems {{ code }} }} }}",
            "logIntervention" =>
                $"mutation {{ logIntervention(input: {{ case: \"{caseId}\", number: 9, on: \"2006-11-01\", tookPlace: true }}) {{ problems {{ code }} }} }}",
            "endIntervention" =>
                $"mutation {{ endIntervention(input: {{ case: \"{caseId}\", number: 9, on: \"2006-11-01\", outcome: HELPED, note: \"\" }}) {{ problems {{ code }} }} }}",
            "planReintegration" =>
                $"mutation {{ planReintegration(input: {{ case: \"{caseId}\", from: \"2006-11-06\", weeks: [], contactPerson: \"\", firstDay: \"\" }}) {{ problems {{ code }} }} }}",
            "checkFirstDay" =>
                $"mutation {{ checkFirstDay(input: {{ case: \"{caseId}\", came: true, note: \"\" }}) {{ problems {{ code }} }} }}",
            "logCaseContact" =>
                $"mutation {{ logCaseContact(input: {{ case: \"{caseId}\", on: \"2006-11-01\", with: \"\", mode: PHONE, result: REACHED, note: \"\" }}) {{ problems {{ code }} }} }}",
            "addCaseNote" or "tellSchool" =>
                $"mutation {{ {name}(input: {{ case: \"{caseId}\", text: \"\" }}) {{ problems {{ code }} }} }}",
            "evaluateReferral" => $"mutation {{ evaluateReferral(input: {{ case: \"{caseId}\", text: \"\" }}) {{ problems {{ code }} }} }}",
            "postCaseMessage" => $"mutation {{ postCaseMessage(input: {{ case: \"{caseId}\", text: \"\" }}) {{ problems {{ code }} }} }}",
            "admitReferral" =>
                $"mutation {{ admitReferral(input: {{ pupil: \"{pupil}\", concern: \"\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "askEnquiry" =>
                $"mutation {{ askEnquiry(input: {{ subject: MARK, pupil: \"{pupil}\", question: \"\" }}) {{ problems {{ code }} }} }}",
            "answerEnquiry" => "mutation { answerEnquiry(input: { id: \"none\", answer: \"\" }) { problems { code } } }",
            "recordEducation" =>
                $"mutation {{ recordEducation(input: {{ pupil: \"{pupil}\", status: ON_ROLL, from: \"2006-11-01\", words: \"\" }}) {{ problems {{ code }} }} }}",
            "recordHomeEducation" =>
                $"mutation {{ recordHomeEducation(input: {{ pupil: \"{pupil}\", step: ADVICE, on: \"2006-11-01\", words: \"\" }}) {{ problems {{ code }} }} }}",
            "saveReferralTerms" =>
                $"mutation {{ saveReferralTerms(input: {{ school: \"{school}\", leastMissed: -1, reviewWeeks: 0, evaluationWeeks: 0 }}) {{ problems {{ code }} }} }}",
            "saveAgreement" =>
                $"mutation {{ saveAgreement(input: {{ school: \"{school}\", body: \"\", reviewOn: \"2007-09-01\" }}) {{ problems {{ code }} }} }}",
            "signAgreement" => $"mutation {{ signAgreement(input: {{ school: \"{school}\", version: 999 }}) {{ problems {{ code }} }} }}",
            "publishGuidance" =>
                $"mutation {{ publishGuidance(input: {{ school: \"{school}\", title: \"\", dated: \"2006-11-01\", body: \"\" }}) {{ problems {{ code }} }} }}",
            "readGuidance" => "mutation { readGuidance(id: \"none\", version: 1) { problems { code } } }",
            "publishSupport" => "mutation { publishSupport(input: { hours: 0 }) { problems { code } } }",
            "explainStep" =>
                $"mutation {{ explainStep(input: {{ case: \"{caseId}\", step: PLAN, reason: \"\", lookAgainOn: \"2006-11-20\" }}) {{ problems {{ code }} }} }}",
            "askAgency" => $"mutation {{ askAgency(input: {{ case: \"{caseId}\", agency: \"\", what: \"\" }}) {{ problems {{ code }} }} }}",
            "recordAgencyAnswer" =>
                $"mutation {{ recordAgencyAnswer(input: {{ case: \"{caseId}\", number: 99, answer: \"\" }}) {{ problems {{ code }} }} }}",
            "answerPattern" =>
                $"mutation {{ answerPattern(input: {{ pupil: \"{pupil}\", rule: \"PA\", openedOn: \"2006-09-04\", openedHalf: AM, confirmed: true, text: \"\" }}) {{ problems {{ code }} }} }}",
            "makeDiaryFeed" or "endDiaryFeed" => $"mutation {{ {name} {{ path }} }}",
            "referChild" => $"mutation {{ referChild(input: {{ pupil: \"{pupil}\", concern: \"\" }}) {{ problems {{ code }} }} }}",
            "referSharedChild" =>
                $"mutation {{ referSharedChild(input: {{ agreement: \"{meant.Shared.Agreement}\", child: \"{meant.Shared.Child}\", concern: \"\" }}) {{ problems {{ code }} }} }}",
            "referToAgency" =>
                $"mutation {{ referToAgency(input: {{ pupil: \"{pupil}\", agency: \"none\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "startSupport" =>
                $"mutation {{ startSupport(input: {{ agency: \"{meant.Shared.Agency}\", kind: \"none\", from: \"2006-11-01\", children: [{{ child: \"{meant.Shared.Child}\" }}] }}) {{ problems {{ code }} }} }}",
            "joinSupport" => "mutation { joinSupport(id: \"1\", children: []) { problems { code } } }",
            "recordSupportSession" =>
                "mutation { recordSupportSession(id: \"1\", on: \"2006-11-01\", topic: \"\", attended: []) { problems { code } } }",
            "recordOnward" => "mutation { recordOnward(id: \"1\", child: \"none\", state: OVER) { problems { code } } }",
            "endSupport" =>
                "mutation { endSupport(input: { id: \"1\", child: \"none\", outcome: HELPED, words: \"\" }) { problems { code } } }",
            "evaluateSupport" => "mutation { evaluateSupport(id: \"1\", evaluation: \"\") { problems { code } } }",
            "logWork" =>
                $"mutation {{ logWork(input: {{ agency: \"{meant.Shared.Agency}\", kind: \"none\", on: \"2006-11-01\", people: 1 }}) {{ problems {{ code }} }} }}",
            "offerActivity" =>
                $"mutation {{ offerActivity(input: {{ agency: \"{meant.Shared.Agency}\", title: \"\", place: \"\", area: \"\", time: WEEKEND, interests: [], fromYear: 0, toYear: 1, places: 1, from: \"2006-11-01\" }}) {{ problems {{ code }} }} }}",
            "callMeeting" =>
                $"mutation {{ callMeeting(input: {{ kind: LIAISON, pupil: \"{pupil}\", at: \"2006-11-03T10:00:00Z\", place: \"\", agenda: \"\", agencies: [] }}) {{ problems {{ code }} }} }}",
            "minuteMeeting" =>
                "mutation { minuteMeeting(input: { id: \"1\", minutes: \"\", attended: [], actions: [] }) { problems { code } } }",
            "settleAgreedAction" => "mutation { settleAgreedAction(id: \"1\", number: 1) { problems { code } } }",
            "answerReferral" => "mutation { answerReferral(id: \"1\", accepts: true, answer: \"\") { problems { code } } }",
            "endReferral" => "mutation { endReferral(id: \"1\", outcome: HELPED, words: \"\") { problems { code } } }",
            "recordCare" or "withdrawCare" =>
                $"mutation {{ {name}(input: {{ upn: \"{meant.Upn}\", started: \"2006-09-01\", legalStatus: \"none\", placement: \"K2\", responsible: \"355\" }}) {{ problems {{ code }} }} }}",
            "saveUnit" => "mutation { saveUnit(name: \"\") { problems { code } } }",
            "recordProtectionPlan" =>
                $"mutation {{ recordProtectionPlan(input: {{ upn: \"{meant.Upn}\", started: \"2006-09-01\", ended: \"2006-08-01\", withdrawn: false }}) {{ problems {{ code }} }} }}",
            "planCareMeeting" =>
                $"mutation {{ planCareMeeting(input: {{ pupil: \"{pupil}\", kind: PROGRESS, on: \"2006-11-01\", at: \"late\", attendees: [] }}) {{ problems {{ code }} }} }}",
            "writeCareMeeting" =>
                $"mutation {{ writeCareMeeting(input: {{ id: \"{meant.Audit}\", version: 9, on: \"2006-11-01\", at: \"16:00\", attendees: [], discussed: false, minute: \"\", outcome: \"\", actions: [] }}) {{ problems {{ code }} }} }}",
            "addUnitAction" =>
                $"mutation {{ addUnitAction(input: {{ unit: {(meant.Audit == SignedAudit ? AccessCity.Home : 99)}, issue: \"\", what: \"\", owner: \"\", by: \"2006-11-01\" }}) {{ problems {{ code }} }} }}",
            "settleUnitAction" => $"mutation {{ settleUnitAction(id: \"{meant.Audit}\", note: \"\") {{ problems {{ code }} }} }}",
            "saveGoingHome" =>
                $"mutation {{ saveGoingHome(input: {{ pupil: \"{pupil}\", plannedOn: \"2006-11-01\", schoolTold: \"2016-11-01\" }}) {{ problems {{ code }} }} }}",
            "recordHome" =>
                $"mutation {{ recordHome(input: {{ pupil: \"{pupil}\", from: \"2006-11-01\", address: \"\" }}) {{ problems {{ code }} }} }}",
            "tellSchoolOfCare" =>
                $"mutation {{ tellSchoolOfCare(pupil: \"{pupil}\", teacher: \"\", withdrawn: false) {{ problems {{ code }} }} }}",
            "addCarer" => "mutation { addCarer(name: \"\", kind: FOSTER) { problems { code } } }",
            "recordTraining" => "mutation { recordTraining(carer: \"9\", topic: ATTENDANCE, on: \"2006-11-01\") { problems { code } } }",
            "recordProcedure" =>
                "mutation { recordProcedure(input: { subject: CONTACT, title: \"\", agreedOn: \"2006-11-01\", agreedWith: \"\" }) { problems { code } } }",
            "recordServiceTime" =>
                $"mutation {{ recordServiceTime(input: {{ pupil: \"{pupil}\", on: \"2006-09-23\", half: AM, service: HEALTH, reason: MEETING, withdrawn: false }}) {{ problems {{ code }} }} }}",
            "requestLeave" =>
                $"mutation {{ requestLeave(input: {{ pupil: \"{pupil}\", firstDay: \"2006-11-02\", lastDay: \"2006-11-01\", why: \"\" }}) {{ problems {{ code }} }} }}",
            "answerLeave" => $"mutation {{ answerLeave(id: \"{meant.Audit}\", agreed: true, note: \"\") {{ problems {{ code }} }} }}",
            "closeCareMeeting" => $"mutation {{ closeCareMeeting(id: \"{meant.Audit}\", version: 9) {{ problems {{ code }} }} }}",
            "cancelCareMeeting" =>
                $"mutation {{ cancelCareMeeting(id: \"{meant.Audit}\", version: 9, reason: \"\") {{ problems {{ code }} }} }}",
            "settleMeetingAction" => $"mutation {{ settleMeetingAction(id: \"{meant.Audit}\", note: \"\") {{ problems {{ code }} }} }}",
            "takeAudit" or "keepAudit" => $"mutation {{ {name}(id: \"{meant.Audit}\") {{ problems {{ code }} }} }}",
            "signAudit" => $"mutation {{ signAudit(id: \"{meant.Audit}\", version: 0) {{ problems {{ code }} }} }}",
            "writeAudit" =>
                $"mutation {{ writeAudit(input: {{ id: \"{meant.Audit}\", version: 0, circumstances: \"\", pattern: \"\", findings: \"\", plan: [] }}) {{ problems {{ code }} }} }}",
            "answerLookedAfterGroup" =>
                $"mutation {{ answerLookedAfterGroup(input: {{ school: \"{school}\", term: \"2006-11-01\", reason: \"\", action: \"\" }}) {{ problems {{ code }} }} }}",
            "submitMemberReport" => "mutation { submitMemberReport(quarter: \"1999-07-01\", words: \"x\") { problems { code } } }",
            "releaseMemberReport" => "mutation { releaseMemberReport(quarter: \"1999-07-01\") { problems { code } } }",
            "recordTenDayAction" =>
                $"mutation {{ recordTenDayAction(input: {{ pupil: \"{pupil}\", year: \"2006/07\", action: \"\" }}) {{ problems {{ code }} }} }}",
            "writeAgreement" =>
                "mutation { writeAgreement(input: { agency: \"none\", lawfulBasis: \"\", purpose: \"\", children: REFERRALS, expiresOn: \"2006-01-01\" }) { problems { code } } }",
            "approveAgreement" => "mutation { approveAgreement(id: \"none\") { problems { code } } }",
            "endAgreement" => "mutation { endAgreement(id: \"none\", reason: \"\") { problems { code } } }",
            "joinAgency" => "mutation { joinAgency(agency: \"health\", email: \"none\") { problems { code } } }",
            "leaveAgency" => "mutation { leaveAgency(agency: \"health\", person: \"1\", reason: \"\") { problems { code } } }",
            "recordYouthOrder" =>
                "mutation { recordYouthOrder(input: { agreement: \"isp-YouthOffending\", child: \"none\", kind: OTHER_ORDER, rule: NO_UNAUTHORISED, from: \"2006-11-01\", until: \"2006-12-01\", terms: \"\" }) { problems { code } } }",
            "endYouthOrder" => "mutation { endYouthOrder(id: \"1\", reason: \"\") { problems { code } } }",
            "settleYouthTask" => "mutation { settleYouthTask(id: \"1\", outcome: \"\") { problems { code } } }",
            "planYouthRelease" =>
                "mutation { planYouthRelease(input: { agreement: \"isp-YouthOffending\", child: \"none\", setting: \"none\", weeklyHours: 0, releaseOn: \"2006-11-01\" }) { problems { code } } }",
            "placeYoungPerson" =>
                $"mutation {{ placeYoungPerson(id: \"1\", school: \"{school}\", startsOn: \"2006-11-01\") {{ problems {{ code }} }} }}",
            "recordYouthAssessment" =>
                "mutation { recordYouthAssessment(input: { agreement: \"isp-YouthOffending\", child: \"none\", kind: STATUTORY, assessedOn: \"2006-11-01\", factors: [], summary: \"\" }) { problems { code } } }",
            "seekYouthPlacement" =>
                "mutation { seekYouthPlacement(agreement: \"isp-YouthOffending\", child: \"none\", why: \"\") { problems { code } } }",
            "askYouthProvider" => $"mutation {{ askYouthProvider(id: \"1\", provider: \"{school}\") {{ problems {{ code }} }} }}",
            "startYouthPlacement" =>
                $"mutation {{ startYouthPlacement(id: \"1\", provider: \"{school}\", code: B, from: \"2006-11-01\") {{ problems {{ code }} }} }}",
            "endYouthPlacement" =>
                "mutation { endYouthPlacement(id: \"1\", until: \"2006-11-01\", outcome: FINISHED, words: \"\") { problems { code } } }",
            "saveMentor" => "mutation { saveMentor(input: { name: \"\", recruitedOn: \"2006-11-01\" }) { problems { code } } }",
            "matchMentor" =>
                "mutation { matchMentor(mentor: \"1\", agreement: \"isp-YouthOffending\", child: \"none\", from: \"2006-11-01\") { problems { code } } }",
            "endMentorMatch" =>
                "mutation { endMentorMatch(id: \"1\", until: \"2006-11-01\", outcome: HELPED, words: \"\") { problems { code } } }",
            "saveYouthPost" => "mutation { saveYouthPost(person: \"1\") { problems { code } } }",
            "tickYouthRelease" => "mutation { tickYouthRelease(id: \"1\", item: MEETING_HELD) { problems { code } } }",
            "nameForSchool" or "endSchoolPost" =>
                $"mutation {{ {name}(input: {{ agency: \"none\", school: \"{school}\", person: \"1\" }}) {{ problems {{ code }} }} }}",
            "recordBarrier" =>
                $"mutation {{ recordBarrier(input: {{ agreement: \"{meant.Shared.Agreement}\", child: \"{meant.Shared.Child}\", factor: FAMILY, words: \"\" }}) {{ problems {{ code }} }} }}",
            "settleBarrier" => "mutation { settleBarrier(id: \"1\", words: \"\") { problems { code } } }",
            "recordDestination" =>
                $"mutation {{ recordDestination(input: {{ agreement: \"{meant.Shared.Agreement}\", child: \"{meant.Shared.Child}\", leavingYear: \"1999/00\", kind: COLLEGE }}) {{ problems {{ code }} }} }}",
            "planSweep" =>
                "mutation { planSweep(input: { area: \"\", begins: \"2007-01-15T09:30:00Z\", ends: \"2007-01-15T09:00:00Z\", level: LOCAL, premises: [] }) { problems { code } } }",
            "authoriseSweep" =>
                $"mutation {{ authoriseSweep(input: {{ sweep: \"{PlannedSweep}\", officer: \"\", rank: SUPERINTENDENT }}) {{ problems {{ code }} }} }}",
            "joinSweep" or "closeSweep" => $"mutation {{ {name}(id: \"{PlannedSweep}\") {{ problems {{ code }} }} }}",
            "lookInSweep" =>
                $"mutation {{ lookInSweep(input: {{ sweep: \"{PlannedSweep}\", givenName: \"Ann\", familyName: \"Archer\", birthDate: \"1995-01-01\" }}) {{ problems {{ code }} }} }}",
            "recordSweepStop" =>
                $"mutation {{ recordSweepStop(input: {{ sweep: \"{PlannedSweep}\", id: \"none\", stoppedAt: \"2007-01-15T10:00:00Z\", place: \"\", withAdult: false, takenTo: SCHOOL, givenName: \"\", familyName: \"\" }}) {{ problems {{ code }} }} }}",
            "saveCarePlan" =>
                $"mutation {{ saveCarePlan(input: {{ pupil: \"{pupil}\", condition: \"\", actions: \"\", from: \"2006-11-01\", reviewOn: \"2006-10-01\" }}) {{ problems {{ code }} }} }}",
            "endCarePlan" =>
                $"mutation {{ endCarePlan(input: {{ pupil: \"{pupil}\", lastDay: \"2006-11-01\" }}) {{ problems {{ code }} }} }}",
            "recordMedicalTraining" =>
                $"mutation {{ recordMedicalTraining(input: {{ school: \"{school}\", topic: ASTHMA, heldOn: \"2006-10-01\", renewOn: \"2006-09-01\", staff: 0, trainer: \"\" }}) {{ problems {{ code }} }} }}",
            "askHealthReview" => $"mutation {{ askHealthReview(pupil: \"{pupil}\") {{ problems {{ code }} }} }}",
            "recordHealthReview" =>
                $"mutation {{ recordHealthReview(input: {{ pupil: \"{pupil}\", heldOn: \"2006-11-01\", findings: \"\" }}) {{ problems {{ code }} }} }}",
            "recordFamilyAction" =>
                $"mutation {{ recordFamilyAction(input: {{ pupil: \"{pupil}\", strengths: \"\", needs: \"\", actions: [], childView: \"\", parentView: \"\", lead: \"\", reviewOn: \"2006-11-01\" }}) {{ problems {{ code }} }} }}",
            "logCampaign" =>
                "mutation { logCampaign(input: { title: \"\", kind: EVENT, agency: \"none\", from: \"2006-11-01\", about: \"\" }) { problems { code } } }",
            "saveTransportRoute" => "mutation { saveTransportRoute(input: { name: \"\", operator: \"\" }) { problems { code } } }",
            "reportTransportFailure" =>
                "mutation { reportTransportFailure(input: { route: \"none\", date: \"2006-11-01\", half: AM, kind: DID_NOT_RUN, what: \"\" }) { problems { code } } }",
            "recordTransport" =>
                $"mutation {{ recordTransport(input: {{ pupil: \"{pupil}\", metres: -1, specialNeeds: false, unsafeRoute: false, lowIncome: false }}) {{ problems {{ code }} }} }}",
            "explainByTransport" =>
                $"mutation {{ explainByTransport(input: {{ school: \"{school}\", failure: \"1\", pupils: [] }}) {{ problems {{ code }} }} }}",
            "readResponsibilities" => "mutation { readResponsibilities(version: \"none\") { problems { code } } }",
            "saveAgency" => "mutation { saveAgency(input: { id: \"-\", name: \"\", kind: COMMUNITY, about: \"\" }) { problems { code } } }",
            "recordVisit" =>
                $"mutation {{ recordVisit(input: {{ school: \"{school}\", kind: ANNUAL, visitedOn: \"2006-10-02\", figuresAsOf: \"2006-10-02\", findings: \"\", agreed: \"\", forGovernors: \"\" }}) {{ problems {{ code }} }} }}",
            "setSchoolTarget" => $"mutation {{ setSchoolTarget(school: \"{school}\", tenths: 1) {{ problems {{ code }} }} }}",
            "noteSchool" => $"mutation {{ noteSchool(school: \"{school}\", text: \"\") {{ problems {{ code }} }} }}",
            "linkSchools" =>
                $"mutation {{ linkSchools(input: {{ school: \"{school}\", with: \"{school}\", about: \"\", from: \"2006-10-02\" }}) {{ problems {{ code }} }} }}",
            "addPractice" =>
                $"mutation {{ addPractice(input: {{ title: \"\", school: \"{school}\", about: \"\", beganOn: \"2006-10-02\" }}) {{ problems {{ code }} }} }}",
            "adoptPractice" =>
                $"mutation {{ adoptPractice(input: {{ practice: \"none\", school: \"{school}\", adoptedOn: \"2006-10-02\" }}) {{ problems {{ code }} }} }}",
            "nameBipLead" =>
                $"mutation {{ nameBipLead(school: \"{school}\", name: \"\", from: \"2006-10-02\") {{ problems {{ code }} }} }}",
            "recordBipPolicy" =>
                $"mutation {{ recordBipPolicy(school: \"{school}\", kind: BEHAVIOUR, agreedOn: \"2006-10-02\", reviewOn: \"2006-10-02\") {{ problems {{ code }} }} }}",
            "recordBipCount" =>
                $"mutation {{ recordBipCount(school: \"{school}\", kind: SERIOUS_INCIDENTS, on: \"2006-10-02\", count: -1) {{ problems {{ code }} }} }}",
            "enrolClass" =>
                $"mutation {{ enrolClass(programme: \"none\", school: \"{school}\", group: \"\", from: \"2006-10-02\") {{ problems {{ code }} }} }}",
            "endClass" => $"mutation {{ endClass(id: \"{school}\") {{ problems {{ code }} }} }}",
            "raiseConcern" => $"mutation {{ raiseConcern(pupil: \"{pupil}\", text: \"\") {{ problems {{ code }} }} }}",
            "settleConcern" => $"mutation {{ settleConcern(id: \"{pupil}\", text: \"\") {{ problems {{ code }} }} }}",
            "endSchoolLink" => "mutation { endSchoolLink(id: \"none\") { problems { code } } }",
            "setConcernOption" => "mutation { setConcernOption(option: AMBER, tenths: -1) { problems { code } } }",
            "recordConcernMeeting" =>
                "mutation { recordConcernMeeting(input: { heldOn: \"2006-10-02\", present: \"\", decisions: [] }) { problems { code } } }",
            "recordConsultantMeeting" =>
                "mutation { recordConsultantMeeting(input: { heldOn: \"2006-10-02\", present: \"\", notes: \"\", actions: [] }) { problems { code } } }",
            "settleConsultantAction" => "mutation { settleConsultantAction(meeting: \"none\", number: 1) { problems { code } } }",
            "saveProgramme" =>
                "mutation { saveProgramme(input: { id: \"-\", name: \"\", kind: INITIATIVE, about: \"\", schools: [] }) { problems { code } } }",
            "takeEnforcementStep" =>
                $"mutation {{ takeEnforcementStep(input: {{ case: \"{caseId}\", matter: 99, step: STOP }}) {{ problems {{ code }} }} }}",
            "approveEnforcementStep" =>
                $"mutation {{ approveEnforcementStep(input: {{ case: \"{caseId}\", matter: 99, approves: true }}) {{ problems {{ code }} }} }}",
            "recordConsideration" =>
                $"mutation {{ recordConsideration(input: {{ case: \"{caseId}\", kind: LETTER_SENT, words: \"\" }}) {{ problems {{ code }} }} }}",
            "makeCourtPack" => $"mutation {{ makeCourtPack(input: {{ case: \"{caseId}\", matter: 99 }}) {{ problems {{ code }} }} }}",
            "sendLetter" =>
                $"mutation {{ sendLetter(input: {{ case: \"{caseId}\", letter: \"1\", road: POSTED }}) {{ problems {{ code }} }} }}",
            "withdrawLetter" =>
                $"mutation {{ withdrawLetter(input: {{ case: \"{caseId}\", letter: \"1\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "judgeChangedEvidence" =>
                $"mutation {{ judgeChangedEvidence(input: {{ case: \"{caseId}\", matter: 99, reason: \"\" }}) {{ problems {{ code }} }} }}",
            _ => throw new InvalidOperationException($"No mutation is written for {name}"),
        };
    }

    /// <summary>School improvement: each of the two schools has a record of visit and a note.</summary>
    private async Task ImprovementAsync(string caller)
    {
        foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
        {
            const string fields =
                "mayNote visits { findings agreed writtenBy forGovernors } decisions { strategy } notes { text } links { about } similar { school }";
            var page = await AskAsync(caller, $"{{ schoolImprovement(school: \"{school}\") {{ {fields} }} }}");
            var (visits, notes) = (_expected.Of("visits", scope, caller), _expected.Of("school-notes", scope, caller));
            if (visits == "-")
            {
                var absent = await AskAsync(caller, $"{{ schoolImprovement(school: \"{NoSchool}\") {{ {fields} }} }}");
                Check(page.Codes is ["NOT_FOUND"] && page.Text == absent.Text, $"{caller} schoolImprovement {scope}: {page.Text}");
                continue;
            }
            Check(page.Text.Contains("for-governors", StringComparison.Ordinal), $"{caller} governors' copy {scope}: {page.Text}");
            Check(page.Text.Contains("for-staff", StringComparison.Ordinal) == (visits == "R"), $"{caller} visits {scope}: {page.Text}");
            Check(page.Text.Contains("for-services", StringComparison.Ordinal) == (notes == "R"), $"{caller} notes {scope}: {page.Text}");
        }
        var programme = await AskAsync(caller, "{ behaviourImprovement { school } }");
        foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
        {
            Check(
                programme.Text.Contains(school, StringComparison.Ordinal) == (_expected.Of("bip", scope, caller) == "R"),
                $"{caller} behaviourImprovement {scope}: {programme.Text}"
            );
            var classes = await AskAsync(caller, $"{{ schoolClasses(school: \"{school}\") }}");
            Check(
                _expected.Of("bip-record", scope, caller) == "R" ? classes.Codes.Count == 0 : classes.Codes is ["NOT_FOUND"],
                $"{caller} schoolClasses {scope}: {classes.Text}"
            );
            var queue = await AskAsync(caller, $"{{ atRisk(school: \"{school}\") {{ pupil {{ upn }} concerns {{ words }} }} }}");
            var (child, other) = scope == "in" ? (AccessCity.Ann, AccessCity.Dan) : (AccessCity.Dan, AccessCity.Ann);
            Check(
                _expected.Of("at-risk", scope, caller) == "R"
                    ? queue.Text.Contains(child.Value, StringComparison.Ordinal)
                        && !queue.Text.Contains(other.Value, StringComparison.Ordinal)
                    : queue.Codes is ["NOT_FOUND"],
                $"{caller} atRisk {scope}: {queue.Text}"
            );
        }
        var money = await AskAsync(caller, "{ fundingImpact { total { schools } } }");
        Check(
            _expected.Of("authority", "in", caller) == "R" ? money.Codes.Count == 0 : money.Codes is ["FORBIDDEN"],
            $"{caller} fundingImpact: {money.Text}"
        );
        var library = await AskAsync(caller, "{ goodPractice { title } }");
        Check(
            _expected.Of("practices", "in", caller) == "R" ? library.Codes.Count == 0 : library.Codes is ["NOT_FOUND"],
            $"{caller} goodPractice: {library.Text}"
        );
        foreach (
            var query in new[]
            {
                "{ improvementBoard { year } }",
                "{ consultantAgenda { since } }",
                $"{{ visitFigures(school: \"{AccessCity.Other}\", asOf: \"2006-10-02\") {{ asOf }} }}",
            }
        )
        {
            var answer = await AskAsync(caller, query);
            Check(
                _expected.Of("improve-school", "out", caller) == "R" ? answer.Codes.Count == 0 : answer.Codes is ["NOT_FOUND"],
                $"{caller} {query}: {answer.Text}"
            );
        }
    }

    /// <summary>Both schools are in the Behaviour Improvement Programme, with a class that was in SEAL, a raised concern, a record of visit and a note each, as the module would have stored them.</summary>
    private async Task VisitSchoolsAsync()
    {
        var texts = _city.Host.Services.GetRequiredService<IPupilTexts>();
        var concerns = new Dictionary<string, byte[]>
        {
            [AccessCity.School] = await texts.SealAsync(_city.Ids[AccessCity.Ann], "worrying", CancellationToken.None),
            [AccessCity.Other] = await texts.SealAsync(_city.Ids[AccessCity.Dan], "worrying", CancellationToken.None),
        };
        await _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(async transaction =>
            {
                foreach (var school in new[] { AccessCity.School, AccessCity.Other })
                    await transaction.Connection!.ExecuteAsync(
                        """
                        insert into partners_school_visit (id, school_id, kind, visited_on, findings, agreed, for_governors, as_of, known_at, children, possible,
                            authorised, unauthorised, missing, last_possible, last_authorised, last_unauthorised, alike_possible, alike_authorised,
                            alike_unauthorised, written_by, written_at)
                        values (@id, @id, 'Annual', @on, 'for-staff', 'for-staff', 'for-governors', @on, @at, 9, 9, 0, 0, 0, 0, 0, 0, 9, 0, 0, 'test', @at);
                        insert into partners_school_note (id, school_id, service, text, written_by, written_at)
                        values (@id, @id, 'Locality', 'for-services', 'test', @at);
                        insert into partners_programme_school (programme, school_id) values ('bip', @id);
                        insert into partners_programme_class (id, programme, school_id, group_code, from_date, until_date, written_by, written_at)
                        values (@id, 'seal', @id, '4A', @on, @on, 'test', @at);
                        insert into partners_raised_concern (id, pupil_id, school_id, words, raised_by, raised_at)
                        values (@pupil, @pupil, @id, @words, 'test', @at);
                        """,
                        new
                        {
                            id = long.Parse(school),
                            pupil = _city.Ids[school == AccessCity.School ? AccessCity.Ann : AccessCity.Dan].Value,
                            words = concerns[school],
                            on = new DateOnly(2006, 10, 2),
                            at = _city.Clock.GetUtcNow(),
                        },
                        transaction
                    );
            });
    }

    /// <summary>A sweep that is planned for January, for which everybody signed on: so its officers are told apart by their roles alone.</summary>
    private async Task SweepsAsync(string caller)
    {
        foreach (
            var query in new[]
            {
                "{ sweeps { id } }",
                $"{{ sweep(id: \"{PlannedSweep}\") {{ area }} }}",
                "{ hotSpots(from: \"2006-09-01\", to: \"2006-10-31\") { proposal { locality } } }",
                "{ sectionSeventeen(on: \"2006-11-01\") { sweeps } }",
            }
        )
        {
            var answer = await AskAsync(caller, query);
            Check(
                _expected.Of("sweeps", "in", caller) == "R" ? answer.Codes.Count == 0 : answer.Codes is ["FORBIDDEN"],
                $"{caller} {query}: {answer.Text}"
            );
        }
    }

    /// <summary>The sweep, as the module would have stored it.</summary>
    private async Task PlanSweepAsync()
    {
        var begins = new DateTimeOffset(2007, 1, 15, 9, 30, 0, TimeSpan.Zero);
        await _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(async transaction =>
            {
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into partners_sweep (id, area, begins, ends, level, premises, planned_at, planned_by)
                    values (@id, 'Ordsall', @begins, @ends, 'Local', 'Youth centre', @begins, 'test')
                    """,
                    new
                    {
                        id = long.Parse(PlannedSweep),
                        begins,
                        ends = begins.AddHours(3),
                    },
                    transaction
                );
                foreach (var person in _city.People.Values)
                    await transaction.Connection!.ExecuteAsync(
                        "insert into partners_sweep_officer (sweep_id, person_id, joined_at) values (@id, @person, @begins)",
                        new
                        {
                            id = long.Parse(PlannedSweep),
                            person,
                            begins,
                        },
                        transaction
                    );
            });
    }

    /// <summary>Looked-after children: Ann is one.</summary>
    private async Task CareAsync(string caller)
    {
        var board = await AskAsync(caller, "{ lookedAfterBoard { children { pupil { upn } } } }");
        Check(
            _expected.Of("care", "in", caller) == "R"
                ? board.Text.Contains(AccessCity.Ann.Value, StringComparison.Ordinal)
                : board.Codes is ["FORBIDDEN"],
            $"{caller} lookedAfterBoard: {board.Text}"
        );
        var units = await AskAsync(caller, "{ residentialUnits { name } }");
        Check(
            _expected.Of("care-record", "in", caller) == "R" ? units.Codes.Count == 0 : units.Codes is ["NOT_FOUND"],
            $"{caller} residentialUnits: {units.Text}"
        );
        var audits = await AskAsync(caller, "{ missedDayAudits { id } }");
        Check(
            _expected.Of("care-audit", "in", caller) == "R"
                ? audits.Text.Contains(SignedAudit, StringComparison.Ordinal)
                : audits.Codes is ["FORBIDDEN"],
            $"{caller} missedDayAudits: {audits.Text}"
        );
        var quarters = await AskAsync(caller, "{ tenDayQuarters { firstDay } }");
        Check(
            _expected.Of("care-audit", "in", caller) == "R" ? quarters.Codes.Count == 0 : quarters.Codes is ["FORBIDDEN"],
            $"{caller} tenDayQuarters: {quarters.Text}"
        );
        var tenDays = await AskAsync(caller, "{ tenDayReport(quarter: \"2006-10-01\") { children { action } } }");
        Check(
            _expected.Of("care-report", "in", caller) == "R" ? tenDays.Codes.Count == 0 : tenDays.Codes is ["NOT_FOUND"],
            $"{caller} tenDayReport: {tenDays.Text}"
        );
        var terms = await AskAsync(caller, "{ termlyUpdates { firstDay } }");
        Check(
            _expected.Of("care", "in", caller) == "R" ? terms.Codes.Count == 0 : terms.Codes is ["FORBIDDEN"],
            $"{caller} termlyUpdates: {terms.Text}"
        );
        foreach (
            var (kind, query) in new[]
            {
                ("care-update", "{ termlyUpdate(term: \"2006-04-17\") { children { pattern } } }"),
                ("member-report", "{ memberReports { state } }"),
                ("care-figures", "{ lookedAfterYear(year: \"2005/06\") { pupils } }"),
                ("care-figures", "{ lookedAfterGroups { school } }"),
            }
        )
        {
            var report = await AskAsync(caller, query);
            Check(
                _expected.Of(kind, "in", caller) == "R" ? report.Codes.Count == 0 : report.Codes is ["NOT_FOUND"],
                $"{caller} {query}: {report.Text}"
            );
        }
        var audit = await AskAsync(caller, $"{{ missedDayAudit(id: \"{SignedAudit}\") {{ state text {{ findings }} }} }}");
        Check(
            _expected.Of("care-audit", "in", caller) == "R" ? audit.Codes.Count == 0 : audit.Codes is ["NOT_FOUND"],
            $"{caller} missedDayAudit: {audit.Text}"
        );
    }

    /// <summary>The frozen report of a quarter, as the module would have stored it.</summary>
    private Task<int> FreezeReportAsync(string kind, string firstDay, string lastDay) =>
        _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_report (id, kind, first_day, last_day, known_at, made_at)
                    values (@id, @kind, @first, @last, @at, @at) on conflict do nothing
                    """,
                    new
                    {
                        id = DateOnly.Parse(firstDay).DayNumber,
                        kind,
                        first = DateOnly.Parse(firstDay),
                        last = DateOnly.Parse(lastDay),
                        at = _city.Clock.GetUtcNow(),
                    },
                    transaction
                )
            );

    /// <summary>Meetings about looked-after children: Ann has one, on 3 July 2006.</summary>
    private async Task MeetingsAsync(string caller)
    {
        var may = _expected.Of("care-audit", "in", caller) == "R";
        var meetings = await AskAsync(caller, "{ careMeetings(from: \"2006-07-01\", to: \"2006-07-31\") { id } }");
        Check(
            may ? meetings.Text.Contains(SignedAudit, StringComparison.Ordinal) : meetings.Codes is ["FORBIDDEN"],
            $"{caller} careMeetings: {meetings.Text}"
        );
        var meeting = await AskAsync(
            caller,
            $"{{ careMeeting(id: \"{SignedAudit}\") {{ state text {{ minute }} attendance {{ possible }} }} }}"
        );
        Check(may ? meeting.Codes.Count == 0 : meeting.Codes is ["NOT_FOUND"], $"{caller} careMeeting: {meeting.Text}");
        var timetable = await AskAsync(caller, "{ careTimetable { pupil { upn } missing } }");
        Check(
            may ? timetable.Text.Contains(AccessCity.Ann.Value, StringComparison.Ordinal) : timetable.Codes is ["FORBIDDEN"],
            $"{caller} careTimetable: {timetable.Text}"
        );
    }

    /// <summary>A released report for elected members, as the module would have stored it.</summary>
    private Task<int> ReleaseReportAsync() =>
        _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_member_report (first_day, last_day, known_at, made_at, content, state)
                    values (@first, @last, @at, @at, '[]', 'Released')
                    """,
                    new
                    {
                        first = new DateOnly(2006, 7, 1),
                        last = new DateOnly(2006, 9, 30),
                        at = _city.Clock.GetUtcNow(),
                    },
                    transaction
                )
            );

    /// <summary>What the looked-after team keeps besides.</summary>
    private async Task DailyAsync(string caller)
    {
        foreach (
            var (query, field, shows) in new[]
            {
                ("{ careUnits { name actions { id } } }", "careUnits", SignedAudit),
                ("{ leaveRequests { halfDays pupil { upn } } }", "leaveRequests", AccessCity.Ann.Value),
                ("{ goingHome { missing pupil { upn } } }", "goingHome", AccessCity.Ann.Value),
                ("{ schoolsTold { pupil { upn } } }", "schoolsTold", AccessCity.Ann.Value),
                ("{ trainingRegister { name } }", "trainingRegister", ""),
                ("{ careProcedures { title } }", "careProcedures", ""),
                ("{ timeLostToServices(year: 2006) { halfDays } }", "timeLostToServices", ""),
                ("{ holidaysByCarer(year: 2006) { halfDays } }", "holidaysByCarer", ""),
                ("{ attendanceAwards(from: \"2006-09-04\", to: \"2006-09-30\") { best { pupil { upn } } } }", "attendanceAwards", ""),
            }
        )
        {
            var answer = await AskAsync(caller, query);
            var cell = _expected.Of(_expected.Kind($"Query.{field}"), "in", caller);
            Check(
                cell == "R" ? answer.Codes.Count == 0 && answer.Text.Contains(shows, StringComparison.Ordinal)
                    : cell == "H" ? answer.Codes.Count == 0 && !answer.Text.Contains(shows, StringComparison.Ordinal)
                    : answer.Codes is ["FORBIDDEN"],
                $"{caller} {field}: expected {cell}: {answer.Text}"
            );
        }
        foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
        {
            var meetings = await AskAsync(caller, $"{{ schoolMeetings(school: \"{school}\") {{ familyName }} }}");
            Check(
                _expected.Of(_expected.Kind("Query.schoolMeetings"), scope, caller) == "R"
                    ? meetings.Codes.Count == 0
                    : meetings.Codes is ["NOT_FOUND"],
                $"{caller} schoolMeetings {scope}: {meetings.Text}"
            );
            var arrivals = await AskAsync(caller, $"{{ schoolArrivals(school: \"{school}\") {{ familyName }} }}");
            Check(
                _expected.Of(_expected.Kind("Query.schoolArrivals"), scope, caller) == "R"
                    ? arrivals.Codes.Count == 0
                    : arrivals.Codes is ["NOT_FOUND"],
                $"{caller} schoolArrivals {scope}: {arrivals.Text}"
            );
            var told = await AskAsync(caller, $"{{ lookedAfterAtSchool(school: \"{school}\") {{ pupil {{ upn }} teacher }} }}");
            Check(
                _expected.Of("care-told", scope, caller) == "R"
                    ? told.Text.Contains(AccessCity.Ann.Value, StringComparison.Ordinal)
                    : told.Codes is ["NOT_FOUND"],
                $"{caller} lookedAfterAtSchool {scope}: {told.Text}"
            );
        }
        foreach (var field in new[] { "youthBoard { youngPeople }", "mentors { name }", "custodialSettings { name }" })
        {
            var shown = await AskAsync(caller, $"{{ {field} }}");
            Check(
                _expected.Of(_expected.Kind($"Query.{field.Split(' ')[0]}"), "in", caller) == "R"
                    ? shown.Codes.Count == 0
                    : shown.Codes is ["NOT_FOUND"],
                $"{caller} {field}: {shown.Text}"
            );
        }
        foreach (var (scope, upn) in new[] { ("in", AccessCity.Ann), ("out", AccessCity.Dan) })
        {
            var home = await AskAsync(caller, $"{{ careHomes(pupil: \"{_city.Ids[upn]}\", purpose: VISIT) {{ address }} }}");
            Check(
                _expected.Of("care-home", scope, caller) == "R" ? home.Codes.Count == 0 : home.Codes is ["NOT_FOUND"],
                $"{caller} careHomes {scope}: {home.Text}"
            );
        }
    }

    /// <summary>Ann has an audit, long signed, and a meeting with an action, under the same number.</summary>
    private async Task SignAuditAsync()
    {
        var why = await _city.Host.Services.GetRequiredService<IPupilTexts>().SealAsync(_city.Ids[AccessCity.Ann], "Away", default);
        await _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    $"""
                    insert into lac_crossing (pupil_id, year, step, number, session, crossed_on, recorded_at)
                    values (@ann, 2005, 50, 1, 1464000, '2006-07-03', '2006-07-03T12:00:00.000Z');
                    insert into lac_audit (id, pupil_id, year, crossing, opened_on, due_on, state, kept, last_entry)
                    values ({SignedAudit}, @ann, 2005, 1, '2006-07-03', '2006-07-31', 'Signed', false, 0);
                    insert into lac_meeting (id, pupil_id, kind, state, held_on, held_at, school_hours, item, last_entry, recorded_at, recorded_by)
                    values ({SignedAudit}, @ann, 'Progress', 'Closed', '2006-07-03', '16:00', false, true, 0, '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_meeting_action (id, meeting_id, pupil_id, text, due_on, recorded_at, recorded_by)
                    values ({SignedAudit}, {SignedAudit}, @ann, x'', '2006-07-03', '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_unit_action (id, unit_id, issue, what, owner, due_on, recorded_at, recorded_by)
                    values ({SignedAudit}, {AccessCity.Home}, 'x', 'x', 'x', '2006-07-03', '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_leave (id, pupil_id, first_day, last_day, why, recorded_at, recorded_by)
                    values ({SignedAudit}, @ann, '2006-07-03', '2006-07-03', @why, '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_told (pupil_id, school_id, version, teacher, told_on, withdrawn, recorded_at, recorded_by)
                    values (@ann, {AccessCity.School}, 1, 'x', '2006-07-03', false, '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_going_home (pupil_id, planned_on, version, recorded_at, recorded_by)
                    values (@ann, '2006-07-03', 1, '2006-07-03T12:00:00.000Z', 'test');
                    """,
                    new { ann = _city.Ids[AccessCity.Ann].Value, why },
                    transaction
                )
            );
    }

    private const string SignedAudit = "12345";

    /// <summary>The case of the child in a scope; none for the child beside.</summary>
    private string Case(string scope) =>
        scope switch
        {
            "in" => _city.Cases[AccessCity.Ann],
            "out" => _city.Cases[AccessCity.Dan],
            _ => "999",
        };

    /// <summary>A worker of the team in a scope.</summary>
    private string Worker(string scope) =>
        (scope == "out" ? _city.People["southofficer"] : _city.People[nameof(Role.WelfareOfficer)]).ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );

    /// <summary>What a mutation is about.</summary>
    private sealed record Meant(
        string School,
        string Pupil,
        string Case,
        string Worker,
        Upn Upn,
        string Audit,
        (string Agreement, string Child, string Agency) Shared
    );

    /// <summary>Ann under the agreement of the caller's agency (of another agency, when the caller has none or out of scope).</summary>
    private (string Agreement, string Child, string Agency) Shared(string scope, string caller)
    {
        var role =
            scope == "in" && _city.Agreements.ContainsKey(caller) ? caller
            : caller == "Health" ? "Housing"
            : "Health";
        return (_city.Agreements[role], _shared[role], AccessCity.AgencyOf[Enum.Parse<Role>(role)]);
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

    private async Task ByEveryRoadAsync(string caller, string scope, Upn upn, string school)
    {
        var id = _city.Ids[upn];
        var visible = _expected.Of("child", scope, caller) == "R";
        var name = $"{caller} {scope}";
        // Alone, by id and by UPN; a missing child gives the same answer to the byte.
        foreach (
            var (asked, missing) in new[] { ($"id: \"{id}\"", $"id: \"{NoChild}\""), ($"upn: \"{upn.Value}\"", $"upn: \"{NoUpn.Value}\"") }
        )
        {
            var answer = await AskAsync(caller, $"{{ pupil({asked}) {{ givenName }} }}");
            Check(visible == (answer.Codes.Count == 0), $"{name} pupil({asked[..3]}): {answer.Text}");
            if (!visible)
                Check(
                    answer.Text == (await AskAsync(caller, $"{{ pupil({missing}) {{ givenName }} }}")).Text,
                    $"{name} pupil({asked[..3]}) differs from absent: {answer.Text}"
                );
        }
        // By alias beside another, and through a fragment.
        var aliases = await AskAsync(
            caller,
            $$"""{ a: pupil(id: "{{NoChild}}") { ...f } b: pupil(id: "{{id}}") { ...f } } fragment f on Pupil { ... on Pupil { id } }"""
        );
        Check(visible == aliases.Text.Contains($"\"{id}\"", StringComparison.Ordinal), $"{name} aliases: {aliases.Text}");
        // In lists: all, filtered to the school, searched by UPN, counted, nested in the school.
        foreach (
            var filter in new[] { "", $", filter: {{ school: \"{school}\" }}", $", filter: {{ text: \"{upn.Value}\" }}", ", orderBy: NAME" }
        )
        {
            var list = await AskAsync(caller, $"{{ pupils(first: 10{filter}) {{ totalCount edges {{ node {{ upn }} }} }} }}");
            Check(visible == list.Text.Contains(upn.Value, StringComparison.Ordinal), $"{name} pupils({filter}): {list.Text}");
            if (list.Codes.Count == 0)
                Check(
                    list.Data.GetProperty("pupils").GetProperty("totalCount").GetInt32()
                        == list.Data.GetProperty("pupils").GetProperty("edges").GetArrayLength(),
                    $"{name} pupils({filter}) counts what it does not show: {list.Text}"
                );
        }
        // Searched, and on a caseload when there is a flag.
        var found = await AskAsync(
            caller,
            $"{{ search(text: \"{upn.Value}\", first: 10) {{ pupils {{ totalCount edges {{ node {{ upn }} }} }} }} }}"
        );
        Check(visible == found.Text.Contains(upn.Value, StringComparison.Ordinal), $"{name} search: {found.Text}");
        var caseload = await AskAsync(
            caller,
            "{ caseload(first: 10) { totalCount tabs { all } edges { node { pupil { upn } why { rule } lastContact { by } } } } }"
        );
        var listed = upn != AccessCity.Bob && _expected.Of("flags", scope, caller) == "R";
        Check(listed == caseload.Text.Contains(upn.Value, StringComparison.Ordinal), $"{name} caseload: {caseload.Text}");
        if (caseload.Codes.Count == 0)
            Check(
                caseload.Data.GetProperty("caseload").GetProperty("tabs").GetProperty("all").GetInt32()
                    == caseload.Data.GetProperty("caseload").GetProperty("edges").GetArrayLength(),
                $"{name} caseload counts what it does not show: {caseload.Text}"
            );
        await CaseByEveryRoadAsync(caller, scope);
        var nested = await AskAsync(
            caller,
            $"{{ school(laestab: \"{school}\") {{ pupils(first: 10) {{ edges {{ node {{ upn }} }} }} }} }}"
        );
        var open = visible && _expected.Of("school", scope == "out" ? "out" : "in", caller) == "R";
        Check(open == nested.Text.Contains(upn.Value, StringComparison.Ordinal), $"{name} school.pupils: {nested.Text}");
    }

    /// <summary>A case by its id and in the list; of the child beside there is none.</summary>
    private async Task CaseByEveryRoadAsync(string caller, string scope)
    {
        var id = Case(scope);
        var shown = _expected.Of("case", scope, caller) == "R";
        var alone = await AskAsync(caller, $"{{ case(id: \"{id}\") {{ id chronology {{ text }} }} }}");
        Check(shown ? alone.Codes.Count == 0 : alone.Codes is ["NOT_FOUND"], $"{caller} case {scope}: {alone.Text}");
        if (!shown)
            Check(
                alone.Text == (await AskAsync(caller, "{ case(id: \"998\") { id chronology { text } } }")).Text,
                $"{caller} case {scope} differs from absent"
            );
        var list = await AskAsync(caller, "{ cases(first: 10) { totalCount edges { node { id } } } }");
        Check(shown == list.Text.Contains($"\"{id}\"", StringComparison.Ordinal), $"{caller} cases {scope}: {list.Text}");
        Check(
            list.Data.GetProperty("cases").GetProperty("totalCount").GetInt32()
                == list.Data.GetProperty("cases").GetProperty("edges").GetArrayLength(),
            $"{caller} cases counts what it does not show: {list.Text}"
        );
        if (scope == "beside")
            return;
        var entitled = await AskAsync(caller, "{ entitlements { lacking { case { id } } } }");
        Check(shown == entitled.Text.Contains($"\"{id}\"", StringComparison.Ordinal), $"{caller} entitlements {scope}: {entitled.Text}");
        var workers = await AskAsync(caller, "{ caseWorkers { worker { id } } }");
        Check(
            workers.Text.Contains($"\"{Worker(scope)}\"", StringComparison.Ordinal) == (_expected.Of("case-workers", scope, caller) == "R"),
            $"{caller} caseWorkers {scope}: {workers.Text}"
        );
        await EnforcementByEveryRoadAsync(caller, scope);
    }

    /// <summary>Lists over matters: a hearing and a step of enforcement of the child in a scope.</summary>
    private async Task EnforcementByEveryRoadAsync(string caller, string scope)
    {
        var school = scope == "out" ? AccessCity.Other : AccessCity.School;
        var hearings = await AskAsync(caller, "{ courtList(on: \"2006-11-30\") { caseId } }");
        Check(
            hearings.Text.Contains($"\"{Case(scope)}\"", StringComparison.Ordinal) == (_expected.Of("court-list", scope, caller) == "R"),
            $"{caller} courtList {scope}: {hearings.Text}"
        );
        var balance = await AskAsync(caller, "{ enforcementBalance(from: \"2006-09-01\", to: \"2006-11-30\", by: SCHOOL) { name } }");
        Check(
            balance.Text.Contains($"\"{school}\"", StringComparison.Ordinal) == (_expected.Of("enforcement-balance", scope, caller) == "R"),
            $"{caller} enforcementBalance {scope}: {balance.Text}"
        );
    }

    private async Task ChildFieldAsync(string caller, string scope, Upn upn, GraphQLFieldDefinition field)
    {
        var name = field.Name.StringValue;
        var cell = _expected.Of(_expected.Kind($"Pupil.{name}"), scope, caller);
        var answer = await AskAsync(caller, $"{{ pupil(id: \"{_city.Ids[upn]}\") {{ {Selection("Pupil", field)} }} }}");
        var what = $"{caller} Pupil.{name} {scope}: expected {cell}: {answer.Text[..Math.Min(300, answer.Text.Length)]}";
        switch (cell)
        {
            case "-":
                Check(answer.Codes is ["NOT_FOUND"], what);
                return;
            case "F":
                Check(answer.Codes is ["FORBIDDEN"], what);
                return;
            default:
                Check(answer.Codes.Count == 0, what);
                break;
        }
        if (answer.Codes.Count > 0)
            return;
        var seen = new Dictionary<string, bool>(StringComparer.Ordinal);
        Walk("Pupil", answer.Data.GetProperty("pupil"), seen);
        foreach (var (inner, hasValue) in seen)
        {
            var kind = _expected.Kind(inner);
            if (kind == "within")
                continue;
            var part = _expected.Of(kind, scope, caller);
            if (part == "H")
                Check(!hasValue, $"{what}: {inner} is shown");
            if (
                part == "R"
                && inner
                    is "Mark.code"
                        or "Mark.history"
                        or "Pupil.upn"
                        or "Pupil.totals"
                        or "Pupil.marks"
                        or "Pupil.openCase"
                        or "Pupil.caseFeedback"
            )
                Check(hasValue, $"{what}: {inner} is empty");
        }
    }

    private async Task WhatIfAsync(string caller, string scope, Upn upn)
    {
        const string query =
            "query($id: ID!) { whatIf(pupilId: $id, marks: [{ date: \"2006-09-20\", half: AM, code: \"O\" }]) { after { possible } } }";
        var cell = _expected.Of("whatif", scope, caller);
        var answer = await AskAsync(caller, query, new { id = _city.Ids[upn].ToString() });
        Check(cell == "R" ? answer.Codes.Count == 0 : answer.Codes is ["NOT_FOUND"], $"{caller} whatIf {scope}: {answer.Text}");
        if (cell != "R")
            Check(
                answer.Text == (await AskAsync(caller, query, new { id = NoChild })).Text,
                $"{caller} whatIf {scope} differs from absent"
            );
    }

    /// <summary>Notes for each field that was asked whether any value came.</summary>
    private void Walk(string type, JsonElement value, Dictionary<string, bool> seen)
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Walk(type, item, seen);
            return;
        }
        if (value.ValueKind is not JsonValueKind.Object)
            return;
        foreach (var member in value.EnumerateObject())
        {
            var key = $"{type}.{member.Name}";
            var has =
                member.Value.ValueKind is not JsonValueKind.Null
                && (member.Value.ValueKind is not JsonValueKind.Array || member.Value.GetArrayLength() > 0);
            seen[key] = seen.GetValueOrDefault(key) || has;
            Walk(Named(Fields(type).First(field => field.Name.Value == member.Name).Type), member.Value, seen);
        }
    }

    private string Selection(string type, GraphQLFieldDefinition field)
    {
        var name = field.Name.StringValue;
        var arguments = $"{type}.{name}" switch
        {
            "Pupil.flags" => "(includeClosed: true)",
            "Pupil.marks" or "Pupil.due" => "(from: \"2006-09-04\", to: \"2006-09-06\")",
            "School.figures" or "School.calendar" => "(year: \"2006/07\")",
            "School.classRegister" => "(date: \"2006-09-04\", half: AM)",
            "School.staleMarks" or "School.missingReasons" => "(first: 5)",
            _ => "",
        };
        var inner = Named(field.Type);
        // A school that is met within another's team is asked for its number alone, a child within its case for its UPN: it would go round.
        var members = Fields(inner)
            .Where(member =>
                inner switch
                {
                    "School" => member.Name.Value == "laestab",
                    "Pupil" => member.Name.Value == "upn",
                    "Case" when type != "Pupil" => member.Name.Value == "id",
                    _ => true,
                }
            )
            .Select(member => Selection(inner, member))
            .ToList();
        return members.Count == 0 ? name + arguments : $"{name}{arguments} {{ {string.Join(' ', members)} }}";
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

    private async Task<(int Status, string Body)> SendAsync(string caller, string operation, string school, Upn upn, string? purpose = null)
    {
        using var request = await RequestAsync(operation, school, upn);
        if (purpose is not null)
            request.Headers.Add("Attendance-Purpose", purpose);
        using var answer = await _city.Clients[caller].SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>
    /// A request that would change nothing when it is let in: reading ones are whole, writing ones are well formed and wrong in content, which is judged only after
    /// the caller was.
    /// </summary>
    private async Task<HttpRequestMessage> RequestAsync(string operation, string school, Upn upn)
    {
        var s = $"/api/v1/schools/{school}";
        return operation switch
        {
            "issueKey" => Post($"{s}/keys", """{ "name": "" }"""),
            "revokeKey" => new HttpRequestMessage(HttpMethod.Delete, $"{s}/keys/{await KeyOfAsync(school)}"),
            "saveSchool" => Put(s, """{ "name": "", "phase": "none" }"""),
            "readSchool" => Get(s),
            "saveCalendar" => Put(
                $"{s}/calendars/2007",
                """{ "sessions": [{ "date": "never", "session": "AM", "open": true, "start": "08:55", "close": "09:25" }] }"""
            ),
            "readCalendar" => Get($"{s}/calendars/2006"),
            "loadRoll" => Put($"{s}/roll", """{ "pupils": [] }"""),
            "readRoll" => Get($"{s}/roll"),
            "postRegister" => Post($"{s}/registers/2006-09-04/AM", """{ "marks": [] }"""),
            "getRegister" => Get($"{s}/registers/2006-09-04/AM"),
            "listHeldMarks" => Get($"{s}/held-marks"),
            "releaseHeldMark" => Post($"{s}/held-marks/1-0/release", "[]"),
            "discardHeldMark" => Post($"{s}/held-marks/1-0/discard", """{ "reason": "" }"""),
            "listStaleMarks" => Get($"{s}/stale-marks"),
            "adoptStaleMark" => Post($"{s}/stale-marks/1/adopt", """{ "reason": "" }"""),
            "setAsideStaleMark" => Post($"{s}/stale-marks/1/set-aside", """{ "reason": "" }"""),
            "listMissingReasons" => Get($"{s}/missing-reasons"),
            "giveReason" => Put($"{s}/missing-reasons/1", """{ "reason": "" }"""),
            "removeEnrolment" => Post($"{s}/roll/removals", """{ "upn": "x", "entryDate": "2006-09-01" }"""),
            "rollOver" => Post($"{s}/rollovers", """{ "startYear": 1, "moves": [] }"""),
            "transferPupil" => Post(
                "/api/v1/pupils/transfers",
                """{ "upn": "x", "from": "x", "to": "x", "lastDay": "x", "firstDay": "x", "yearGroup": "x" }"""
            ),
            "changeUpn" => Post("/api/v1/pupils/upn-changes", """{ "upn": "x", "newUpn": "x" }"""),
            "mergePupils" => Post("/api/v1/pupils/merges", """{ "upn": "x", "into": "x", "reason": "x" }"""),
            "unmergePupils" => Post("/api/v1/pupils/unmerges", """{ "upn": "x", "reason": "x" }"""),
            "startFreeze" => Post("/api/v1/authority/freezes", """{ "year": "x" }"""),
            "readTermlyUpdate" => Get($"/api/v1/looked-after/updates/{(school == NoSchool ? "1999-08-01" : "2006-04-17")}/pdf"),
            "readMemberReport" => Get($"/api/v1/looked-after/members/{(school == NoSchool ? "1999-07-01" : "2006-07-01")}/pdf"),
            "readLookedAfterYear" => Get($"/api/v1/looked-after/years/{(school == NoSchool ? "never" : "2005-06")}/pdf"),
            "readAreaPack" => Get($"/api/v1/areas/{(school == NoSchool ? "none" : "Team%20north")}/pack"),
            "readTenDayReport" => Get($"/api/v1/looked-after/ten-days/{(school == NoSchool ? "1999-07-01" : "2006-07-01")}/pdf"),
            "readCaseDocument" => Get(
                school == NoSchool ? "/api/v1/cases/998/documents/1" : $"/api/v1/cases/{_city.Cases[upn]}/documents/{_city.Documents[upn]}"
            ),
            "exportCaseChronology" => Get(
                school == NoSchool ? "/api/v1/cases/998/chronology" : $"/api/v1/cases/{_city.Cases[upn]}/chronology"
            ),
            "readFreeze" => Get($"/api/v1/authority/freezes/{await FreezeAsync(school)}"),
            "readAuthorityFigures" => Get($"/api/v1/authority/figures/{(school == NoSchool ? "never" : "2006-07")}"),
            "askEmergency" => Post("/api/v1/emergencies", """{ "upn": "x", "reason": "", "hours": 0 }"""),
            "approveEmergency" => Post($"/api/v1/emergencies/{(school == NoSchool ? "none" : await EmergencyAsync())}/approval", "{}"),
            "refuseEmergency" => Post(
                $"/api/v1/emergencies/{(school == NoSchool ? "none" : await EmergencyAsync())}/refusal",
                """{ "reason": "" }"""
            ),
            "endEmergency" => new HttpRequestMessage(
                HttpMethod.Delete,
                $"/api/v1/emergencies/{(school == NoSchool ? "none" : await EmergencyAsync())}"
            ),
            "reviewEmergency" => Post(
                $"/api/v1/emergencies/{(school == NoSchool ? "none" : await ReviewableAsync())}/review",
                """{ "outcome": "", "note": "" }"""
            ),
            "logContact" => Post(
                $"{s}/contacts",
                $$"""{ "upn": "{{upn.Value}}", "day": "x", "at": "x", "mode": "x", "outcome": "x", "by": "x" }"""
            ),
            "readPublicFigures" => Get($"/api/v1/authority/public-figures/{(school == NoSchool ? "never" : "2006-07")}"),
            "saveTeam" => Put($"/api/v1/teams/{TeamOf(school)}", """{ "name": "", "schools": [] }"""),
            "joinTeam" => Post($"/api/v1/teams/{TeamOf(school)}/members", """{ "email": "x", "role": "x", "reason": "" }"""),
            "leaveTeam" => Post($"/api/v1/teams/{TeamOf(school)}/members/none/end", """{ "reason": "" }"""),
            "nameOfficer" => Put($"{s}/named-officer", """{ "email": "x", "reason": "" }"""),
            "arrangeCover" => Post(
                "/api/v1/covers",
                $$"""{ "absent": "{{OfficerOf(school)}}@salford.example", "worker": "x", "reason": "", "until": "2007-01-01" }"""
            ),
            "endCover" => Post($"/api/v1/covers/{_city.Covers.GetValueOrDefault(school, "none")}/end", """{ "reason": "" }"""),
            _ => throw new InvalidOperationException($"No request is written for {operation}"),
        };

        static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

        static HttpRequestMessage Post(string path, string body) =>
            new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        static HttpRequestMessage Put(string path, string body) =>
            new(HttpMethod.Put, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    private static string TeamOf(string school) =>
        school switch
        {
            AccessCity.School => "north",
            AccessCity.Other => "south",
            _ => "nowhere",
        };

    private static string OfficerOf(string school) =>
        school switch
        {
            AccessCity.School => "welfareofficer",
            AccessCity.Other => "southofficer",
            _ => "nobody",
        };

    private async Task<string> FreezeAsync(string school)
    {
        if (school == NoSchool)
            return "none";
        return _freeze ??= (await _city.Mediator.Send(new StartFreeze(Caller.System("test"), new AcademicYear(2006), null, null))).Value.Id;
    }

    /// <summary>One that waits, asked for by the welfare officer for a child that is not there.</summary>
    private async Task<string> EmergencyAsync(Upn? upn = null)
    {
        using var asked = await _city
            .Clients["WelfareOfficer"]
            .PostAsync(
                "/api/v1/emergencies",
                new StringContent(
                    $$"""{ "upn": "{{(upn ?? NoUpn).Value}}", "reason": "test", "hours": 1 }""",
                    Encoding.UTF8,
                    "application/json"
                )
            );
        using var body = JsonDocument.Parse(await asked.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>One that was approved and is over: for Ann, whom the welfare officer reaches anyway.</summary>
    private async Task<string> ReviewableAsync()
    {
        if (_emergency is not null)
            return _emergency;
        var id = await EmergencyAsync(AccessCity.Ann);
        using var approved = await _city.Clients["AttendanceLeader"].PostAsync($"/api/v1/emergencies/{id}/approval", null);
        using var ended = await _city.Clients["WelfareOfficer"].DeleteAsync($"/api/v1/emergencies/{id}");
        Assert.Equal((204, 204), ((int)approved.StatusCode, (int)ended.StatusCode));
        return _emergency = id;
    }

    private async Task<string> KeyOfAsync(string school)
    {
        if (school == NoSchool)
            return "none";
        return (await _city.Mediator.Send(new IssueKey(Caller.System("test"), Laestab.From(int.Parse(school)), "Spare"))).Value.Id;
    }

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
