using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Host.Tests.Lac;

/// <summary>Progress meetings, reviews, education plans and core assessments over the whole Host.</summary>
public abstract class MeetingTests(DatabaseProvider provider) : CareCity(provider)
{
    private const string ReadMeeting = """
        query($id: ID!) { careMeeting(id: $id) { kind state inSchoolHours hasItem overdue version text { attendees discussed minute outcome }
            agenda { kind text } actions { id what owner by settledAt note }
            attendance { from to possible attended authorised unauthorised excluded } pupil { flags { rule } openCase { plan { aim } } } } }
        """;

    [Fact]
    [Trait("Row", "S178")]
    public async Task A_review_closes_only_when_attendance_is_minuted_and_keeps_what_the_marks_said()
    {
        await CareAsync(Ann, "2006-09-01");
        await School.MarkDaysAsync(SmallSchool.Days(5), (Ann, "/"), (Bob, "/"), (Cat, "/"));
        await School.MarkAsync(new DateOnly(2006, 9, 11), "AM", null, (Ann, "E"), (Bob, "/"), (Cat, "/"));
        await School.MarkAsync(new DateOnly(2006, 9, 11), "PM", null, (Ann, "O"), (Bob, "\\"), (Cat, "\\"));
        Assert.Equal("time-invalid", Problem(await PlanAsync("LOOKED_AFTER_REVIEW", "2006-10-27", "4pm")));
        Assert.Equal("date-far", Problem(await PlanAsync("LOOKED_AFTER_REVIEW", "2008-10-27", "16:00")));

        var id = Text(await PlanAsync("LOOKED_AFTER_REVIEW", "2006-10-26", "16:00"), "meeting")!;
        var review = await ReadAsync(id);
        Assert.Equal(
            ("PLANNED", false, true),
            (Text(review, "state"), review.GetProperty("inSchoolHours").GetBoolean(), review.GetProperty("overdue").GetBoolean())
        );
        var item = review.GetProperty("attendance");
        Assert.Equal(
            ("2006-09-01", "2006-10-26", 12, 10, 1, 1, 1),
            (
                Text(item, "from"),
                Text(item, "to"),
                Number(item, "possible"),
                Number(item, "attended"),
                Number(item, "authorised"),
                Number(item, "unauthorised"),
                Number(item, "excluded")
            )
        );
        // Held, and attendance was not talked about: it stays open and is listed.
        Assert.Contains("REVIEW_WITHOUT_ATTENDANCE", await MissingAsync(Ann));
        Assert.Equal("attendance-missing", await CloseAsync(id, 1));
        Assert.Equal("", Problem(await WriteAsync(id, 1, discussed: true, minute: "", outcome: "Stay")));
        Assert.Equal("attendance-missing", await CloseAsync(id, 2));
        Assert.Equal("", Problem(await WriteAsync(id, 2, discussed: false, minute: "Two half-days", outcome: "Stay")));
        Assert.Equal("attendance-missing", await CloseAsync(id, 3));
        Assert.Equal("", Problem(await WriteAsync(id, 3, discussed: true, minute: "Two half-days", outcome: "")));
        Assert.Equal("outcome-missing", await CloseAsync(id, 4));
        Assert.Equal("conflict", Problem(await WriteAsync(id, 3, discussed: true, minute: "Older", outcome: "Older")));
        Assert.Equal("", Problem(await WriteAsync(id, 4, discussed: true, minute: "Two half-days", outcome: "Stay")));
        Assert.Equal("", await CloseAsync(id, 5));
        Assert.DoesNotContain("REVIEW_WITHOUT_ATTENDANCE", await MissingAsync(Ann));

        // What it had before it stays with it, whatever is corrected later.
        await School.MarkAsync(new DateOnly(2006, 9, 11), "PM", "Was there", (Ann, "\\"));
        review = await ReadAsync(id);
        Assert.Equal(("CLOSED", 1), (Text(review, "state"), Number(review.GetProperty("attendance"), "unauthorised")));
        Assert.Equal("Two half-days", Text(review.GetProperty("text"), "minute"));
        Assert.Equal("conflict", await CloseAsync(id, 6));
        // The next one begins where this one ended, and cannot be closed before it was held.
        var next = Text(await PlanAsync("LOOKED_AFTER_REVIEW", "2007-01-10", "16:00"), "meeting")!;
        Assert.Equal("2006-10-26", Text((await ReadAsync(next)).GetProperty("attendance"), "from"));
        Assert.Equal("", Problem(await WriteAsync(next, 1, discussed: true, minute: "x", outcome: "y", on: "2007-01-10")));
        Assert.Equal("not-yet", await CloseAsync(next, 2));
        Assert.Equal("text-invalid", await ChangeAsync($"cancelCareMeeting(id: \"{next}\", version: 2, reason: \" \")"));
        Assert.Equal("", await ChangeAsync($"cancelCareMeeting(id: \"{next}\", version: 2, reason: \"Moved away\")"));
        Assert.Contains("REVIEW_NOT_BOOKED", await MissingAsync(Ann));
    }

