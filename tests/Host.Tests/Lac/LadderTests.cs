using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Lac;

/// <summary>
/// The ladder over the whole Host, from a school's marks to the looked-after team's board and audits: steps are reached, taken back by corrections with a trace, and
/// seen by exactly those who answer for the child.
/// </summary>
public abstract class LadderTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Board = """
        { lookedAfterBoard { onRoll confirmed absent notConfirmed session children {
            pupil { upn } initials halfDaysMissed daysMissed daysToTen daysToTwentyFive reachesTenOn outOfArea unit unexplained { date half } } } }
        """;

    private static readonly Upn Ann = Upn.FromBody("355200706001")!.Value;
    private static readonly Upn Bob = Upn.FromBody("355200706002")!.Value;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2006, 10, 27, 11, 0, 0, TimeSpan.Zero))
    {
        AutoAdvanceAmount = TimeSpan.FromMilliseconds(5),
    };

    private RunningHost _host = null!;
    private SmallSchool _school = null!;
    private HttpClient _manager = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync(provider, schoolTime: _clock);
        _school = await SmallSchool.CreateAsync(_host, "3552007");
        await _school.EnrolAsync((Ann, "Archer", null), (Bob, "Baker", null));
        _manager = await _host.PersonAsync(await _host.EmployAsync(Role.LacManager));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "S172")]
    [Trait("Row", "S174")]
    public async Task The_25th_day_opens_an_audit_a_correction_reverses_it_and_a_signed_one_stays_with_its_trace()
    {
        // Looked after from mid-year on: the half-days before count.
        await CareAsync(Ann, "2006-10-02");
        await _school.MarkDaysAsync(SmallSchool.Days(24), (Ann, "I"), (Bob, "I"));
        await _school.MarkAsync(Day(25), "AM", null, (Ann, "I"), (Bob, "I"));
        var child = await UntilAsync(49);
        Assert.Equal((24.5m, 0m, 0.5m), (Number(child, "daysMissed"), Number(child, "daysToTen"), Number(child, "daysToTwentyFive")));
        Assert.Empty(await AuditsAsync());

        await _school.MarkAsync(Day(25), "PM", null, (Ann, "I"), (Bob, "I"));
        await UntilAsync(50);
        var audit = Assert.Single(await AuditsAsync());
        Assert.Equal("OPEN", Text(audit, "state"));
        Assert.Equal(
            ("2006-10-06", "PM"),
            (Text(audit.GetProperty("reachedWith"), "date"), Text(audit.GetProperty("reachedWith"), "half"))
        );
        // Bob missed as much and is in nobody's care.
        Assert.Equal(Ann.Value, audit.GetProperty("pupil").GetProperty("upn").GetString());

        // A correction before the crossing lowers the count: the audit goes, and says why.
        await _school.MarkAsync(Day(3), "PM", "It was a visit", (Ann, "V"));
        await UntilAsync(49);
        audit = Assert.Single(await AuditsAsync());
        Assert.Equal("REVERSED", Text(audit, "state"));
        Assert.Contains("leaves 49 half-days missed, below 50", Text(audit, "trace"), StringComparison.Ordinal);

        // Reached again: another audit, beside the trace of the first.
        await _school.MarkAsync(Day(26), "AM", null, (Ann, "O"));
        await UntilAsync(50);
        var audits = await AuditsAsync();
        Assert.Equal(["OPEN", "REVERSED"], audits.Select(one => Text(one, "state")));
        var id = Text(audits[0], "id");
        Assert.Equal("findings-missing", await ChangeAsync($"signAudit(id: \"{id}\", version: 0)"));
        Assert.Equal("", await WriteAsync(id, 0, "Mornings after contact", "2006-11-10"));
        Assert.Equal("conflict", await WriteAsync(id, 0, "Somebody else's", "2006-11-10"));
        Assert.Equal("conflict", await ChangeAsync($"signAudit(id: \"{id}\", version: 0)"));
        Assert.Equal("", await ChangeAsync($"signAudit(id: \"{id}\", version: 1)"));
        Assert.Equal("conflict", await WriteAsync(id, 1, "Too late", "2006-11-10"));

        await _school.MarkAsync(Day(26), "AM", "Was there", (Ann, "/"));
        await UntilAsync(49);
        var signed = (await AuditsAsync()).Single(one => Text(one, "id") == id);
        Assert.Equal("SIGNED", Text(signed, "state"));
        Assert.Contains("below 50", Text(signed, "trace"), StringComparison.Ordinal);
        var read = await AskAsync($"{{ missedDayAudit(id: \"{id}\") {{ text {{ findings plan {{ what owner by }} }} }} }}");
        Assert.Equal("Mornings after contact", read.GetProperty("missedDayAudit").GetProperty("text").GetProperty("findings").GetString());
    }

    [Fact]
    public async Task An_owner_keeps_an_audit_whose_ground_went_and_the_end_of_care_takes_a_duty_back()
    {
        await CareAsync(Ann, "2006-01-01");
        await _school.MarkDaysAsync(SmallSchool.Days(25), (Ann, "E"));
        await UntilAsync(50);
        var id = Text(Assert.Single(await AuditsAsync()), "id");
        Assert.Equal("conflict", await ChangeAsync($"keepAudit(id: \"{id}\")"));
        Assert.Equal("", await ChangeAsync($"takeAudit(id: \"{id}\")"));
        Assert.Equal("", await ChangeAsync($"keepAudit(id: \"{id}\")"));
        // In care only to the day before the last one: what was missed after it is not counted.
        await CareAsync(Ann, "2006-01-01", ended: SmallSchool.Text(Day(24)));
        await RegisterHost.UntilAsync(
            async () => (await AuditsAsync())[0].GetProperty("trace").ValueKind is JsonValueKind.String,
            "the audit says that its ground went"
        );
        var kept = Assert.Single(await AuditsAsync());
        Assert.Equal(("OPEN", true), (Text(kept, "state"), kept.GetProperty("kept").GetBoolean()));
        // Nobody in care: nobody on the board.
        Assert.Empty((await BoardAsync(_manager)).GetProperty("children").EnumerateArray());
    }

    [Fact]
    [Trait("Row", "S175")]
    public async Task The_board_tells_the_first_unexplained_half_day_and_each_unit_sees_its_own_children_only()
    {
        var unit = await UnitAsync("Oak House");
        var other = await UnitAsync("Elm House");
        await CareAsync(Ann, "2006-09-01", unit);
        await CareAsync(Bob, "2006-09-01", other);
        var oak = await _host.PersonAsync(await _host.EmployAsync(Role.ResidentialWorker, (Relation.PlacedAt, GrantTarget.Unit(unit))));
        await _school.MarkAsync(new DateOnly(2006, 10, 27), "AM", null, (Ann, "N"), (Bob, "/"));
        await RegisterHost.UntilAsync(
            async () =>
                (await BoardAsync(_manager))
                    .GetProperty("children")
                    .EnumerateArray()
                    .Any(child => child.GetProperty("unexplained").ValueKind is JsonValueKind.Object),
            "the unexplained half-day is told"
        );
        var board = await BoardAsync(_manager);
        Assert.Equal(
            (2, 1, 1, 0),
            (
                board.GetProperty("onRoll").GetInt32(),
                board.GetProperty("confirmed").GetInt32(),
                board.GetProperty("absent").GetInt32(),
                board.GetProperty("notConfirmed").GetInt32()
            )
        );
        var seen = (await BoardAsync(oak)).GetProperty("children").EnumerateArray().ToList();
        Assert.Equal(("Oak House", "TA"), (Text(Assert.Single(seen), "unit"), Text(seen[0], "initials")));
        // What a unit may not: audits, and the register itself.
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(oak, "{ missedDayAudits { id } }")).Codes);
        Assert.Equal(
            ["NOT_FOUND"],
            (await SmallSchool.AskAsync(oak, "mutation { saveUnit(name: \"Mine\") { number problems { code } } }")).Codes
        );
    }

    [Fact]
    public async Task A_wrong_record_of_care_is_told_and_changes_nothing()
    {
        Assert.Equal("legal-status-invalid", await CareAsync(Ann, "2006-09-01", legalStatus: "X9"));
        Assert.Equal("placement-invalid", await CareAsync(Ann, "2006-09-01", placement: "car"));
        Assert.Equal("date-order", await CareAsync(Ann, "2006-09-01", ended: "2006-08-01"));
        Assert.Equal("too-late", await CareAsync(Ann, "2007-09-01"));
        Assert.Equal("unknown-unit", await CareAsync(Ann, "2006-09-01", unit: 99));
        Assert.Equal("", await CareAsync(Ann, "2006-09-01", ended: "2006-09-30"));
        Assert.Equal("conflict", await CareAsync(Ann, "2006-09-30"));
        Assert.Equal("", await CareAsync(Ann, "2006-10-01"));
    }

    private static DateOnly Day(int number) => SmallSchool.Days(number).Last();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    private async Task<JsonElement> AskAsync(string query) => (await SmallSchool.AskAsync(_manager, query)).Data;

    private static async Task<JsonElement> BoardAsync(HttpClient client) =>
        (await SmallSchool.AskAsync(client, Board)).Data.GetProperty("lookedAfterBoard");

    private async Task<IReadOnlyList<JsonElement>> AuditsAsync() =>
        [
            .. (await AskAsync("{ missedDayAudits { id state trace kept pupil { upn } reachedWith { date half } } }"))
                .GetProperty("missedDayAudits")
                .EnumerateArray(),
        ];

    /// <summary>Waits until Ann's board says so many half-days.</summary>
    private async Task<JsonElement> UntilAsync(int halfDays)
    {
        JsonElement ann = default;
        await RegisterHost.UntilAsync(
            async () =>
            {
                ann = (await BoardAsync(_manager))
                    .GetProperty("children")
                    .EnumerateArray()
                    .FirstOrDefault(child => child.GetProperty("pupil").GetProperty("upn").GetString() == Ann.Value);
                return ann.ValueKind is JsonValueKind.Object && ann.GetProperty("halfDaysMissed").GetInt32() == halfDays;
            },
            $"{halfDays} half-days on the board"
        );
        return ann;
    }

    private async Task<long> UnitAsync(string name) =>
        (await AskAsync($"mutation {{ saveUnit(name: \"{name}\") {{ number }} }}"))
            .GetProperty("saveUnit")
            .GetProperty("number")
            .GetInt64();

    /// <summary>Records care; answers the code of the first problem, or nothing.</summary>
    private async Task<string> CareAsync(
        Upn upn,
        string started,
        long? unit = null,
        string? ended = null,
        string legalStatus = "C2",
        string placement = "K2"
    ) =>
        Problem(
            await SmallSchool.AskAsync(
                _manager,
                "mutation($input: RecordCareInput!) { recordCare(input: $input) { problems { code } } }",
                new
                {
                    input = new
                    {
                        upn = upn.Value,
                        started,
                        ended,
                        legalStatus,
                        placement,
                        unit,
                        responsible = "355",
                        socialWorker = "Sam Worker",
                    },
                }
            ),
            "recordCare"
        );

    private async Task<string> WriteAsync(string id, int version, string findings, string by) =>
        Problem(
            await SmallSchool.AskAsync(
                _manager,
                "mutation($input: WriteAuditInput!) { writeAudit(input: $input) { problems { code } } }",
                new
                {
                    input = new
                    {
                        id,
                        version,
                        circumstances = "Moved twice this term",
                        pattern = "Mondays",
                        findings,
                        plan = new[]
                        {
                            new
                            {
                                what = "Contact on Saturdays",
                                owner = "Sam Worker",
                                by,
                            },
                        },
                    },
                }
            ),
            "writeAudit"
        );

    private async Task<string> ChangeAsync(string mutation) =>
        Problem(
            await SmallSchool.AskAsync(_manager, $"mutation {{ {mutation} {{ problems {{ code }} }} }}"),
            mutation[..mutation.IndexOf('(')]
        );

    private static string Problem(Answer answer, string field)
    {
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer
            .Data.GetProperty(field)
            .GetProperty("problems")
            .EnumerateArray()
            .Select(problem => problem.GetProperty("code").GetString()!)
            .FirstOrDefault("");
    }
}

public sealed class SqliteLadderTests() : LadderTests(DatabaseProvider.Sqlite);

public sealed class PostgresLadderTests() : LadderTests(DatabaseProvider.Postgres);
