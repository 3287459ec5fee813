using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>The Behaviour Improvement Programme, initiatives and streams of money, and children at risk, over GraphQL as people ask it.</summary>
[Collection<ImprovementCities>]
public sealed class BehaviourTests(ImprovementCity city)
{
    private const string Programme =
        "behaviourImprovement { school leadNeeded lead { kind name } policies { kind } scorecard { outcome now before live } mayRecord }";

    [Fact]
    [Trait("Row", "S149")]
    [Trait("Row", "S152")]
    public async Task Every_school_of_the_programme_has_a_lead_or_is_listed_without_and_a_scorecard_of_eight_outcomes()
    {
        // A primary school of six children, three absent all the time; a high school.
        var (school, _) = city.School("3552211");
        var (high, _) = city.School("3554251");
        await city.JoinAsync("bip", "3552211", "3554251");
        var best = await city.Host.PersonAsync(await city.Host.EmployAsync(Role.BehaviourSupport));
        var before = await LineAsync(best, school);
        Assert.Equal(JsonValueKind.Null, before.GetProperty("lead").ValueKind);
        Assert.Equal("HEAD_TEACHER", before.GetProperty("leadNeeded").GetString());
        Assert.Equal("LEAD_PROFESSIONAL", (await LineAsync(best, high)).GetProperty("leadNeeded").GetString());

        var head = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, school);
        await city.PlainAsync(head, "nameBipLead(school: \"3552211\", name: \"Anna Ash\", from: \"2006-09-01\")");
        await city.PlainAsync(best, "nameBipLead(school: \"3554251\", name: \"Bob Beech\", from: \"2006-09-01\")");
        await city.PlainAsync(
            head,
            "recordBipPolicy(school: \"3552211\", kind: BEHAVIOUR, agreedOn: \"2006-09-01\", reviewOn: \"2006-10-01\")"
        );
        await city.PlainAsync(head, "recordBipCount(school: \"3552211\", kind: SERIOUS_INCIDENTS, on: \"2006-10-02\", count: 9)");
        await city.PlainAsync(head, "recordBipCount(school: \"3552211\", kind: SERIOUS_INCIDENTS, on: \"2006-10-09\", count: 7)");
        await city.PlainAsync(head, "recordBipCount(school: \"3552211\", kind: SERIOUS_INCIDENTS, on: \"2005-10-09\", count: 12)");
        Assert.Equal("Bob Beech", (await LineAsync(best, high)).GetProperty("lead").GetProperty("name").GetString());
        var line = await LineAsync(head, school);
        Assert.Equal("Anna Ash", line.GetProperty("lead").GetProperty("name").GetString());
        var score = line.GetProperty("scorecard").EnumerateArray().ToDictionary(each => each.GetProperty("outcome").GetString()!);
        Assert.Equal(
            [
                "ATTENDANCE",
                "UNAUTHORISED_ABSENCE",
                "SERIOUS_INCIDENTS",
                "VULNERABLE_PUPILS",
                "POLICIES",
                "ENJOYING_AND_ACHIEVING",
                "POSITIVE_CONTRIBUTION",
                "STAYING_SAFE",
            ],
            score.Keys
        );
        Assert.Equal("50.0% (60 of 120 half-days)", Now("ATTENDANCE"));
        Assert.Equal("50.00% (60 of 120 half-days)", Now("UNAUTHORISED_ABSENCE"));
        // The later count of a half term corrects the earlier one; last year's stands beside.
        Assert.Equal("7 in 1 half term", Now("SERIOUS_INCIDENTS"));
        Assert.Equal("12 in 1 half term", score["SERIOUS_INCIDENTS"].GetProperty("before").GetString());
        Assert.StartsWith("fewer than five flagged; 0 referred", Now("VULNERABLE_PUPILS"), StringComparison.Ordinal);
        Assert.Equal("1 of 4 in place; 1 due for review", Now("POLICIES"));
        Assert.Equal("50.0% of 6 children", Now("ENJOYING_AND_ACHIEVING"));
        Assert.Equal("not recorded yet", Now("STAYING_SAFE"));