    [Fact]
    [Trait("Row", "S173")]
    [Trait("Row", "S179")]
    public async Task The_10th_day_is_an_item_of_the_next_progress_meeting_and_a_child_without_a_next_date_is_listed()
    {
        await CareAsync(Ann, "2006-09-01");
        await School.MarkDaysAsync(SmallSchool.Days(10), (Ann, "I"), (Bob, "/"), (Cat, "/"));
        Assert.Contains("NO_PROGRESS_MEETING", await MissingAsync(Ann));
        var first = Text(await PlanAsync("PROGRESS", "2006-10-27", "15:45"), "meeting")!;
        Assert.DoesNotContain("NO_PROGRESS_MEETING", await MissingAsync(Ann));
        await RegisterHost.UntilAsync(async () => Kinds(await ReadAsync(first)).Contains("TEN_DAYS"), "the 10th day is on the agenda");
        var agenda = (await ReadAsync(first)).GetProperty("agenda").EnumerateArray().ToList();
        Assert.Equal("10 days missed, reached on 15 September 2006", Text(agenda[0], "text"));
        Assert.Equal(["TEN_DAYS", "WARNING", "ATTENDANCE"], agenda.Select(item => Text(item, "kind")));

        Assert.Equal("text-invalid", Problem(await WriteAsync(first, 1, discussed: true, minute: "Ill", outcome: "Nurse", action: " ")));
        Assert.Equal(
            "",
            Problem(await WriteAsync(first, 1, discussed: true, minute: "Ill", outcome: "Nurse", action: "See the school nurse"))
        );
        Assert.Equal("", await CloseAsync(first, 2));
        Assert.Contains("NO_PROGRESS_MEETING", await MissingAsync(Ann));
        var second = Text(await PlanAsync("PROGRESS", "2006-12-01", "15:45"), "meeting")!;
        agenda = (await ReadAsync(second)).GetProperty("agenda").EnumerateArray().ToList();
        // The 10th day stays an item, the warning was dealt with, and what was agreed and not done is asked for.
        Assert.Equal(["TEN_DAYS", "ATTENDANCE", "OPEN_ACTION"], agenda.Select(item => Text(item, "kind")));
        Assert.Equal("See the school nurse: Sam Worker, by 10 November 2006, overdue", Text(agenda[2], "text"));
        var action = Text((await ReadAsync(first)).GetProperty("actions")[0], "id");
        Assert.Equal("text-invalid", await ChangeAsync($"settleMeetingAction(id: \"{action}\", note: \"\")"));
        Assert.Equal("", await ChangeAsync($"settleMeetingAction(id: \"{action}\", note: \"Seen on 2 November\")"));
        Assert.Equal("conflict", await ChangeAsync($"settleMeetingAction(id: \"{action}\", note: \"Again\")"));
        Assert.Equal("Seen on 2 November", Text((await ReadAsync(first)).GetProperty("actions")[0], "note"));
        Assert.DoesNotContain("OPEN_ACTION", Kinds(await ReadAsync(second)));
        var list = (await AskAsync("{ careMeetings(from: \"2006-10-01\", to: \"2006-12-31\") { id } }")).GetProperty("careMeetings");
        Assert.Equal([first, second], list.EnumerateArray().Select(meeting => Text(meeting, "id")));
    }

