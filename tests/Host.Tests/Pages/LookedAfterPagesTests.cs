using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The looked-after team's pages in a real browser.</summary>
[Collection<TeamPageTests>]
public sealed class LookedAfterPagesTests(PagesCity city)
{
    private static readonly DateOnly First = new(2006, 9, 4);

    [Fact]
    [Trait("Row", "S172")]
    public async Task A_child_reaches_the_25th_day_on_the_open_board_and_the_audit_is_signed_and_keeps_its_trace()
    {
        // Of class 2, whom no other test looks at. Five school weeks before today: all but the last half-day.
        var upn = city.School.Upns[45];
        await CareAsync(upn);
        var sessions = Enumerable
            .Range(0, 33)
            .Select(offset => First.AddDays(offset))
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .SelectMany(day => new[] { (Day: day, Half: HalfDay.AM), (Day: day, Half: HalfDay.PM) })
            .ToList();
        Assert.Equal(50, sessions.Count);
        foreach (var (day, half) in sessions.SkipLast(1))
            await MarkAsync(upn, day, half, "I");

        var manager = await city.Host.EmployAsync(Role.LacManager);
        await using var window = await city.OpenAsync(manager);
        await window.OpenAsync("/", "Looked-after children");
        await window.SeesAsync("24.5 of 25 days, half a day left");
        await window.SeesAsync("Near 25 days (1)");
        await window.IsFitAsync("looked-after");

        await MarkAsync(upn, sessions[^1].Day, sessions[^1].Half, "I");
        await window.SeesAsync("25 days: the 25th day is reached");
        await window.SeesAsync("25 days reached (1)");
        await window.Button("Wall mode").ClickAsync();
        await window.Button("Show names").WaitForAsync();
        await window.IsFitAsync("looked-after-wall");

        await window.Link("Audits of 25 days").ClickAsync();
        await window.Heading("Audits of 25 days").WaitForAsync();
        await window.SeesAsync("Open");
        await window.IsFitAsync("audits");
        // A correction takes it back with a trace; missed again, the 25th day opens another.
        await MarkAsync(upn, First, HalfDay.AM, "/");
        await window.SeesAsync("Reversed");
        await window.Page.Locator("tbody a").First.ClickAsync();
        await window.SeesAsync("leaves 49 half-days missed, below 50");
        await MarkAsync(upn, First, HalfDay.AM, "I");
        await window.OpenAsync("/looked-after/audits", "Audits of 25 days");
        await window.SeesAsync("Open");
        await window.Page.Locator("tbody a").First.ClickAsync();
        await window.Button("Take this audit").ClickAsync();
        await window.SeesAsync("yours");
        await window.Page.GetByLabel("Circumstances").FillAsync("Moved placement twice");
        await window.Page.GetByLabel("Pattern of missed days").FillAsync("Every day since the move");
        await window.Page.GetByLabel("Findings").FillAsync("No transport to the old school");
        await window.Button("Add an action").ClickAsync();
        await window.Page.GetByLabel("What").FillAsync("Taxi from the new home");
        await window.Page.GetByLabel("Whose").FillAsync("Sam Worker");
        await window.Button("Save").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign as saved", Disabled = false }).WaitForAsync();
        await window.IsFitAsync("audit");
        await window.Button("Sign as saved").ClickAsync();
        await window.SeesAsync("signed 9 Oct 2006");

        await MarkAsync(upn, First, HalfDay.AM, "/");
        await window.SeesAsync("leaves 49 half-days missed, below 50");
        await window.SeesAsync("Signed");
        await window.IsFitAsync("audit-signed");

        // The quarter's report holds the child, and takes what the team does.
        await window.OpenAsync("/looked-after", "Looked-after children");
        await window.Link("Reports of 10 days").ClickAsync();
        await window.SeesAsync("24.5 days in 2006/07");
        await window.SeesAsync("Action: none is recorded yet.");
        await window.Page.GetByText("Record an action").First.ClickAsync();
        await window.Page.GetByLabel("What is done, by whom and when").First.FillAsync("A taxi from Monday on");
        await window.Button("Save the action").ClickAsync();
        await window.SeesAsync("Action: A taxi from Monday on");
        await window.IsFitAsync("ten-days");
        window.StayedHere();
    }

