using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Registers;
using Attendance.Lac.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Lac;

/// <summary>The daily work of the looked-after team over the whole Host: units, placement with parents, homes, leave, holidays, time lost to services, training, awards.</summary>
public abstract class DailyWorkTests(DatabaseProvider provider) : CareCity(provider)
{
    [Fact]
    [Trait("Row", "S177")]
    public async Task A_unit_keeps_its_own_issues_and_actions_until_they_are_settled_and_sees_no_other_units()
    {
        var oak = await UnitAsync("Oak House");
        var elm = await UnitAsync("Elm House");
        var worker = await Host.PersonAsync(await Host.EmployAsync(Role.ResidentialWorker, (Relation.PlacedAt, GrantTarget.Unit(oak))));
        Assert.Equal("text-invalid", await AddAsync(Manager, elm, " "));
        Assert.Equal("", await AddAsync(Manager, elm, "No transport"));
        Assert.Equal("", await AddAsync(worker, oak, "Late nights on Sundays"));
        Assert.Equal("NOT_FOUND", await AddAsync(worker, elm, "Not mine"));
        Assert.Equal("NOT_FOUND", await AddAsync(worker, 99, "Nobody's"));
        var own = (await UnitsAsync(worker)).Single();
        Assert.Equal("Oak House", Text(own, "name"));
        var action = own.GetProperty("actions")[0];
        Assert.Equal(("Late nights on Sundays", true), (Text(action, "issue"), action.GetProperty("overdue").GetBoolean()));
        Assert.Equal(["Elm House", "Oak House"], (await UnitsAsync(Manager)).Select(unit => Text(unit, "name")));
        var theirs = Text((await UnitsAsync(Manager))[0].GetProperty("actions")[0], "id");
        Assert.Equal("NOT_FOUND", await SettleAsync(worker, theirs!));
        Assert.Equal("", await SettleAsync(worker, Text(action, "id")!));
        Assert.Equal("conflict", await SettleAsync(worker, Text(action, "id")!));
        action = (await UnitsAsync(worker))[0].GetProperty("actions")[0];
        Assert.Equal(("In bed by ten", false), (Text(action, "note"), action.GetProperty("overdue").GetBoolean()));
        var officer = await Host.PersonAsync(await Host.EmployAsync(Role.ReviewingOfficer));
        Assert.Equal(2, (await UnitsAsync(officer)).Count);
        Assert.Equal("FORBIDDEN", await AddAsync(officer, oak, "Reads only"));

        static async Task<IReadOnlyList<JsonElement>> UnitsAsync(HttpClient client) =>
            [
                .. (await SmallSchool.AskAsync(client, "{ careUnits { name actions { id issue what owner by overdue note } } }"))
                    .Data.GetProperty("careUnits")
                    .EnumerateArray(),
            ];

        static Task<string?> AddAsync(HttpClient client, long unit, string issue) =>
            DoAsync(
                client,
                $"addUnitAction(input: {{ unit: {unit}, issue: \"{issue}\", what: \"Wake up call\", owner: \"Night staff\", by: \"2006-10-20\" }})"
            );

        static Task<string?> SettleAsync(HttpClient client, string id) =>
            DoAsync(client, $"settleUnitAction(id: \"{id}\", note: \"In bed by ten\")");
    }