    [Fact]
    [Trait("Row", "S182")]
    [Trait("Row", "S183")]
    public async Task A_time_in_school_hours_is_warned_of_and_an_assessment_that_lacks_attendance_is_listed()
    {
        await CareAsync(Ann, "2006-09-01");
        // Friday 27 October is a school day; the school closes to the child at the half past three of the clock, and on Saturdays.
        Assert.Equal(["in-school-hours"], Codes(await PlanAsync("PROGRESS", "2006-10-27", "10:00"), "warnings"));
        Assert.Empty(Codes(await PlanAsync("PROGRESS", "2006-10-28", "10:00"), "warnings"));
        Assert.Empty(Codes(await PlanAsync("PROGRESS", "2006-10-27", "15:45"), "warnings"));

        Assert.Contains("NO_EDUCATION_PLAN", await MissingAsync(Ann));
        await PlanAsync("EDUCATION_PLAN", "2007-01-15", "16:00");
        Assert.Contains("NO_EDUCATION_PLAN", await MissingAsync(Ann));
        await PlanAsync("EDUCATION_PLAN", "2006-11-15", "16:00");
        Assert.DoesNotContain("NO_EDUCATION_PLAN", await MissingAsync(Ann));

        var id = Text(await PlanAsync("CORE_ASSESSMENT", "2006-10-20", "16:00"), "meeting")!;
        Assert.Equal("", Problem(await WriteAsync(id, 1, discussed: false, minute: "", outcome: "Done", on: "2006-10-20")));
        Assert.Equal("", await CloseAsync(id, 2));
        Assert.Contains("ASSESSMENT_WITHOUT_ATTENDANCE", await MissingAsync(Ann));
        Assert.True((await ReadAsync(id)).GetProperty("attendance").TryGetProperty("possible", out _));
    }

