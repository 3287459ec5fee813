using System.Text.Json;
using Attendance.SharedKernel;
using GraphQLParser.AST;

namespace Attendance.Host.Tests.Access;

/// <content>A child by every road, and every field of it.</content>
public sealed partial class MatrixTests
{
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
}