    [Fact]
    [Trait("Row", "S180")]
    public async Task A_child_is_placed_with_its_parents_only_when_everybody_was_told_and_one_placed_without_is_listed()
    {
        var ann = await IdAsync(Ann);
        await CareAsync(Ann, "2006-09-01");
        Assert.Equal("", await TryCareAsync(Ann, "2006-09-01", ended: "2006-10-19"));
        Assert.Equal("checklist-missing", await TryCareAsync(Ann, "2006-10-20", placement: "P1"));
        var done = new Dictionary<string, string?>(StringComparer.Ordinal) { ["pupil"] = ann, ["plannedOn"] = "2006-10-20" };
        foreach (var item in new[] { "schoolTold", "nurseTold", "keyWorkerTold", "statementOn" })
        {
            done[item] = "2006-10-18";
            Assert.Equal("", Problem(await SendAsync("saveGoingHome", done)));
            Assert.Equal("checklist-missing", await TryCareAsync(Ann, "2006-10-20", placement: "P1"));
        }
        done["monitoredUntil"] = "2006-10-19";
        Assert.Equal("date-order", Problem(await SendAsync("saveGoingHome", done)));
        done["monitoredUntil"] = "2006-12-20";
        Assert.Equal("", Problem(await SendAsync("saveGoingHome", done)));
        // It is the list of that day that counts.
        Assert.Equal("checklist-missing", await TryCareAsync(Ann, "2006-10-21", placement: "P1"));
        Assert.Equal("", await TryCareAsync(Ann, "2006-10-20", placement: "P1"));
        Assert.Equal("", await TryCareAsync(Ann, "2006-10-20", placement: "P1", ended: "2006-12-31"));

        // A file cannot be asked: what it says is recorded, and listed.
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"upn,decom,ls,place\n{Bob.Value},2006-10-01,C2,P1\n"));
        var import = await Host
            .Services.GetRequiredService<IMediator>()
            .Send(new ImportLookedAfter(Caller.System("test"), file, Strict: true));
        Assert.Equal(1, import.Value.Changed);
        var lists = (await AskAsync("{ goingHome { pupil { upn } plannedOn missing placed placedWithout monitored } }")).GetProperty(
            "goingHome"
        );
        Assert.Equal(
            [(Bob.Value, "2006-10-01", 5, true, false), (Ann.Value, "2006-10-20", 0, false, true)],
            lists
                .EnumerateArray()
                .Select(list =>
                    (
                        Text(list.GetProperty("pupil"), "upn"),
                        Text(list, "plannedOn"),
                        list.GetProperty("missing").GetArrayLength(),
                        list.GetProperty("placedWithout").GetBoolean(),
                        list.GetProperty("monitored").GetBoolean()
                    )
                )
        );
    }

    [Fact]
    [Trait("Row", "S185")]
    public async Task Addresses_are_the_teams_alone_with_a_purpose_on_record_and_holidays_are_counted_by_the_carer_of_the_day()
    {
        var ann = await IdAsync(Ann);
        await CareAsync(Ann, "2006-09-01");
        await CareAsync(Bob, "2006-10-01");
        Assert.Equal("", await ChangeAsync("addCarer(name: \"Mary Foster\", kind: FOSTER)"));
        Assert.Equal("", await ChangeAsync("addCarer(name: \"Joe Foster\", kind: FOSTER)"));
        var carers = (await AskAsync("{ trainingRegister { id name } }"))
            .GetProperty("trainingRegister")
            .EnumerateArray()
            .ToDictionary(carer => Text(carer, "name")!, carer => Text(carer, "id"));
        Assert.Equal("unknown-carer", Problem(await HomeAsync("2006-09-01", "99")));
        Assert.Equal("", Problem(await HomeAsync("2006-09-01", carers["Mary Foster"])));
        Assert.Equal("", Problem(await HomeAsync("2006-09-06", carers["Joe Foster"])));
        var read = $"query($purpose: HomePurpose!) {{ careHomes(pupil: \"{ann}\", purpose: $purpose) {{ from carer address }} }}";
        var homes = (await AskAsync(read, new { purpose = "VISIT" })).GetProperty("careHomes");
        Assert.Equal(
            [("2006-09-01", "Mary Foster", "1 Mill Lane"), ("2006-09-06", "Joe Foster", "1 Mill Lane")],
            homes.EnumerateArray().Select(home => (Text(home, "from"), Text(home, "carer"), Text(home, "address")))
        );
        var log = await AskAsync($"{{ audit(first: 50) {{ records {{ action detail children }} }} }}");
        Assert.Contains(
            log.GetProperty("audit").GetProperty("records").EnumerateArray(),
            line => Text(line, "action") == "ReadHome" && Text(line, "detail") == "Visit"
        );
        foreach (var role in new[] { Role.ReviewingOfficer, Role.AttendanceLeader })
        {
            var other = await Host.PersonAsync(await Host.EmployAsync(role));
            Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(other, read, new { purpose = "VISIT" })).Codes);
        }

        // Mary: one half-day agreed. Joe: two that were not. Bob was away before his care began: nobody's.
        await School.MarkAsync(new DateOnly(2006, 9, 5), "AM", null, (Ann, "H"), (Bob, "/"), (Cat, "H"));
        await School.MarkAsync(new DateOnly(2006, 9, 6), "AM", null, (Ann, "G"), (Bob, "G"), (Cat, "H"));
        await School.MarkAsync(new DateOnly(2006, 9, 6), "PM", null, (Ann, "G"), (Bob, "G"), (Cat, "H"));
        var holidays = (await AskAsync("{ holidaysByCarer(year: 2006) { carer halfDays agreed yearBefore } }")).GetProperty(
            "holidaysByCarer"
        );
        Assert.Equal(
            [("Joe Foster", 2, 0, 0), ("Mary Foster", 1, 1, 0)],
            holidays
                .EnumerateArray()
                .Select(line => (Text(line, "carer"), Number(line, "halfDays"), Number(line, "agreed"), Number(line, "yearBefore")))
        );
        var next = (await AskAsync("{ holidaysByCarer(year: 2007) { carer halfDays yearBefore } }")).GetProperty("holidaysByCarer");
        Assert.Equal(
            [(0, 2), (0, 1)],
            next.EnumerateArray()
                .Select(line => (Number(line, "halfDays"), Number(line, "yearBefore")))
                .OrderByDescending(line => line.Item2)
        );

        Task<JsonElement> HomeAsync(string from, string? carer) =>
            SendAsync(
                "recordHome",
                new
                {
                    pupil = ann,
                    from,
                    carer,
                    address = "1 Mill Lane",
                }
            );
    }

    [Fact]
    [Trait("Row", "S185")]
    public async Task Who_looks_after_a_child_asks_for_leave_and_the_team_answers_once()
    {
        var oak = await UnitAsync("Oak House");
        await CareAsync(Ann, "2006-09-01", oak);
        await CareAsync(Bob, "2006-09-01");
        var worker = await Host.PersonAsync(await Host.EmployAsync(Role.ResidentialWorker, (Relation.PlacedAt, GrantTarget.Unit(oak))));
        Assert.Equal("date-order", await LeaveAsync(Ann, "2006-11-07", "2006-11-06"));
        Assert.Equal("NOT_FOUND", await LeaveAsync(Bob, "2006-10-02", "2006-10-03"));
        Assert.Equal("", await LeaveAsync(Ann, "2006-10-05", "2006-10-09"));
        var request = (await LeavesAsync(worker)).Single();
        // Thursday to Monday: three school days.
        Assert.Equal((6, "A week in Wales"), (Number(request, "halfDays"), Text(request, "why")));
        var id = Text(request, "id");
        Assert.Equal("NOT_FOUND", await DoAsync(worker, $"answerLeave(id: \"{id}\", agreed: true, note: \"Fine\")"));
        Assert.Equal("text-invalid", await ChangeAsync($"answerLeave(id: \"{id}\", agreed: false, note: \"\")"));
        Assert.Equal("", await ChangeAsync($"answerLeave(id: \"{id}\", agreed: false, note: \"In the holidays\")"));
        Assert.Equal("conflict", await ChangeAsync($"answerLeave(id: \"{id}\", agreed: true, note: \"Changed my mind\")"));
        request = (await LeavesAsync(worker)).Single();
        Assert.Equal((false, "In the holidays"), (request.GetProperty("agreed").GetBoolean(), Text(request, "note")));

        async Task<string?> LeaveAsync(Upn upn, string first, string last) =>
            await DoAsync(
                worker,
                $"requestLeave(input: {{ pupil: \"{await IdAsync(upn)}\", firstDay: \"{first}\", lastDay: \"{last}\", why: \"A week in Wales\" }})"
            );

        static async Task<IReadOnlyList<JsonElement>> LeavesAsync(HttpClient client) =>
            [
                .. (await SmallSchool.AskAsync(client, "{ leaveRequests { id halfDays why agreed note } }"))
                    .Data.GetProperty("leaveRequests")
                    .EnumerateArray(),
            ];
    }

    [Fact]
    [Trait("Row", "S183")]
    public async Task Half_days_lost_to_a_service_count_by_service_for_as_long_as_the_register_says_that_the_child_was_away_with_leave()
    {
        await CareAsync(Ann, "2006-09-01");
        await School.MarkDaysAsync(SmallSchool.Days(1), (Ann, "C"), (Bob, "/"), (Cat, "/"));
        await School.MarkDaysAsync(SmallSchool.Days(2).Skip(1), (Ann, "O"), (Bob, "/"), (Cat, "/"));
        Assert.Equal("", await LostAsync("2006-09-04", "AM", "SOCIAL_CARE", "CONTACT"));
        Assert.Equal("", await LostAsync("2006-09-04", "PM", "SOCIAL_CARE", "CONTACT"));
        Assert.Equal("not-absent", await LostAsync("2006-09-05", "AM", "SOCIAL_CARE", "CONTACT"));
        Assert.Equal("not-absent", await LostAsync("2006-09-06", "AM", "HEALTH", "ASSESSMENT"));
        Assert.Equal([("SOCIAL_CARE", "CONTACT", 2, 1)], await CountAsync());
        // Said again, it is another service's; a half-day is counted once.
        Assert.Equal("", await LostAsync("2006-09-04", "PM", "COURT", "MEETING"));
        Assert.Equal([("SOCIAL_CARE", "CONTACT", 1, 1), ("COURT", "MEETING", 1, 1)], await CountAsync());
        Assert.Equal("", await LostAsync("2006-09-04", "PM", "COURT", "MEETING", withdrawn: true));
        Assert.Equal([("SOCIAL_CARE", "CONTACT", 1, 1)], await CountAsync());
        await School.MarkAsync(new DateOnly(2006, 9, 4), "AM", "Was there", (Ann, "/"));
        Assert.Empty(await CountAsync());

        async Task<string> LostAsync(string on, string half, string service, string reason, bool withdrawn = false) =>
            Problem(
                await SendAsync(
                    "recordServiceTime",
                    new
                    {
                        pupil = await IdAsync(Ann),
                        on,
                        half,
                        service,
                        reason,
                        withdrawn,
                    }
                )
            );

        async Task<IReadOnlyList<(string, string, int, int)>> CountAsync() =>
            [
                .. (await AskAsync("{ timeLostToServices(year: 2006) { service reason halfDays children } }"))
                    .GetProperty("timeLostToServices")
                    .EnumerateArray()
                    .Select(line => (Text(line, "service")!, Text(line, "reason")!, Number(line, "halfDays"), Number(line, "children"))),
            ];
    }

    [Fact]
    [Trait("Row", "S181")]
    [Trait("Row", "S184")]
    [Trait("Row", "S186")]
    public async Task The_registers_of_training_and_procedures_and_the_award_lists_say_what_was_recorded()
    {
        await ChangeAsync("addCarer(name: \"Mary Foster\", kind: FOSTER)");
        await ChangeAsync("addCarer(name: \"Sam Worker\", kind: SOCIAL_WORKER)");
        var sam = Text((await RegisterAsync())[1], "id");
        Assert.Equal("too-late", await ChangeAsync($"recordTraining(carer: \"{sam}\", topic: ATTENDANCE, on: \"2006-10-28\")"));
        Assert.Equal("unknown-carer", await ChangeAsync("recordTraining(carer: \"99\", topic: ATTENDANCE, on: \"2006-10-20\")"));
        Assert.Equal("", await ChangeAsync($"recordTraining(carer: \"{sam}\", topic: ATTENDANCE, on: \"2006-10-20\")"));
        Assert.Equal("", await ChangeAsync($"recordTraining(carer: \"{sam}\", topic: ATTENDANCE, on: \"2006-10-20\")"));
        var register = await RegisterAsync();
        Assert.Equal(["ATTENDANCE", "EXCLUSION", "EDUCATION_PLAN"], Texts(register[0].GetProperty("lacks")));
        Assert.Equal(["EXCLUSION", "EDUCATION_PLAN"], Texts(register[1].GetProperty("lacks")));
        Assert.Single(register[1].GetProperty("trainings").EnumerateArray());

        Assert.Equal("too-late", Problem(await AgreeAsync("2006-10-28")));
        Assert.Equal("", Problem(await AgreeAsync("2006-10-02")));
        var procedure = (await AskAsync("{ careProcedures { subject title agreedOn agreedWith } }")).GetProperty("careProcedures")[0];
        Assert.Equal(
            ("CONTACT", "2006-10-02", "City Legal"),
            (Text(procedure, "subject"), Text(procedure, "agreedOn"), Text(procedure, "agreedWith"))
        );

        // Ann was away in the first fortnight and came in the second; Bob came always; Cat came always and is in nobody's care.
        await CareAsync(Ann, "2006-09-01");
        await CareAsync(Bob, "2006-09-01");
        await School.MarkDaysAsync(SmallSchool.Days(10), (Ann, "I"), (Bob, "/"), (Cat, "/"));
        await School.MarkDaysAsync(SmallSchool.Days(19).Skip(10), (Ann, "/"), (Bob, "/"), (Cat, "/"));
        await School.MarkAsync(new DateOnly(2006, 9, 29), "AM", null, (Ann, "O"), (Bob, "/"), (Cat, "/"));
        await School.MarkAsync(new DateOnly(2006, 9, 29), "PM", null, (Ann, "\\"), (Bob, "\\"), (Cat, "\\"));
        JsonElement awards = default;
        await RegisterHost.UntilAsync(
            async () =>
            {
                awards = (
                    await AskAsync(
                        "{ attendanceAwards(from: \"2006-09-18\", to: \"2006-10-01\") { best { pupil { upn } percent } mostImproved { pupil { upn } percent percentBefore possible attended } } }"
                    )
                ).GetProperty("attendanceAwards");
                return awards.GetProperty("best").GetArrayLength() == 2;
            },
            "both children have a standing"
        );
        Assert.Equal(
            [(Bob.Value, 100m), (Ann.Value, 95m)],
            awards
                .GetProperty("best")
                .EnumerateArray()
                .Select(line => (Text(line.GetProperty("pupil"), "upn"), line.GetProperty("percent").GetDecimal()))
        );
        var improved = Assert.Single(awards.GetProperty("mostImproved").EnumerateArray());
        Assert.Equal(
            (Ann.Value, 0m, 20, 19),
            (
                Text(improved.GetProperty("pupil"), "upn"),
                improved.GetProperty("percentBefore").GetDecimal(),
                Number(improved, "possible"),
                Number(improved, "attended")
            )
        );

        async Task<IReadOnlyList<JsonElement>> RegisterAsync() =>
            [
                .. (await AskAsync("{ trainingRegister { id name lacks trainings { topic on } } }"))
                    .GetProperty("trainingRegister")
                    .EnumerateArray(),
            ];

        Task<JsonElement> AgreeAsync(string on) =>
            SendAsync(
                "recordProcedure",
                new
                {
                    subject = "CONTACT",
                    title = "Contact is after school",
                    agreedOn = on,
                    agreedWith = "City Legal",
                }
            );
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    /// <summary>Sends a mutation as somebody; answers the refusal's code, that of the first problem, or nothing.</summary>
    private static async Task<string?> DoAsync(HttpClient client, string mutation)
    {
        var answer = await SmallSchool.AskAsync(client, $"mutation {{ {mutation} {{ problems {{ code }} }} }}");
        return answer.Codes.Count > 0 ? answer.Codes[0] : Problem(answer.Data.GetProperty(mutation[..mutation.IndexOf('(')]));
    }
}

public sealed class SqliteDailyWorkTests() : DailyWorkTests(DatabaseProvider.Sqlite);

public sealed class PostgresDailyWorkTests() : DailyWorkTests(DatabaseProvider.Postgres);