    [Fact]
    [Trait("Row", "S44")]
    [Trait("Row", "S178")]
    public async Task A_child_with_a_protection_plan_is_reviewed_by_the_team_that_sees_it_only_while_there_is_one()
    {
        var cat = await IdAsync(Cat);
        var refused = await SmallSchool.AskAsync(
            Manager,
            $"{{ careMeetings(from: \"2006-10-01\", to: \"2006-12-31\", pupil: \"{cat}\") {{ id }} }}"
        );
        Assert.Empty(refused.Data.GetProperty("careMeetings").EnumerateArray());
        Assert.Equal("date-order", await ProtectAsync(Cat, "2006-09-01", "2006-08-01"));
        Assert.Equal("too-late", await ProtectAsync(Cat, "2007-09-01"));
        Assert.Equal("", await ProtectAsync(Cat, "2006-07-20"));
        Assert.Equal("conflict", await ProtectAsync(Cat, "2006-10-01"));
        Assert.Equal(["PROTECTION_REVIEW_OVERDUE"], await MissingAsync(Cat));
        var id = Text(await PlanAsync("PROTECTION_REVIEW", "2006-10-27", "16:00", Cat), "meeting")!;
        Assert.Equal("attendance-missing", await CloseAsync(id, 1));
        Assert.Equal("", Problem(await WriteAsync(id, 1, discussed: true, minute: "Regular", outcome: "Goes on")));
        Assert.Equal("", await CloseAsync(id, 2));
        Assert.Equal(["PROTECTION_REVIEW_NOT_BOOKED"], await MissingAsync(Cat));
        // Not in care: not on the board.
        Assert.Empty(
            (await AskAsync("{ lookedAfterBoard { children { initials } } }"))
                .GetProperty("lookedAfterBoard")
                .GetProperty("children")
                .EnumerateArray()
        );
        var officer = await Host.PersonAsync(await Host.EmployAsync(Role.ReviewingOfficer));
        Assert.Empty((await SmallSchool.AskAsync(officer, ReadMeeting, new { id })).Codes);
        // The safeguarding unit's feed: reviews of looked-after children and of protection plans in order of time, each with its agenda and the attendance it has before it.
        await CareAsync(Ann, "2006-09-01");
        await PlanAsync("LOOKED_AFTER_REVIEW", "2006-11-03", "16:00");
        const string feed =
            "{ careMeetings(from: \"2006-10-01\", to: \"2006-11-30\") { kind pupil { upn } agenda { kind text } attendance { possible attended } } }";
        var reviews = (await SmallSchool.AskAsync(officer, feed)).Data.GetProperty("careMeetings").EnumerateArray().ToList();
        Assert.Equal(
            [("PROTECTION_REVIEW", Cat.Value), ("LOOKED_AFTER_REVIEW", Ann.Value)],
            reviews.Select(review => (Text(review, "kind"), Text(review.GetProperty("pupil"), "upn")))
        );
        Assert.All(reviews, review => Assert.Equal(JsonValueKind.Object, review.GetProperty("attendance").ValueKind));
        Assert.All(reviews, review => Assert.Equal(JsonValueKind.Array, review.GetProperty("agenda").ValueKind));
        // Who works at a unit or with a carer has the children who live there, and no agenda.
        var unit = await Host.PersonAsync(await Host.EmployAsync(Role.ResidentialWorker));
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(unit, feed)).Codes);
        Assert.Equal(
            ["FORBIDDEN"],
            (await SmallSchool.AskAsync(officer, $"mutation {{ closeCareMeeting(id: \"{id}\", version: 3) {{ changed }} }}")).Codes
        );
        Assert.Equal("", await ProtectAsync(Cat, "2006-07-20", withdrawn: true));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(Manager, ReadMeeting, new { id })).Codes);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static List<string?> Kinds(JsonElement meeting) =>
        [.. meeting.GetProperty("agenda").EnumerateArray().Select(item => Text(item, "kind"))];

    private async Task<JsonElement> ReadAsync(string id) => (await AskAsync(ReadMeeting, new { id })).GetProperty("careMeeting");

    private async Task<JsonElement> PlanAsync(string kind, string on, string at, Upn? upn = null) =>
        await SendAsync(
            "planCareMeeting",
            new
            {
                pupil = await IdAsync(upn ?? Ann),
                kind,
                on,
                at,
                attendees = new[] { "Sam Worker", "Head of year" },
            },
            "meeting warnings { code } problems { code }"
        );

    private Task<JsonElement> WriteAsync(
        string id,
        int version,
        bool discussed,
        string minute,
        string outcome,
        string? action = null,
        string on = "2006-10-26"
    ) =>
        SendAsync(
            "writeCareMeeting",
            new
            {
                id,
                version,
                on,
                at = "16:00",
                attendees = new[] { "Sam Worker" },
                discussed,
                minute,
                outcome,
                actions = action is null
                    ? Array.Empty<object>()
                    :
                    [
                        new
                        {
                            what = action,
                            owner = "Sam Worker",
                            by = "2006-11-10",
                        },
                    ],
            }
        );

    private Task<string> CloseAsync(string id, int version) => ChangeAsync($"closeCareMeeting(id: \"{id}\", version: {version})");

    private async Task<string> ProtectAsync(Upn upn, string started, string? ended = null, bool withdrawn = false) =>
        Problem(
            await SendAsync(
                "recordProtectionPlan",
                new
                {
                    upn = upn.Value,
                    started,
                    ended,
                    withdrawn,
                }
            )
        );

    private async Task<IReadOnlyList<string>> MissingAsync(Upn upn)
    {
        var table = (await AskAsync("{ careTimetable { pupil { upn } missing } }")).GetProperty("careTimetable");
        var child = table.EnumerateArray().Single(line => Text(line.GetProperty("pupil"), "upn") == upn.Value);
        return Texts(child.GetProperty("missing"));
    }
}

public sealed class SqliteMeetingTests() : MeetingTests(DatabaseProvider.Sqlite);

public sealed class PostgresMeetingTests() : MeetingTests(DatabaseProvider.Postgres);
