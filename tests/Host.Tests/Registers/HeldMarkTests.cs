using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attendance.Host.Tests.Web;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;
using static Attendance.Host.Tests.Registers.RegisterHost;
using static Attendance.TestSupport.TestSchool;

namespace Attendance.Host.Tests.Registers;

/// <summary>Marks that are wrong in themselves wait beside the register; the others are stored. Source: PROMISES 3a.</summary>
public abstract class HeldMarkTests(RegisterHost host)
{
    private static readonly DateOnly Day = new(2027, 3, 9);

    [Fact]
    public async Task A_wrong_mark_is_held_with_a_pointer_and_the_others_are_stored()
    {
        var school = await host.SchoolAsync(20);
        var infant = school.Add(UpnOf(school.Laestab, 20), First, birth: new DateOnly(2023, 6, 1), year: "N2");
        var left = school.Add(UpnOf(school.Laestab, 21), First, leaving: Day.AddDays(-1));
        var coming = school.Add(UpnOf(school.Laestab, 22), Day.AddDays(1));
        await school.SaveRollAsync();
        var upns = school.Upns;
        (JsonObject Mark, string? Problem)[] marks =
        [
            (Mark(upns[0], "/"), null),
            (Mark("A12", "/"), "/upn upn-invalid"),
            (Mark("", "/"), "/upn upn-invalid"),
            (Mark((upns[1][0] == 'A' ? "B" : "A") + upns[1][1..], "/"), "/upn upn-invalid"),
            (Mark(UpnOf(school.Laestab, 900), "/"), "/upn unknown-pupil"),
            (Mark(upns[2], "Q9"), "/code unknown-code"),
            (Mark(upns[3], "l"), "/code unknown-code"),
            (Mark(upns[4], ""), "/code unknown-code"),
            (Mark(upns[5], new string('N', 64)), "/code unknown-code"),
            (Mark(upns[6], "Е"), "/code unknown-code"),
            (Mark(upns[7], "-"), "/code unknown-code"),
            (Mark(upns[8], "X"), "/code code-not-allowed"),
            (Mark((string)infant["upn"]!, "C2"), "/code code-not-allowed"),
            (Mark((string)left["upn"]!, "/"), "/upn not-on-roll"),
            (Mark((string)coming["upn"]!, "/"), "/upn not-on-roll"),
            (Mark(upns[9], "/"), "/upn duplicate-pupil"),
            (Mark(upns[9].ToLowerInvariant(), "O"), "/upn duplicate-pupil"),
            (Mark(upns[10], "L", -1), "/minutesLate minutes-late"),
            (Mark(upns[11], "L", 1_000_000_000), "/minutesLate minutes-late"),
            (Mark(upns[12], "O", 5), "/minutesLate minutes-late"),
            (Mark(upns[13], "O"), null),
        ];
        using var answer = await school.PostAsync(Day, HalfDay.AM, Register(marks.Select(mark => mark.Mark)), "held");
        var receipt = await ReceiptAsync(answer);
        Assert.Equal(
            marks.Select((mark, i) => mark.Problem is null ? null : $"/marks/{i}{mark.Problem}").Where(text => text is not null).Order(),
            Problems(receipt).Order()
        );
        Assert.Equal($"2 0 0 {marks.Length - 2}", Counts(receipt));
        Assert.Equal(
            marks.Select(mark => mark.Problem is null ? "stored" : "held"),
            receipt.GetProperty("marks").EnumerateArray().Select(status => status.GetString())
        );
        Assert.Equal(marks.Length - 2, (await ListAsync(school)).Count);
        // Held marks count nowhere.
        Assert.Equal(
            2,
            await host.ScalarAsync<long>(
                "select sum(possible) from schools_enrolment_standing where school_id = @school",
                new { school = (long)school.Laestab.Value }
            )
        );
        // The pointer says where; what was sent is nowhere in the answer.
        Assert.DoesNotContain(upns[2], receipt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_register_of_which_all_is_held_is_taken_and_does_not_stop_the_school()
    {
        var school = await host.SchoolAsync();
        using var answer = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "?")]));
        Assert.Equal("0 0 0 1", Counts(await ReceiptAsync(answer)));
        Assert.Equal(
            1,
            await host.ScalarAsync<long>(
                "select folded_seq from schools_mark where school_id = @school",
                new { school = (long)school.Laestab.Value }
            )
        );
        using var next = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "/")]));
        Assert.Equal("1 0 0 0", Counts(await ReceiptAsync(next)));
    }

    [Fact]
    public async Task A_code_of_a_later_era_is_held_and_one_of_an_earlier_era_counts_under_its_last_class()
    {
        var school = await host.SchoolAsync(1);
        var before = new DateOnly(2024, 3, 5);
        await school.OpenAsync(before, before);
        school.Add(UpnOf(school.Laestab, 1), before);
        await school.SaveRollAsync();
        using var early = await school.PostAsync(before, HalfDay.AM, Register([Mark(school.Upns[1], "K")]));
        Assert.Equal(["/marks/0/code code-not-yet"], Problems(await ReceiptAsync(early)));
        using var late = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "H")]));
        var receipt = await ReceiptAsync(late);
        Assert.Equal("1 0 0 0", Counts(receipt));
        Assert.Equal(["/marks/0/code code-withdrawn"], Problems(receipt));
        Assert.Equal(
            1,
            await host.ScalarAsync<long>(
                "select sum(authorised) from schools_enrolment_standing where school_id = @school",
                new { school = (long)school.Laestab.Value }
            )
        );
    }

    [Fact]
    public async Task A_slash_of_the_other_half_day_is_turned()
    {
        var school = await host.SchoolAsync(2);
        using var morning = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "\\"), Mark(school.Upns[1], "/")]));
        Assert.Equal(["/marks/0/code slash-turned"], Problems(await ReceiptAsync(morning)));
        using var afternoon = await school.PostAsync(Day, HalfDay.PM, Register([Mark(school.Upns[0], "/")]));
        Assert.Equal(["/marks/0/code slash-turned"], Problems(await ReceiptAsync(afternoon)));
        Assert.Equal(
            "/,/,\\",
            string.Join(
                ',',
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 3)
                        .Select(i =>
                            host.ScalarAsync<string>(
                                $"select code from schools_entry where school_id = @school order by seq limit 1 offset {i}",
                                new { school = (long)school.Laestab.Value }
                            )
                        )
                )
            )
        );
    }

    [Fact]
    public async Task A_clock_ahead_is_stored_with_a_warning_and_counts_from_our_time()
    {
        var school = await host.SchoolAsync(1);
        using var ahead = await school.PostAsync(Today, HalfDay.AM, Register([Mark(school.Upns[0], "/")], "2027-03-10T10:02:01Z"));
        Assert.Equal(["/takenAt clock-ahead"], Problems(await ReceiptAsync(ahead)));
        using var sane = await school.PostAsync(Today, HalfDay.AM, Register([Mark(school.Upns[0], "O")], "2027-03-10T10:00:00Z"));
        Assert.Equal("1 0 0 0", Counts(await ReceiptAsync(sane)));
        using var within = await school.PostAsync(
            Today.AddDays(-1),
            HalfDay.AM,
            Register([Mark(school.Upns[0], "/")], "2027-03-10T10:02:00Z")
        );
        Assert.Empty(Problems(await ReceiptAsync(within)));
    }

    [Fact]
    public async Task A_session_closed_for_the_childs_year_group_holds_the_childs_mark_until_the_calendar_opens_it()
    {
        var school = await host.SchoolAsync(2);
        await school.OpenAsync(First, Last, [Inset], Line(Day, HalfDay.AM, open: false, yearGroup: "6"));
        school.Add(UpnOf(school.Laestab, 2), First, year: "6");
        await school.SaveRollAsync();
        using var answer = await school.PostAsync(
            Day,
            HalfDay.AM,
            Register([Mark(school.Upns[0], "/"), Mark(school.Upns[2], "O")], "2027-03-09T09:05:00Z")
        );
        Assert.Equal(["/marks/1 session-not-open"], Problems(await ReceiptAsync(answer)));
        await school.OpenAsync(First, Last, [Inset]);
        await UntilAsync(async () => (await ListAsync(school)).Count == 0, "The held mark was not released.");
        Assert.Equal(1, await UnauthorisedAsync(school.Upns[2]));
    }

    [Fact]
    public async Task A_mark_that_came_before_its_child_is_released_by_the_roll()
    {
        var school = await host.SchoolAsync(1);
        var coming = UpnOf(school.Laestab, 1);
        using var answer = await school.PostAsync(
            Day,
            HalfDay.AM,
            Register([Mark(school.Upns[0], "/"), Mark(coming, "O")], "2027-03-09T09:05:00Z")
        );
        Assert.Equal("1 0 0 1", Counts(await ReceiptAsync(answer)));
        school.Add(coming, First);
        await school.SaveRollAsync();
        await UntilAsync(async () => (await ListAsync(school)).Count == 0, "The held mark was not released.");
        Assert.Equal(1, await UnauthorisedAsync(coming));
        // It kept its own time: a later mark from before it is stale, as it would have been.
        using var older = await school.PostAsync(Day, HalfDay.AM, Register([Mark(coming, "/")], "2027-03-09T09:01:00Z"), "older");
        Assert.Equal("0 0 1 0", Counts(await ReceiptAsync(older)));
    }

    [Fact]
    public async Task A_held_mark_is_entered_again_with_its_correction_once()
    {
        var school = await host.SchoolAsync(2);
        await ReceiptAsync(await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "OO"), Mark(school.Upns[1], "/")])));
        var held = Assert.Single(await ListAsync(school));
        Assert.Equal("unknown-code", held.GetProperty("problem").GetString());
        Assert.Equal("OO", held.GetProperty("code").GetString());
        var path = $"{school.Path}/held-marks/{held.GetProperty("id").GetString()}";

        using var wrong = await school.Client.PostAsJsonAsync($"{path}/release", new { code = "??" });
        await Refused.AsAsync(wrong, HttpStatusCode.UnprocessableEntity, "unknown-code");
        Assert.Single(await ListAsync(school));
        using var right = await school.Client.PostAsJsonAsync($"{path}/release", new { code = "O" });
        Assert.Equal("1 0 0 0", Counts(await ReceiptAsync(right)));
        Assert.Empty(await ListAsync(school));
        Assert.Equal(1, await UnauthorisedAsync(school.Upns[0]));
        using var again = await school.Client.PostAsJsonAsync($"{path}/release", new { code = "O" });
        await Refused.AsAsync(again, HttpStatusCode.NotFound, "not-found");
        var other = await host.SchoolAsync(0);
        using var denied = await other.Client.GetAsync($"{school.Path}/held-marks");
        await Refused.AsAsync(denied, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_held_mark_is_discarded_with_a_reason()
    {
        var school = await host.SchoolAsync(1);
        await ReceiptAsync(await school.PostAsync(Day, HalfDay.AM, Register([Mark("A1", "/")])));
        var path = $"{school.Path}/held-marks/{Assert.Single(await ListAsync(school)).GetProperty("id").GetString()}/discard";
        foreach (var reason in (string[])["", new string('x', 501)])
        {
            using var refused = await school.Client.PostAsJsonAsync(path, new { reason });
            await Refused.AsAsync(refused, HttpStatusCode.UnprocessableEntity, "validation");
        }
        using var discarded = await school.Client.PostAsJsonAsync(path, new { reason = "No such child" });
        Assert.Equal(HttpStatusCode.NoContent, discarded.StatusCode);
        Assert.Empty(await ListAsync(school));
        using var again = await school.Client.PostAsJsonAsync(path, new { reason = "No such child" });
        await Refused.AsAsync(again, HttpStatusCode.NotFound, "not-found");
        foreach (var id in (string[])["x", "1", "-1", "99-0", "1-99", "1--1"])
        {
            using var none = await school.Client.PostAsJsonAsync($"{school.Path}/held-marks/{id}/discard", new { reason = "x" });
            await Refused.AsAsync(none, HttpStatusCode.NotFound, "not-found");
        }
    }

    private Task<long> UnauthorisedAsync(string upn) =>
        host.ScalarAsync<long>(
            "select coalesce(max(s.unauthorised), 0) from schools_pupil_standing s join schools_pupil p on p.pupil_id = s.pupil_id where p.upn = @upn",
            new { upn }
        );

    private static async Task<List<JsonElement>> ListAsync(TestSchool school) =>
        [.. (await school.Client.GetFromJsonAsync<JsonElement>($"{school.Path}/held-marks")).EnumerateArray()];
}

public sealed class SqliteHeldMarkTests(SqliteRegisterHost host) : HeldMarkTests(host), IClassFixture<SqliteRegisterHost>;

public sealed class PostgresHeldMarkTests(PostgresRegisterHost host) : HeldMarkTests(host), IClassFixture<PostgresRegisterHost>;
