using System.Net;
using System.Text;
using Attendance.Host.Tests.Web;
using Attendance.SharedKernel;
using Xunit;
using static Attendance.Host.Tests.Registers.RegisterHost;
using static Attendance.TestSupport.TestSchool;

namespace Attendance.Host.Tests.Registers;

/// <summary>The road over HTTP: what is stored, what a repeat changes, which mark counts.</summary>
public abstract class PostRegisterTests(RegisterHost host)
{
    private static readonly DateOnly Day = new(2027, 3, 9);

    [Fact]
    public async Task A_register_is_read_with_its_groups_its_history_and_the_version_to_correct_it()
    {
        var school = await host.SchoolAsync();
        var path = $"/api/v1/schools/{school.Laestab}/registers/2027-03-09/AM";
        await ReceiptAsync(await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "N"), Mark(school.Upns[1], "/")]), "a"));
        var last = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "I", reason: "Ill")]), "b");
        await ReceiptAsync(last);
        using var answer = await school.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(last.Headers.ETag?.ToString(), answer.Headers.ETag?.ToString());
        var body = System
            .Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement;
        Assert.True(body.GetProperty("closed").GetBoolean());
        Assert.Equal("partial", body.GetProperty("groups")[0].GetProperty("status").GetString());
        Assert.Equal(3, body.GetProperty("groups")[0].GetProperty("expected").GetInt32());
        Assert.Equal(2, body.GetProperty("groups")[0].GetProperty("marked").GetInt32());
        var mark = body.GetProperty("marks").EnumerateArray().Single(m => m.GetProperty("upn").GetString() == school.Upns[0].ToString());
        Assert.Equal("I", mark.GetProperty("code").GetString());
        Assert.Equal(["N", "I"], mark.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("code").GetString()));
        Assert.Equal("correction", mark.GetProperty("history")[1].GetProperty("kind").GetString());

        var other = await host.SchoolAsync();
        using var foreign = await other.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    [Trait("Row", "S32")]
    public async Task A_register_is_durable_and_visible_when_it_is_answered()
    {
        var school = await host.SchoolAsync();
        using var answer = await school.PostAsync(
            Day,
            HalfDay.AM,
            Register(
                [Mark(school.Upns[0], "/"), Mark(school.Upns[1], "O"), Mark(school.Upns[2], "L", 12)],
                "2027-03-09T09:05:00+00:00",
                "1"
            ),
            "first"
        );
        var receipt = await ReceiptAsync(answer);
        Assert.Equal($"{school.Laestab}-1", receipt.GetProperty("receipt").GetString());
        Assert.Equal("2027-03-10T10:00:00.000Z", receipt.GetProperty("recordedAt").GetString());
        Assert.Equal("3 0 0 0", Counts(receipt));
        Assert.Equal("\"1\"", answer.Headers.ETag?.ToString());
        Assert.Empty(Problems(receipt));

        var id = new { school = (long)school.Laestab.Value };
        Assert.Equal(4, await host.ScalarAsync<long>("select folded_seq from schools_mark where school_id = @school", id));
        Assert.Equal(3, await host.ScalarAsync<long>("select sum(possible) from schools_enrolment_standing where school_id = @school", id));
        Assert.Equal(2, await host.ScalarAsync<long>("select sum(attended) from schools_enrolment_standing where school_id = @school", id));
        Assert.Equal(
            1,
            await host.ScalarAsync<long>("select sum(unauthorised) from schools_enrolment_standing where school_id = @school", id)
        );
        Assert.Equal(
            3,
            await host.ScalarAsync<long>(
                "select sum(s.possible) from schools_pupil_standing s join schools_enrolment e on e.pupil_id = s.pupil_id where e.school_id = @school",
                id
            )
        );
        Assert.Equal(
            3,
            await host.ScalarAsync<long>("select sum(count) from schools_session_tally where school_id = @school and group_code = '1'", id)
        );
        Assert.Equal(12, await host.ScalarAsync<int>("select max(minutes_late) from schools_entry where school_id = @school", id));
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_gets_the_first_answer_byte_for_byte()
    {
        var school = await host.SchoolAsync();
        var body = Register([Mark(school.Upns[0], "O"), Mark(school.Upns[1], "?")], submissionId: "s-1");
        using var first = await school.PostAsync(Day, HalfDay.AM, body);
        var bytes = await first.Content.ReadAsByteArrayAsync();
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        // What came since does not change the answer.
        using var later = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "/", reason: "was there")]), "s-2");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        var rows = await host.RowsAsync(school.Laestab);
        foreach (var header in (string?[])[null, "s-1"])
        {
            using var again = await school.PostAsync(Day, HalfDay.AM, body, header);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
            Assert.Equal(bytes, await again.Content.ReadAsByteArrayAsync());
        }
        Assert.Equal(rows, await host.RowsAsync(school.Laestab));
    }

    [Fact]
    public async Task Repeats_side_by_side_have_one_effect()
    {
        var school = await host.SchoolAsync();
        var body = Register([Mark(school.Upns[0], "O"), Mark(school.Upns[1], "/")]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => school.PostAsync(Day, HalfDay.AM, body, "same")));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(bodies.Distinct());
        Assert.Equal(7, answers.Count(answer => answer.Headers.Contains("Idempotency-Replayed")));
        Assert.StartsWith("submission=1 entry=2 ", await host.RowsAsync(school.Laestab), StringComparison.Ordinal);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task A_key_belongs_to_one_body_on_one_route_of_one_client()
    {
        var school = await host.SchoolAsync();
        var body = Register([Mark(school.Upns[0], "/")]);
        await ReceiptAsync(await school.PostAsync(Day, HalfDay.AM, body, "k"));
        var rows = await host.RowsAsync(school.Laestab);
        using var other = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "O")]), "k");
        await Refused.AsAsync(other, HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        using var elsewhere = await school.PostAsync(Day.AddDays(-1), HalfDay.AM, body, "k");
        await Refused.AsAsync(elsewhere, HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(rows, await host.RowsAsync(school.Laestab));

        var second = await host.Host.SchoolAsync(school.Laestab, "Another system");
        using var unrelated = await school.PostAsync(Text(Day), "AM", Encoding.UTF8.GetBytes(body.ToJsonString()), "k", client: second);
        Assert.Equal("0 1 0 0", Counts(await ReceiptAsync(unrelated)));
        Assert.False(unrelated.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_renewed_key_of_the_same_system_keeps_its_submissions()
    {
        var school = await host.SchoolAsync();
        var body = Register([Mark(school.Upns[0], "/")]);
        await ReceiptAsync(await school.PostAsync(Day, HalfDay.AM, body, "k"));
        var renewed = await host.Host.SchoolAsync(school.Laestab);
        using var again = await school.PostAsync(Text(Day), "AM", Encoding.UTF8.GetBytes(body.ToJsonString()), "k", client: renewed);
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Without_a_key_what_is_effective_already_is_not_written_again()
    {
        var school = await host.SchoolAsync();
        var body = Register([Mark(school.Upns[0], "/"), Mark(school.Upns[1], "L", 5)]);
        using var first = await school.PostAsync(Day, HalfDay.AM, body);
        Assert.Equal("2 0 0 0", Counts(await ReceiptAsync(first)));
        var rows = await host.RowsAsync(school.Laestab);
        using var again = await school.PostAsync(Day, HalfDay.AM, body);
        var receipt = await ReceiptAsync(again);
        Assert.Equal("0 2 0 0", Counts(receipt));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, receipt.GetProperty("receipt").ValueKind);
        Assert.Equal("\"1\"", again.Headers.ETag?.ToString());
        Assert.Equal(rows, await host.RowsAsync(school.Laestab));
    }

    [Fact]
    public async Task A_mark_taken_earlier_than_the_effective_one_is_stored_as_stale()
    {
        var school = await host.SchoolAsync();
        await ReceiptAsync(await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "/")], "2027-03-09T09:10:00Z"), "a"));
        using var older = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "O")], "2027-03-09T09:01:00Z"), "b");
        Assert.Equal("0 0 1 0", Counts(await ReceiptAsync(older)));
        var id = new { school = (long)school.Laestab.Value };
        Assert.Equal(1, await host.ScalarAsync<long>("select sum(attended) from schools_enrolment_standing where school_id = @school", id));
        Assert.Equal(
            0,
            await host.ScalarAsync<long>("select sum(unauthorised) from schools_enrolment_standing where school_id = @school", id)
        );
        using var newer = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "O")], "2027-03-09T09:11:00Z"), "c");
        var receipt = await ReceiptAsync(newer);
        Assert.Equal("1 0 0 0", Counts(receipt));
        Assert.Equal(["/marks/0/reason reason-missing"], Problems(receipt));
        Assert.Equal(
            1,
            await host.ScalarAsync<long>("select sum(unauthorised) from schools_enrolment_standing where school_id = @school", id)
        );
    }

    [Fact]
    public async Task A_correction_counts_whenever_it_was_taken_and_loses_to_nobody_in_silence()
    {
        var school = await host.SchoolAsync();
        using var first = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "N")], "2027-03-09T09:10:00Z"));
        using var reason = await school.PostAsync(
            Day,
            HalfDay.AM,
            Register([Mark(school.Upns[0], "I", reason: "The family rang")], "2027-03-09T09:00:00Z")
        );
        var receipt = await ReceiptAsync(reason);
        Assert.Equal("1 0 0 0", Counts(receipt));
        Assert.Empty(Problems(receipt));

        using var stale = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "O", reason: "No")]), ifMatch: "\"1\"");
        await Refused.AsAsync(stale, HttpStatusCode.PreconditionFailed, "version-conflict");
        var current = stale.Headers.ETag!.ToString();
        Assert.Equal(reason.Headers.ETag!.ToString(), current);
        using var seen = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "O", reason: "No")]), ifMatch: current);
        Assert.Equal("1 0 0 0", Counts(await ReceiptAsync(seen)));
        foreach (var wrong in (string[])["*", "\"x\"", "\"-1\"", "\"1\", \"2\""])
        {
            using var answer = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "/", reason: "No")]), ifMatch: wrong);
            await Refused.AsAsync(answer, HttpStatusCode.PreconditionFailed, "version-conflict");
        }
        var id = new { school = (long)school.Laestab.Value };
        Assert.Equal(
            "N,I,O",
            string.Join(
                ',',
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 3)
                        .Select(i =>
                            host.ScalarAsync<string>(
                                $"select code from schools_entry where school_id = @school order by seq limit 1 offset {i}",
                                id
                            )
                        )
                )
            )
        );
        Assert.Equal(
            2,
            await host.ScalarAsync<long>("select count(*) from schools_entry where school_id = @school and supersedes_seq is not null", id)
        );
    }

    [Fact]
    [Trait("Row", "S32")]
    [Trait("Row", "S94")]
    public async Task A_correction_derives_totals_and_flags_again_and_leaves_a_trace()
    {
        var school = await host.SchoolAsync(1);
        var days = Enumerable
            .Range(0, 5)
            .Select(i => new DateOnly(2027, 3, 2).AddDays(i))
            .Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .ToList();
        foreach (var day in days)
        {
            foreach (var half in (HalfDay[])[HalfDay.AM, HalfDay.PM])
                Assert.Equal(
                    "1 0 0 0",
                    Counts(await ReceiptAsync(await school.PostAsync(day, half, Register([Mark(school.Upns[0], "O")]))))
                );
        }
        var pupil = new
        {
            pupil = await host.ScalarAsync<long>("select pupil_id from schools_pupil where upn = @upn", new { upn = school.Upns[0] }),
        };
        const string Flag = "from schools_flag where pupil_id = @pupil and rule = 'CONSEC_ABS'";
        Assert.Equal(0, await host.ScalarAsync<int?>($"select state {Flag}", pupil));
        Assert.Contains(
            "CONSEC_ABS",
            await host.ScalarAsync<string>("select flags from schools_pupil_standing where pupil_id = @pupil", pupil),
            StringComparison.Ordinal
        );
        Assert.Equal(
            days.Count * 2,
            await host.ScalarAsync<int>("select unauthorised from schools_pupil_standing where pupil_id = @pupil", pupil)
        );

        // Present at the fourth and sixth of eight sessions after all: no six are left in a row.
        foreach (var (day, half) in ((DateOnly, HalfDay)[])[(days[1], HalfDay.PM), (days[2], HalfDay.PM)])
        {
            using var answer = await school.PostAsync(
                day,
                half,
                Register([Mark(school.Upns[0], half is HalfDay.AM ? "/" : "\\", reason: "In the library")])
            );
            Assert.Equal("1 0 0 0", Counts(await ReceiptAsync(answer)));
        }
        Assert.Equal(2, await host.ScalarAsync<int?>($"select state {Flag}", pupil));
        Assert.Contains("became", await host.ScalarAsync<string>($"select trace {Flag}", pupil), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "CONSEC_ABS",
            await host.ScalarAsync<string>("select flags from schools_pupil_standing where pupil_id = @pupil", pupil),
            StringComparison.Ordinal
        );
        Assert.Equal(
            (days.Count * 2) - 2,
            await host.ScalarAsync<int>("select unauthorised from schools_pupil_standing where pupil_id = @pupil", pupil)
        );
        Assert.Equal(2, await host.ScalarAsync<int>("select attended from schools_pupil_standing where pupil_id = @pupil", pupil));
    }

    [Fact]
    public async Task Comments_and_reasons_are_kept_but_not_in_the_open()
    {
        var school = await host.SchoolAsync();
        await ReceiptAsync(
            await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "N", comment: "=cmd() \u202e<b>canary</b>")]))
        );
        await ReceiptAsync(await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "I", reason: "canary")])));
        var id = new { school = (long)school.Laestab.Value };
        Assert.Equal(2, await host.ScalarAsync<long>("select count(*) from schools_entry_text where school_id = @school", id));
        var kept = await host.ScalarAsync<byte[]>(
            "select sealed from schools_entry_text where school_id = @school and kind = 'reason'",
            id
        );
        Assert.DoesNotContain("canary", Encoding.UTF8.GetString(kept!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_schools_key_finds_nothing_here()
    {
        var school = await host.SchoolAsync();
        var other = await host.SchoolAsync();
        var body = Encoding.UTF8.GetBytes(Register([Mark(school.Upns[0], "/")]).ToJsonString());
        using var denied = await school.PostAsync(Text(Day), "AM", body, client: other.Client);
        var first = await Refused.AsAsync(denied, HttpStatusCode.NotFound, "not-found");
        using var absent = await other.Client.PostAsync("/api/v1/schools/9999999/registers/2027-03-09/AM", new ByteArrayContent(body));
        var second = await Refused.AsAsync(absent, HttpStatusCode.NotFound, "not-found");
        Assert.Equal(first.GetProperty("detail").GetString(), second.GetProperty("detail").GetString());
        using var loader = await school.PostAsync(Text(Day), "AM", body, client: host.Host.Loader);
        await Refused.AsAsync(loader, HttpStatusCode.NotFound, "not-found");
        using var anonymous = await school.PostAsync(Text(Day), "AM", body, client: host.Host.Anonymous);
        await Refused.AsAsync(anonymous, HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.StartsWith("submission=0 ", await host.RowsAsync(school.Laestab), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_that_was_never_loaded_is_not_found()
    {
        var number = NextNumber();
        var client = await host.Host.SchoolAsync(number);
        using var content = new StringContent("""{"marks":[{"upn":"A","code":"/"}]}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/api/v1/schools/{number}/registers/2027-03-09/AM", content);
        await Refused.AsAsync(answer, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_time_for_corrections_ends_but_not_for_first_marks()
    {
        var school = await host.SchoolAsync(0);
        var day = new DateOnly(2026, 6, 9);
        await school.OpenAsync(day, day);
        school.Add(UpnOf(school.Laestab, 0), day);
        await school.SaveRollAsync();
        using var first = await school.PostAsync(day, HalfDay.AM, Register([Mark(school.Upns[0], "/")]));
        Assert.Equal("1 0 0 0", Counts(await ReceiptAsync(first)));
        var rows = await host.RowsAsync(school.Laestab);
        using var late = await school.PostAsync(day, HalfDay.AM, Register([Mark(school.Upns[0], "O", reason: "late")]));
        await Refused.AsAsync(late, HttpStatusCode.Forbidden, "correction-closed");
        Assert.Equal(rows, await host.RowsAsync(school.Laestab));
    }
}

public sealed class SqlitePostRegisterTests(SqliteRegisterHost host) : PostRegisterTests(host), IClassFixture<SqliteRegisterHost>;

public sealed class PostgresPostRegisterTests(PostgresRegisterHost host) : PostRegisterTests(host), IClassFixture<PostgresRegisterHost>;
