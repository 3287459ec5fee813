using System.Net;
using System.Text;
using Attendance.Host.Tests.Web;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;
using static Attendance.Host.Tests.Registers.RegisterHost;
using static Attendance.TestSupport.TestSchool;

namespace Attendance.Host.Tests.Registers;

/// <summary>A register that is wrong as a whole is refused with the status and slug of PROMISES 3a, and nothing is stored.</summary>
public sealed class BadRegisterTests(SqliteRegisterHost host) : IClassFixture<SqliteRegisterHost>
{
    private const string Good = """{"marks":[{"upn":"UPN","code":"/"}]}""";

    [Fact]
    [Trait("Row", "S32")]
    public async Task Every_bad_body_is_refused_by_name_and_stores_nothing()
    {
        var school = await host.SchoolAsync();
        var rows = await host.RowsAsync(school.Laestab);
        foreach (var (name, status, slug, body) in Bodies())
        {
            using var answer = await school.PostAsync("2027-03-09", "AM", Fill(body, school));
            try
            {
                await Refused.AsAsync(answer, (HttpStatusCode)status, slug);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(name, exception);
            }
            Assert.DoesNotContain(school.Upns[0], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(rows, await host.RowsAsync(school.Laestab));
        using var good = await school.PostAsync("2027-03-09", "AM", Fill(Encoding.UTF8.GetBytes(Good), school));
        Assert.Equal("1 0 0 0", Counts(await ReceiptAsync(good)));
    }

    [Theory]
    [InlineData("2027-03-10", "PM")] // Not begun.
    [InlineData("2027-03-11", "AM")]
    [InlineData("2027-03-07", "AM")] // Sunday.
    [InlineData("2027-03-01", "AM")] // Closed.
    [InlineData("2027-02-29", "AM")]
    [InlineData("0001-01-01", "AM")]
    [InlineData("9999-12-31", "PM")]
    [InlineData("2027-3-9", "AM")]
    [InlineData("tomorrow", "AM")]
    public async Task A_session_that_is_not_open_takes_no_register(string date, string session)
    {
        var school = await host.SchoolAsync();
        using var answer = await school.PostAsync(date, session, Fill(Encoding.UTF8.GetBytes(Good), school));
        await Refused.AsAsync(answer, HttpStatusCode.UnprocessableEntity, "session-not-open");
        Assert.StartsWith("submission=0 ", await host.RowsAsync(school.Laestab), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("am")]
    [InlineData("EVE")]
    [InlineData("AM%20")]
    public async Task There_is_no_third_half_day(string session)
    {
        var school = await host.SchoolAsync();
        using var answer = await school.PostAsync("2027-03-09", session, Fill(Encoding.UTF8.GetBytes(Good), school));
        await Refused.AsAsync(answer, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("multipart/form-data")]
    public async Task Another_media_type_is_415(string contentType)
    {
        var school = await host.SchoolAsync();
        using var answer = await school.PostAsync("2027-03-09", "AM", Fill(Encoding.UTF8.GetBytes(Good), school), contentType: contentType);
        await Refused.AsAsync(answer, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task An_encoded_body_or_none_is_refused()
    {
        var school = await host.SchoolAsync();
        using var gzip = new HttpRequestMessage(HttpMethod.Post, $"{school.Path}/registers/2027-03-09/AM");
        gzip.Content = new ByteArrayContent([0x1f, 0x8b, 8, 0]);
        gzip.Content.Headers.ContentType = new("application/json");
        gzip.Content.Headers.ContentEncoding.Add("gzip");
        using var answer = await school.Client.SendAsync(gzip);
        await Refused.AsAsync(answer, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        using var empty = await school.PostAsync("2027-03-09", "AM", []);
        await Refused.AsAsync(empty, HttpStatusCode.BadRequest, "malformed-json");
        using var get = await school.Client.PutAsync($"{school.Path}/registers/2027-03-09/AM", new StringContent("{}"));
        await Refused.AsAsync(get, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public async Task A_key_is_one_to_255_visible_characters_and_the_same_in_both_places()
    {
        var school = await host.SchoolAsync();
        var body = Register([Mark(school.Upns[0], "/")]);
        foreach (var key in (string[])["", " ", new string('k', 256), "a b", "kéy", "a\tb"])
        {
            // The client does not send a header that is not ASCII.
            if (key != "kéy")
            {
                using var header = await school.PostAsync(new DateOnly(2027, 3, 9), HalfDay.AM, body, key);
                await Refused.AsAsync(header, HttpStatusCode.BadRequest, "idempotency-key-invalid");
            }
            using var member = await school.PostAsync(
                new DateOnly(2027, 3, 9),
                HalfDay.AM,
                Register([Mark(school.Upns[0], "/")], submissionId: key)
            );
            await Refused.AsAsync(member, HttpStatusCode.BadRequest, "idempotency-key-invalid");
        }
        using var two = new HttpRequestMessage(HttpMethod.Post, $"{school.Path}/registers/2027-03-09/AM");
        two.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        two.Headers.Add("Idempotency-Key", ["a", "b"]);
        using var twice = await school.Client.SendAsync(two);
        await Refused.AsAsync(twice, HttpStatusCode.BadRequest, "idempotency-key-invalid");
        using var differ = await school.PostAsync(
            new DateOnly(2027, 3, 9),
            HalfDay.AM,
            Register([Mark(school.Upns[0], "/")], submissionId: "a"),
            "b"
        );
        await Refused.AsAsync(differ, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.StartsWith("submission=0 ", await host.RowsAsync(school.Laestab), StringComparison.Ordinal);
        using var longest = await school.PostAsync(new DateOnly(2027, 3, 9), HalfDay.AM, body, new string('k', 255));
        await ReceiptAsync(longest);
    }

    [Fact]
    public async Task Five_thousand_marks_are_taken_and_one_more_is_not()
    {
        var school = await host.SchoolAsync();
        byte[] Body(int marks) =>
            Encoding.UTF8.GetBytes(Register(Enumerable.Range(0, marks).Select(i => Mark($"A{i}", "/"))).ToJsonString());
        using var more = await school.PostAsync("2027-03-09", "AM", Body(5_001));
        await Refused.AsAsync(more, HttpStatusCode.RequestEntityTooLarge, "too-large");
        using var most = await school.PostAsync("2027-03-09", "AM", Body(5_000));
        Assert.Equal("0 0 0 5000", Counts(await ReceiptAsync(most)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_two_MiB_is_413(bool chunked)
    {
        var school = await host.SchoolAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{school.Path}/registers/2027-03-09/AM");
        request.Content = new StringContent(
            Good.Replace("UPN", new string('a', 2 * 1024 * 1024), StringComparison.Ordinal),
            Encoding.UTF8,
            "application/json"
        );
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await school.Client.SendAsync(request);
        await Refused.AsAsync(answer, HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.StartsWith("submission=0 ", await host.RowsAsync(school.Laestab), StringComparison.Ordinal);
    }

    private static byte[] Fill(byte[] body, TestSchool school)
    {
        // Latin-1 keeps every byte, also those that are no UTF-8.
        var text = Encoding.Latin1.GetString(body).Replace("UPN", school.Upns[0], StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text);
    }

    private static IEnumerable<(string Name, int Status, string Slug, byte[] Body)> Bodies()
    {
        static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

        yield return ("truncated", 400, "malformed-json", Of(Good[..^3]));
        yield return ("BOM and garbage", 400, "malformed-json", [0xef, 0xbb, 0xbf, .. Of("x"), .. Of(Good)]);
        yield return ("not UTF-8", 400, "malformed-json", [.. Of("{\"takenBy\":\""), 0xff, 0xfe, .. Of("\",\"marks\":[]}")]);
        yield return ("UTF-16", 400, "malformed-json", Encoding.Unicode.GetBytes(Good));
        yield return ("lone surrogate", 400, "malformed-json", Of("""{"takenBy":"\ud800","marks":[{"upn":"UPN","code":"/"}]}"""));
        yield return ("lone surrogate in a UPN", 400, "malformed-json", Of("""{"marks":[{"upn":"\udc00","code":"/"}]}"""));
        yield return ("NUL escaped", 400, "malformed-json", Of("""{"takenBy":"a\u0000","marks":[{"upn":"UPN","code":"/"}]}"""));
        yield return ("NUL raw", 400, "malformed-json", Of("{\"takenBy\":\"a\0\",\"marks\":[{\"upn\":\"UPN\",\"code\":\"/\"}]}"));
        yield return ("trailing data", 400, "malformed-json", Of(Good + "{}"));
        yield return ("a comment", 400, "malformed-json", Of("/* */" + Good));
        yield return ("a trailing comma", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"/"},]}"""));
        yield return ("null", 400, "malformed-json", Of("null"));
        yield return ("an array", 400, "malformed-json", Of("[]"));
        yield return ("duplicate member", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"/"}],"marks":[]}"""));
        yield return ("duplicate member of a mark", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"/","code":"O"}]}"""));
        yield return ("escaped duplicate", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"/","\u0063ode":"O"}]}"""));
        yield return ("unknown member", 400, "malformed-json", Of("""{"mark":[],"marks":[{"upn":"UPN","code":"/"}]}"""));
        yield return ("member in capitals", 400, "malformed-json", Of("""{"Marks":[{"upn":"UPN","code":"/"}]}"""));
        yield return ("no marks", 400, "malformed-json", Of("{}"));
        yield return ("null marks", 400, "malformed-json", Of("""{"marks":null}"""));
        yield return ("a mark without code", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN"}]}"""));
        yield return ("a null code", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":null}]}"""));
        yield return ("a number as text", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"L","minutesLate":"1"}]}"""));
        yield return ("text as a number", 400, "malformed-json", Of("""{"marks":[{"upn":1,"code":"L"}]}"""));
        yield return ("NaN", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"L","minutesLate":NaN}]}"""));
        yield return ("1e400", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"L","minutesLate":1e400}]}"""));
        yield return ("over an int", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"L","minutesLate":99999999999}]}"""));
        yield return ("half a minute", 400, "malformed-json", Of("""{"marks":[{"upn":"UPN","code":"L","minutesLate":0.5}]}"""));
        yield return ("a null mark", 422, "validation", Of("""{"marks":[null]}"""));
        yield return ("1,000 deep", 400, "too-deep", Of($$"""{"marks":{{new string('[', 1000)}}{{new string(']', 1000)}}}"""));
        yield return ("1,000 deep and unknown", 400, "too-deep", Of($$"""{"x":{{new string('[', 1000)}}{{new string(']', 1000)}}}"""));
        yield return ("empty", 422, "empty", Of("""{"marks":[]}"""));
        foreach (var time in (string[])["2027-03-09T09:05:00", "2027-03-09", "09:05", "soon", ""])
            yield return ($"takenAt {time}", 422, "offset-required", Of($$"""{"takenAt":"{{time}}","marks":[{"upn":"UPN","code":"/"}]}"""));
        foreach (
            var time in (string[])
                [
                    "2027-02-29T09:05:00Z",
                    "2027-03-09T25:05:00Z",
                    "2027-03-09T09:05:00+15:00",
                    "0001-01-01T00:00:00+01:00",
                    "Tue, 09 Mar 2027 09:05:00 +0000",
                    "T+",
                ]
        )
            yield return ($"takenAt {time}", 422, "validation", Of($$"""{"takenAt":"{{time}}","marks":[{"upn":"UPN","code":"/"}]}"""));
        yield return (
            "a long comment",
            422,
            "validation",
            Of($$"""{"marks":[{"upn":"UPN","code":"/","comment":"{{new string('x', 1001)}}"}]}""")
        );
        yield return (
            "a long reason",
            422,
            "validation",
            Of($$"""{"marks":[{"upn":"UPN","code":"/","reason":"{{new string('x', 501)}}"}]}""")
        );
        yield return ("a long code", 422, "validation", Of($$"""{"marks":[{"upn":"UPN","code":"{{new string('x', 65)}}"}]}"""));
        yield return ("a long UPN", 422, "validation", Of($$"""{"marks":[{"upn":"{{new string('x', 65)}}","code":"/"}]}"""));
        yield return (
            "a long group",
            422,
            "validation",
            Of($$"""{"group":"{{new string('x', 51)}}","marks":[{"upn":"UPN","code":"/"}]}""")
        );
        yield return (
            "a long name",
            422,
            "validation",
            Of($$"""{"takenBy":"{{new string('x', 101)}}","marks":[{"upn":"UPN","code":"/"}]}""")
        );
    }
}