        // The head is shown the own school alone, and records nothing of another or of one that is not in the programme.
        Assert.DoesNotContain("3554251", (await city.AskAsync(head, Programme)).ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["NOT_FOUND"],
            (await city.TryPlainAsync(head, "nameBipLead(school: \"3554251\", name: \"x\", from: \"2006-09-01\")")).Codes
        );
        Assert.Equal(
            ["NOT_FOUND"],
            (await city.TryPlainAsync(best, "nameBipLead(school: \"3552212\", name: \"x\", from: \"2006-09-01\")")).Codes
        );
        var police = await city.Host.PersonAsync(await city.Host.EmployAsync(Role.Police));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(police, $"{{ {Programme} }}")).Codes);
        var rows = (
            await city.AskAsync(police, "agency(id: \"best\") { responsibilities { row figures { name count outOf } } }")
        ).ToString();
        Assert.Contains("lead on behaviour and attendance is named\",\"count\":2,\"outOf\":2", rows, StringComparison.Ordinal);
        Assert.Contains("s schools this year\",\"count\":7", rows, StringComparison.Ordinal);

        string? Now(string outcome) => score[outcome].GetProperty("now").GetString();
    }

    [Fact]
    [Trait("Row", "S151")]
    [Trait("Row", "S7")]
    public async Task An_initiative_shows_its_money_and_effect_and_the_impact_of_streams_adds_up_to_all()
    {
        // All absent in the first week and all there in the second; the initiative began with the second.
        await city.JoinAsync("eaz", "3551241", "3551242");
        await SaveAsync(
            "{ id: \"late-gate\", name: \"Late gate\", kind: INITIATIVE, about: \"A gate.\", schools: [\"3551241\"], fundedBy: \"bip\", from: \"2006-09-11\", money: 12000 }"
        );
        var initiative = (
            await city.AskAsync(city.Leader, "programmes(kind: INITIATIVE) { id money sinceBegun { change before { unauthorised } } }")
        )
            .EnumerateArray()
            .Single(each => each.GetProperty("id").GetString() == "late-gate");
        Assert.Equal(12000, initiative.GetProperty("money").GetInt32());
        Assert.Equal(100m, initiative.GetProperty("sinceBegun").GetProperty("change").GetDecimal());
        var report = await city.AskAsync(
            city.Improvement,
            "fundingImpact { lines { name streams schools now { possible authorised unauthorised } } total { schools now { possible authorised unauthorised } } }"
        );
        var lines = report.GetProperty("lines").EnumerateArray().ToList();
        Assert.Contains(
            lines,
            line => line.GetProperty("streams").ToString() == "[\"bip\",\"eaz\"]" && line.GetProperty("schools").GetInt32() == 1
        );
        Assert.Contains(lines, line => line.GetProperty("streams").GetArrayLength() == 0);
        Assert.Equal(
            report.GetProperty("total").GetProperty("schools").GetInt32(),
            lines.Sum(line => line.GetProperty("schools").GetInt32())
        );
        foreach (var figure in new[] { "possible", "authorised", "unauthorised" })
            Assert.Equal(
                report.GetProperty("total").GetProperty("now").GetProperty(figure).GetInt64(),
                lines.Sum(line => line.GetProperty("now").GetProperty(figure).GetInt64())
            );
        var head = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, city.School("3551241").School);
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(head, "{ fundingImpact { year } }")).Codes);
        Assert.Contains(
            "money-invalid",
            (
                await SmallSchool.AskAsync(
                    city.Leader,
                    "mutation { saveProgramme(input: { id: \"x\", name: \"x\", kind: INITIATIVE, about: \"x\", schools: [], money: -1 }) { problems { code } } }"
                )
            ).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Row", "S155")]
    public async Task A_class_takes_part_in_seal_and_its_effect_is_counted_by_class()
    {
        var head = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, city.School("3551241").School);
        Assert.Equal("[\"4A\"]", (await city.AskAsync(head, "schoolClasses(school: \"3551241\")")).ToString());
        await city.PlainAsync(head, "enrolClass(programme: \"seal\", school: \"3551241\", group: \"4A\", from: \"2006-09-11\")");
        var shown = (
            await city.AskAsync(
                head,
                "programmeClasses(programme: \"seal\") { id school group effect { change hidden before { possible unauthorised } } }"
            )
        )
            .EnumerateArray()
            .Single(each => each.GetProperty("school").GetString() == "3551241");
        Assert.Equal(100m, shown.GetProperty("effect").GetProperty("change").GetDecimal());
        Assert.Equal(60, shown.GetProperty("effect").GetProperty("before").GetProperty("unauthorised").GetInt64());
        Assert.Contains(
            "class-there",
            (
                await city.TryPlainAsync(head, "enrolClass(programme: \"seal\", school: \"3551241\", group: \"4A\", from: \"2006-09-11\")")
            ).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "class-unknown",
            (
                await city.TryPlainAsync(head, "enrolClass(programme: \"seal\", school: \"3551241\", group: \"9Z\", from: \"2006-09-11\")")
            ).Text,
            StringComparison.Ordinal
        );
        var other = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, city.School("3552212").School);
        Assert.DoesNotContain("3551241", (await city.AskAsync(other, "programmeClasses { school }")).ToString(), StringComparison.Ordinal);
        Assert.Equal(["NOT_FOUND"], (await city.TryPlainAsync(other, $"endClass(id: \"{shown.GetProperty("id").GetString()}\")")).Codes);
        await city.PlainAsync(head, $"endClass(id: \"{shown.GetProperty("id").GetString()}\")");
    }

    [Fact]
    [Trait("Row", "S153")]
    public async Task Flags_of_the_rules_and_concerns_of_the_staff_stand_in_one_queue_until_they_are_settled()
    {
        // One of ten children is always absent and flagged; the staff name another, and the flagged one too.
        var (school, upns) = city.School("3552221");
        var lead = await city.PersonAsync(Role.AttendanceLead, Relation.WorksAt, school);
        const string queue =
            "atRisk(school: \"3552221\") { pupil { id upn } flags { title severity state } concerns { id words raisedBy } }";
        var flagged = (await UntilAsync(lead, queue, all => all.Count == 1))[0];
        Assert.Equal(upns[0].Value, flagged.GetProperty("pupil").GetProperty("upn").GetString());
        Assert.Equal("OPEN", flagged.GetProperty("flags")[0].GetProperty("state").GetString());
        var quiet = await IdOfAsync(lead, upns[4]);
        await city.PlainAsync(lead, $"raiseConcern(pupil: \"{quiet}\", text: \"Often in tears at the gate.\")");
        await city.PlainAsync(
            lead,
            $"raiseConcern(pupil: \"{flagged.GetProperty("pupil").GetProperty("id").GetString()}\", text: \"Moved house.\")"
        );
        var both = await UntilAsync(lead, queue, all => all.Count == 2);
        // The flagged one is first, with both sources; the other stands there because the staff said so.
        Assert.Equal("Moved house.", both[0].GetProperty("concerns")[0].GetProperty("words").GetString());
        Assert.NotEqual(0, both[0].GetProperty("flags").GetArrayLength());
        Assert.Equal(0, both[1].GetProperty("flags").GetArrayLength());
        Assert.Equal("Pat AttendanceLead", both[1].GetProperty("concerns")[0].GetProperty("raisedBy").GetString());
        var settle =
            $"settleConcern(id: \"{both[1].GetProperty("concerns")[0].GetProperty("id").GetString()}\", text: \"Spoke with the family.\")";

        // The named officer reaches flagged children only; a stranger neither queue nor concern.
        var officer = await city.PersonAsync(Role.WelfareOfficer, Relation.NamedOfficer, school);
        Assert.DoesNotContain("tears", (await city.AskAsync(officer, queue)).ToString(), StringComparison.Ordinal);
        var stranger = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, city.School("3552212").School);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(stranger, $"{{ {queue} }}")).Codes);
        Assert.Equal(["NOT_FOUND"], (await city.TryPlainAsync(stranger, settle)).Codes);
        Assert.Equal(["NOT_FOUND"], (await city.TryPlainAsync(officer, $"raiseConcern(pupil: \"{quiet}\", text: \"x\")")).Codes);
        Assert.Contains(
            "text-missing",
            (await city.TryPlainAsync(lead, $"raiseConcern(pupil: \"{quiet}\", text: \" \")")).Text,
            StringComparison.Ordinal
        );
        await city.PlainAsync(lead, settle);
        Assert.Contains("concern-settled", (await city.TryPlainAsync(lead, settle)).Text, StringComparison.Ordinal);
        Assert.Single(await UntilAsync(lead, queue, all => all.Count == 1));
    }

    private async Task SaveAsync(string input)
    {
        var saved = await SmallSchool.AskAsync(
            city.Leader,
            $"mutation {{ saveProgramme(input: {input}) {{ saved problems {{ code }} }} }}"
        );
        Assert.Contains("\"saved\":true", saved.Text, StringComparison.Ordinal);
    }

    private async Task<JsonElement> LineAsync(HttpClient client, SmallSchool school) =>
        (await city.AskAsync(client, Programme))
            .EnumerateArray()
            .Single(line => line.GetProperty("school").GetString() == school.Laestab.ToString());

    /// <summary>Flags come after the marks were answered.</summary>
    private async Task<List<JsonElement>> UntilAsync(HttpClient client, string field, Func<List<JsonElement>, bool> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var all = (await city.AskAsync(client, field)).EnumerateArray().ToList();
            if (holds(all))
                return all;
            Assert.True(tries < 100, $"{all.Count} lines");
            await Task.Delay(100);
        }
    }

    private static async Task<string> IdOfAsync(HttpClient client, Upn upn) =>
        (await SmallSchool.AskAsync(client, $"{{ pupil(upn: \"{upn.Value}\") {{ id }} }}"))
            .Data.GetProperty("pupil")
            .GetProperty("id")
            .GetString()!;
}