    [Fact]
    [Trait("Row", "S178")]
    [Trait("Row", "S179")]
    public async Task The_10th_day_comes_live_to_the_board_and_the_meeting_and_a_review_closes_only_with_attendance()
    {
        var upn = city.School.Upns[46];
        var unit = await UnitAsync("Ash House");
        await CareAsync(upn, unit);
        // Ten school days of the running quarter and the one before: the last is Tuesday 3 October.
        var days = Enumerable
            .Range(0, 14)
            .Select(offset => new DateOnly(2006, 9, 20).AddDays(offset))
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .ToList();
        foreach (var day in days.SkipLast(1))
        foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
            await MarkAsync(upn, day, half, "I");
        await MarkAsync(upn, days[^1], HalfDay.AM, "I");

        var residential = await city.Host.EmployAsync(Role.ResidentialWorker, (Relation.PlacedAt, GrantTarget.Unit(unit)));
        await using var home = await city.OpenAsync(residential);
        await home.OpenAsync("/looked-after", "Looked-after children");
        await home.SeesAsync("9.5 of 10 days");
        Assert.Equal(1, await home.Page.Locator("tbody tr").CountAsync());
        await MarkAsync(upn, days[^1], HalfDay.PM, "I");
        await home.SeesAsync("10 days reached (1)");

        await using var window = await city.OpenAsync(await city.Host.EmployAsync(Role.LacManager));
        await window.OpenAsync("/looked-after", "Looked-after children");
        await window.Link("Meetings and reviews").ClickAsync();
        await window.Heading("Meetings and reviews").WaitForAsync();
        await window.SeesAsync("No next progress meeting");
        await window.Page.GetByText("Plan a meeting").ClickAsync();
        var child = await city.IdOfAsync(upn);
        await window.Page.GetByLabel("Child", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(child);
        await window.Page.GetByLabel("Day", new PageGetByLabelOptions { Exact = true }).FillAsync("2006-10-16");
        await window.Page.GetByLabel("Time").FillAsync("10:00");
        await window.Page.GetByLabel("Who is asked").FillAsync("Sam Worker\nThe head of year");
        await window.Button("Plan it").ClickAsync();
        await window.SeesAsync("is open at that time");
        await window.Page.GetByLabel("Kind", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("LOOKED_AFTER_REVIEW");
        await window.Page.GetByLabel("Day", new PageGetByLabelOptions { Exact = true }).FillAsync("2006-10-09");
        await window.Page.GetByLabel("Time").FillAsync("16:00");
        await window.Button("Plan it").ClickAsync();
        await window.Link("Looked-after review, 9 October 2006, 16:00").WaitForAsync();
        await window.IsFitAsync("meetings");
        await window.Link("Progress meeting, 16 October 2006, 10:00").ClickAsync();
        await window.SeesAsync("10 days missed, reached on 3 October 2006");
        await window.IsFitAsync("meeting");

        await window.Link("Meetings and reviews").ClickAsync();
        await window.Link("Looked-after review, 9 October 2006, 16:00").ClickAsync();
        await window.Button("Close as saved").ClickAsync();
        await window.SeesAsync("It closes only when attendance was discussed");
        await window.Page.GetByText("Attendance was discussed", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await window.Page.GetByLabel("Minute on attendance").FillAsync("Ten days, all in the first fortnight");
        await window.Page.GetByLabel("Outcome").FillAsync("Stays at Ash House");
        await window.Button("Add an action").ClickAsync();
        await window.Page.GetByLabel("What", new PageGetByLabelOptions { Exact = true }).FillAsync("See the school nurse");
        await window.Page.GetByLabel("Whose").FillAsync("Sam Worker");
        await window.Button("Save").ClickAsync();
        await window.SeesAsync("See the school nurse: Sam Worker");
        await window.Button("Close as saved").ClickAsync();
        await window.SeesAsync("Closed");
        await window.SeesAsync("as it stood when the meeting was closed");
        await window.IsFitAsync("review-closed");
        await using var phone = await city.OpenAsync(await city.Host.EmployAsync(Role.ReviewingOfficer), 390);
        await phone.OpenAsync("/looked-after/meetings", "Meetings and reviews");
        await phone.Link("Looked-after review, 9 October 2006, 16:00").WaitForAsync();
        await phone.IsFitAsync("meetings");
        await phone.Link("Looked-after review, 9 October 2006, 16:00").ClickAsync();
        await phone.SeesAsync("as it stood when the meeting was closed");
        await phone.IsFitAsync("review-closed");
        // The quarter's report holds the child too.
        await window.OpenAsync("/looked-after/ten-days", "Reports of 10 days");
        await window.Page.Locator($"#child-{child}").WaitForAsync();
        window.StayedHere();
        home.StayedHere();
    }

    [Fact]
    [Trait("Row", "S187")]
    public async Task Members_read_a_quarters_report_when_two_people_agreed_to_it()
    {
        // As the module stores it when the quarter ends.
        await city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_member_report (first_day, last_day, known_at, made_at, content, state) values (@first, @last, @at, @at,
                        '[{"Group":null,"Name":"All looked-after children","Counts":[212,31,8,19000,17800,700,500,1200]},{"Group":"Age","Name":"Under 11","Counts":[null,null,null,null,null,null,null,null]}]',
                        'Draft')
                    """,
                    new
                    {
                        first = new DateOnly(2006, 7, 1),
                        last = new DateOnly(2006, 9, 30),
                        at = city.Clock.GetUtcNow(),
                    },
                    transaction
                )
            );
        await using var manager = await city.OpenAsync(await city.Host.EmployAsync(Role.LacManager));
        await manager.OpenAsync("/looked-after/members", "Looked-after children: reports for elected members");
        await manager.SeesAsync("Draft");
        await manager.Page.GetByText("Hand over for release").First.ClickAsync();
        await manager.Page.GetByLabel("What the figures mean").FillAsync("More children came by taxi.");
        await manager.Button("Hand over").ClickAsync();
        await manager.SeesAsync("Waits for release by a second person");
        await manager.Button("Release to elected members").ClickAsync();
        await manager.SeesAsync("a second person does");
        await manager.IsFitAsync("members-work");

        await using var phone = await city.OpenAsync(await city.Host.EmployAsync(Role.ElectedMember), 390);
        await phone.OpenAsync("/looked-after/members", "Looked-after children: reports for elected members");
        await phone.SeesAsync("No report has been released.");

        await using var officer = await city.OpenAsync(await city.Host.EmployAsync(Role.ReviewingOfficer));
        await officer.OpenAsync("/looked-after", "Looked-after children");
        await officer.Link("Reports for elected members").ClickAsync();
        await officer.Button("Release to elected members").ClickAsync();
        await officer.SeesAsync("released by");
        await officer.Page.GotoAsync("/looked-after/years");
        await officer.SeesAsync("Children in care for the twelve months to 31 March");
        await officer.IsFitAsync("looked-after-year");
        await officer.Page.GotoAsync("/looked-after/groups");
        await officer.SeesAsync("Looked-after children by school, last term");
        await officer.IsFitAsync("looked-after-groups");
        await officer.Page.GotoAsync("/looked-after/updates");
        await officer.SeesAsync("No term has ended since care was first recorded here.");

        // The first page of a member, by the menu.
        await phone.OpenAsync("/", "Looked-after children: reports for elected members");
        await phone.SeesAsync("More children came by taxi.");
        await phone.SeesAsync("hidden");
        await phone.IsFitAsync("members");
        phone.StayedHere();
        officer.StayedHere();
    }

    [Fact]
    [Trait("Row", "S177")]
    [Trait("Row", "S180")]
    [Trait("Row", "S185")]
    public async Task The_daily_work_is_done_on_its_pages_by_the_unit_and_by_the_team()
    {
        var upn = city.School.Upns[47];
        var unit = await UnitAsync("Birch House");
        await CareAsync(upn, unit);
        var child = await city.IdOfAsync(upn);
        await using var home = await city.OpenAsync(
            await city.Host.EmployAsync(Role.ResidentialWorker, (Relation.PlacedAt, GrantTarget.Unit(unit)))
        );
        await home.OpenAsync("/looked-after", "Looked-after children");
        await home.Link("Residential units").ClickAsync();
        await home.Heading("Residential units").WaitForAsync();
        await home.SeesAsync("missed this year");
        await home.Page.GetByText("Add an issue of Birch House").ClickAsync();
        await home.Page.GetByLabel("What stands in the way").FillAsync("The bus leaves too early");
        await home.Page.GetByLabel("What is done").FillAsync("A lift on Mondays");
        await home.Page.GetByLabel("Whose").FillAsync("Night staff");
        await home.Button("Add it").ClickAsync();
        await home.SeesAsync("The bus leaves too early");
        await home.Page.GetByText("Ask for leave").ClickAsync();
        await home.Page.GetByLabel("Child", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(child);
        await home.Page.GetByLabel("First day").FillAsync("2006-10-12");
        await home.Page.GetByLabel("Last day").FillAsync("2006-10-13");
        await home.Page.GetByLabel("Why not in the holidays").FillAsync("A wedding");
        await home.Button("Ask").ClickAsync();
        await home.SeesAsync("It costs 4 half-days of school.");
        await home.IsFitAsync("units");

        await using var window = await city.OpenAsync(await city.Host.EmployAsync(Role.LacManager));
        await window.OpenAsync("/looked-after/units", "Residential units");
        await window.Page.GetByText("Answer", new PageGetByTextOptions { Exact = true }).First.ClickAsync();
        await window.Page.GetByLabel("Why", new PageGetByLabelOptions { Exact = true }).FillAsync("Saturday will do");
        await window.Button("Answer it").ClickAsync();
        await home.Page.ReloadAsync();
        await home.SeesAsync("Saturday will do");

        await window.OpenAsync("/looked-after/going-home", "Placement with parents");
        await window.Page.GetByText("Write a checklist").ClickAsync();
        await window.Page.GetByLabel("Child", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(child);
        await window.Page.GetByLabel("School told on").FillAsync("2006-10-06");
        await window.Button("Save").ClickAsync();
        await window.SeesAsync("Not done: school nurse told, key worker told");
        await window.IsFitAsync("going-home");

        await window.OpenAsync("/looked-after/carers", "Training and procedures");
        await window.Page.GetByText("Add a carer or worker").ClickAsync();
        await window.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("Mary Foster");
        await window.Button("Add").ClickAsync();
        await window.SeesAsync("Without training on attendance (1): Mary Foster.");
        await window.Page.GetByText("Record a training").ClickAsync();
        await window.Button("Record").ClickAsync();
        await window.SeesAsync("Without training on attendance (0): nobody.");
        await window.Page.GetByText("Record a procedure").ClickAsync();
        await window.Page.GetByLabel("What it says").FillAsync("Contact is after school");
        await window.Page.GetByLabel("With whom of the legal team").FillAsync("City Legal");
        await window.Button("Record the procedure").ClickAsync();
        await window.SeesAsync("Agreed on 9 October 2006 with City Legal");
        await window.IsFitAsync("carers");

        await window.OpenAsync("/looked-after/homes", "Homes");
        await window.Page.GetByLabel("Child", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(child);
        await window.Page.GetByLabel("What for").SelectOptionAsync("RECORD");
        await window.Button("Show the home").ClickAsync();
        await window.SeesAsync("No home is recorded.");
        await window.Page.GetByText("Record a home").ClickAsync();
        await window.Page.GetByLabel("From").FillAsync("2006-09-01");
        await window
            .Page.GetByLabel("Carer", new PageGetByLabelOptions { Exact = true })
            .SelectOptionAsync(new SelectOptionValue { Label = "Mary Foster" });
        await window.Page.GetByLabel("Address").FillAsync("1 Mill Lane");
        await window.Button("Record").ClickAsync();
        await window.SeesAsync("From 1 September 2006: 1 Mill Lane, with Mary Foster");
        await window.IsFitAsync("homes");

        await window.OpenAsync("/looked-after/told", "Schools told");
        await window.Page.GetByText("Tell a school").ClickAsync();
        await window.Page.GetByLabel("Child", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(child);
        await window.Page.GetByLabel("Designated teacher").FillAsync("Ms Head");
        await window.Button("Save").ClickAsync();
        await window.SeesAsync("Ms Head, told 9 October 2006");
        await window.IsFitAsync("told");
        await using var school = await city.OpenAsync(await city.OfficeAsync(), 390);
        await school.OpenAsync($"/schools/{city.School.Laestab}/today", "School today");
        await school.Link("Looked-after children").ClickAsync();
        await school.SeesAsync("Ms Head, told 9 October 2006");
        await school.IsFitAsync("told-school");
        school.StayedHere();

        await MarkAsync(upn, new DateOnly(2006, 10, 5), HalfDay.AM, "H");
        await window.OpenAsync("/looked-after/out-of-school", "Time out of school, 2006/07");
        await window.SeesAsync("Mary Foster");
        await window.Page.GetByText("Record a half-day lost").ClickAsync();
        await window.Page.GetByLabel("Child", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(child);
        await window.Page.GetByLabel("Day", new PageGetByLabelOptions { Exact = true }).FillAsync("2006-10-05");
        await window.Button("Record it").ClickAsync();
        await window.SeesAsync("The half-day is recorded.");
        await window.IsFitAsync("out-of-school");
        await window.OpenAsync("/looked-after/awards", "Attendance awards");
        await window.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Best attendance" }).WaitForAsync();
        await window.IsFitAsync("awards");

        await using var phone = await city.OpenAsync(await city.Host.EmployAsync(Role.LacManager), 390);
        foreach (
            var (page, heading) in new[]
            {
                ("units", "Residential units"),
                ("going-home", "Placement with parents"),
                ("carers", "Training and procedures"),
                ("out-of-school", "Time out of school, 2006/07"),
                ("awards", "Attendance awards"),
            }
        )
        {
            await phone.OpenAsync($"/looked-after/{page}", heading);
            await phone.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await phone.IsFitAsync(page);
        }
        window.StayedHere();
        home.StayedHere();
        phone.StayedHere();
    }

    [Fact]
    public async Task On_a_phone_the_board_fits_and_who_has_no_child_in_care_is_told_so()
    {
        var worker = await city.Host.EmployAsync(Role.FosterWorker, (Relation.PlacedAt, GrantTarget.Unit(50)));
        await using var window = await city.OpenAsync(worker, 390);
        await window.OpenAsync("/looked-after", "Looked-after children");
        await window.SeesAsync("No looked-after child is in your scope today.");
        await window.IsFitAsync("looked-after-none");
        var manager = await city.Host.EmployAsync(Role.LacManager);
        await using var phone = await city.OpenAsync(manager, 390);
        await phone.OpenAsync("/looked-after", "Looked-after children");
        await phone.IsFitAsync("looked-after");
        await phone.OpenAsync("/looked-after/audits", "Audits of 25 days");
        await phone.IsFitAsync("audits");
        phone.StayedHere();
    }

    private Task MarkAsync(string upn, DateOnly day, HalfDay half, string code) =>
        PagesCity.PostAsync(city.School, day, half, null, [upn], _ => code, "From the children's home");

    private async Task<long> UnitAsync(string name) =>
        (await SmallSchool.AskAsync(city.Host.Loader, $"mutation {{ saveUnit(name: \"{name}\") {{ number }} }}"))
            .Data.GetProperty("saveUnit")
            .GetProperty("number")
            .GetInt64();

    private async Task CareAsync(string upn, long? unit = null)
    {
        var answer = await SmallSchool.AskAsync(
            city.Host.Loader,
            "mutation($input: RecordCareInput!) { recordCare(input: $input) { changed problems { message } } }",
            new
            {
                input = new
                {
                    upn,
                    started = "2006-05-02",
                    legalStatus = "C2",
                    placement = unit is null ? "U4" : "K2",
                    unit,
                    responsible = "355",
                    socialWorker = "Sam Worker",
                },
            }
        );
        Assert.True(answer.Codes.Count == 0 && answer.Data.GetProperty("recordCare").GetProperty("changed").GetBoolean(), answer.Text);
    }
}
