using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.GraphQL;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>Questions about a mark, a flag or a figure, and their answers.</summary>
public abstract class EnquiryTests(CityFixture fixture)
{
    private const string Head = nameof(Role.HeadTeacher);
    private const string Officer = nameof(Role.WelfareOfficer);
    private const string FlagAsked = "A question about a flag waits for an answer by 8 November 2006.";
    private const string FigureAsked = "A question about a figure of the school waits for an answer by 8 November 2006.";
    private const string School = nameof(Role.AttendanceLead);

    private readonly AccessCity _city = fixture.City;
    private readonly CaseClient _cases = fixture.Cases;

    [Fact]
    [Trait("Row", "S119")]
    public async Task An_enquiry_has_an_owner_and_a_clock_and_its_answer_links_the_correction_that_was_made()
    {
        var parent = nameof(Role.Parent);
        var ann = _city.Ids[AccessCity.Ann];
        Assert.Equal(
            "session-missing",
            await _cases.ProblemAsync(parent, $"askEnquiry(input: {{ subject: MARK, pupil: \"{ann}\", question: \"Why?\" }})")
        );
        var id = Text(
            await _cases.DoAsync(
                parent,
                $"askEnquiry(input: {{ subject: MARK, pupil: \"{ann}\", date: \"2006-09-05\", half: AM, question: \"She was at the dentist.\" }})",
                "id"
            ),
            "id"
        );
        var flag = Text(
            await _cases.DoAsync(
                School,
                $"askEnquiry(input: {{ subject: FLAG, pupil: \"{ann}\", rule: \"PA\", question: \"Is it right?\" }})",
                "id"
            ),
            "id"
        );
        var figure = Text(
            await _cases.DoAsync(
                nameof(Role.Governor),
                $"askEnquiry(input: {{ subject: FIGURE, school: \"{AccessCity.School}\", figure: \"Absence in September\", question: \"Why so high?\" }})",
                "id"
            ),
            "id"
        );
        // Who answers hears it at the bell, and nobody else: not who asked.
        Assert.Equal(
            [FigureAsked, "A question about the mark of 5 September 2006 AM waits for an answer by 8 November 2006."],
            await HeardAsync(School)
        );
        Assert.Equal([FlagAsked], await HeardAsync(Officer));
        foreach (var other in new[] { parent, nameof(Role.Governor), nameof(Role.Health), nameof(Role.ReviewingOfficer) })
            Assert.Empty(await HeardAsync(other));
        // Each owner sees what it answers, who asked sees what it asked, and nobody else sees anything.
        Assert.Equal([id, flag, figure], (await EnquiriesAsync(School)).Select(row => Text(row, "id")).Order());
        Assert.Equal([id], (await EnquiriesAsync(parent)).Select(row => Text(row, "id")));
        Assert.Equal([flag], (await EnquiriesAsync(Officer)).Select(row => Text(row, "id")));
        Assert.Empty(await EnquiriesAsync(nameof(Role.Health)));
        Assert.Equal(
            ("SCHOOL", "2006-11-08", false),
            (await EnquiriesAsync(parent))
                .Select(row => (Text(row, "owner"), Text(row, "dueOn"), row.GetProperty("overdue").GetBoolean()))
                .Single()
        );
        foreach (var (caller, other) in new[] { (School, flag), (Officer, id), (parent, id) })
            Assert.Equal(
                ["NOT_FOUND"],
                (await SmallSchool.AskAsync(_city.Clients[caller], $"mutation {{ {Answer(other, "x")} {{ saved }} }}")).Codes
            );

        using (
            var corrected = await _city
                .Clients["SchoolKey"]
                .PostAsJsonAsync(
                    $"/api/v1/schools/{AccessCity.School}/registers/2006-09-05/AM",
                    new
                    {
                        marks = new[]
                        {
                            new
                            {
                                upn = AccessCity.Ann.Value,
                                code = "M",
                                reason = "Appointment card seen.",
                            },
                        },
                    }
                )
        )
            Assert.True(corrected.IsSuccessStatusCode, await corrected.Content.ReadAsStringAsync());
        await _cases.DoAsync(School, Answer(id, "Corrected, with thanks."), "saved");
        Assert.Equal("answered-already", await _cases.ProblemAsync(School, Answer(id, "Again.")));
        var answered = (await EnquiriesAsync(parent, answered: true)).Single();
        Assert.Equal(
            ("Corrected, with thanks.", School, "O", "M"),
            (
                Text(answered, "answer"),
                Text(answered, "answeredBy"),
                Text(answered.GetProperty("correction"), "before"),
                Text(answered.GetProperty("correction"), "after")
            )
        );
        await _cases.DoAsync(Officer, Answer(flag!, "It is."), "saved");
        Assert.Equal(
            JsonValueKind.Null,
            (await EnquiriesAsync(School, answered: true)).Single(row => Text(row, "id") == flag).GetProperty("correction").ValueKind
        );
        Assert.Equal(["Your question about the mark of 5 September 2006 AM was answered."], await HeardAsync(parent));
        Assert.Equal(3, (await HeardAsync(School)).Count);
        Assert.Contains("Your question about a flag was answered.", await HeardAsync(School));
        Assert.Equal([FlagAsked], await HeardAsync(Officer));
        // The clock of what was not answered runs on.
        _city.Clock.Advance(TimeSpan.FromDays(8));
        Assert.True((await EnquiriesAsync(Head)).Single().GetProperty("overdue").GetBoolean());

        static string Answer(string? id, string text) => $"answerEnquiry(input: {{ id: \"{id}\", answer: \"{text}\" }})";
    }

    private async Task<List<JsonElement>> EnquiriesAsync(string caller, bool answered = false) =>
        [
            .. (
                await AskAsync(
                    caller,
                    $"{{ enquiries(answered: {(answered ? "true" : "false")}) {{ id owner dueOn overdue askedBy pupilName question answer answeredBy correction {{ before after }} }} }}"
                )
            )
                .GetProperty("enquiries")
                .EnumerateArray(),
        ];

    private async Task<List<string?>> HeardAsync(string caller) =>
        [
            .. (await AskAsync(caller, "{ notices(first: 100) { kind sentence } }"))
                .GetProperty("notices")
                .EnumerateArray()
                .Where(row => Text(row, "kind") == "ENQUIRY")
                .Select(row => Text(row, "sentence"))
                .Order(),
        ];

    private async Task<JsonElement> AskAsync(string caller, string query)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients[caller], query);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data;
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}

/// <summary>On SQLite.</summary>
public sealed class SqliteEnquiryTests(CityFixture fixture) : EnquiryTests(fixture), IClassFixture<CityFixture>;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresEnquiryTests(PostgresCityFixture fixture) : EnquiryTests(fixture), IClassFixture<PostgresCityFixture>;
