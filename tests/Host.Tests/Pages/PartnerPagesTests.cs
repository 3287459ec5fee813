using Attendance.Access.Contracts;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The directory of partners and what each answers for, in a real browser.</summary>
[Collection<PageTests>]
public sealed class PartnerPagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_leader_opens_a_row_of_the_strategy_with_its_figures_and_links_schools_to_an_initiative(int width)
    {
        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await leader.OpenAsync("/partners", "Partners");
        await leader.Link("Youth Offending Service").ClickAsync();
        await leader.Heading("Youth Offending Service").WaitForAsync();
        await leader.Page.Locator("#S134 summary").ClickAsync();
        await leader.SeesAsync("S134, the strategy’s lines 481-483");
        await leader.IsFitAsync("partner-agency");

        await leader.OpenAsync("/programmes", "Programmes");
        await leader.Page.GetByText("Add a programme, or link schools").ClickAsync();
        await leader.Page.Locator("#programme-name").FillAsync($"Breakfast club {width}");
        await leader.Page.GetByLabel("What it does").FillAsync("Breakfast before school.");
        await leader.Page.GetByLabel("Ash Lane Primary School").CheckAsync();
        await leader.Button("Save").ClickAsync();
        await leader.Page.Locator($"#breakfast-club-{width}").GetByText("half-days").First.WaitForAsync();
        await leader.IsFitAsync("programmes");
        leader.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [Trait("Row", "S52")]
    public async Task A_partner_reads_what_the_agency_answers_for_and_says_so(int width)
    {
        await using var police = await city.OpenAsync(await city.Host.EmployAsync(Role.Police), width);
        await police.OpenAsync("/responsibilities", "What I answer for");
        await police.SeesAsync("As police you may");
        await police.SeesAsync("Develop low level information sharing protocol");
        await police.Button("I have read this").ClickAsync();
        await police.SeesAsync("You read this 9 Oct 2006");
        await police.IsFitAsync("responsibilities");
        police.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task One_writes_an_agreement_another_agrees_the_partner_sees_the_shared_child_and_the_childs_page_says_who_knows_what(
        int width
    )
    {
        var child = await city.IdOfAsync(city.School.Upns[8]);
        await using var manager = await city.OpenAsync(await city.StaffAsync(city.School, Role.LocalityManager, Relation.Manages), width);
        await manager.OpenAsync("/agreements", "Information sharing agreements");
        await manager.Page.GetByText("Write an agreement").ClickAsync();
        await manager.Page.GetByLabel("Agency").SelectOptionAsync("youth-service");
        await manager.Page.GetByLabel("Lawful basis, with the statute").FillAsync("Children Act 2004, section 10");
        await manager.Page.GetByLabel("What the children are shown for").FillAsync($"Holiday activities {width}");
        await manager.Page.GetByLabel("Which children").SelectOptionAsync("NAMED");
        await manager.Page.GetByLabel("The children, by the number in the address of their page").FillAsync(child);
        await manager.IsFitAsync("agreement-editor");
        await manager.Button("Write").ClickAsync();
        await manager.SeesAsync($"What for: Holiday activities {width}");
        manager.StayedHere();

        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await leader.OpenAsync("/agreements", "Information sharing agreements");
        await leader.Button("Agree").ClickAsync();
        await leader.SeesAsync("agreed by Pat AttendanceLeader");
        await leader.IsFitAsync("agreements");

        await using var partner = await city.OpenAsync(await city.Host.PartnerAsync(Role.YouthService, "youth-service"), width);
        await partner.OpenAsync("/", "Shared children");
        await partner.SeesAsync($"What for: Holiday activities {width}");
        await partner.SeesAsync("95% or more");
        await partner.IsFitAsync("shared");
        partner.StayedHere();

        await leader.OpenAsync($"/pupils/{child}/who-knows", "Isla");
        await leader.SeesAsync($"Holiday activities {width}");
        await leader.IsFitAsync("who-knows");
        leader.StayedHere();
    }

    [Theory]
    [InlineData(1280, "best", Role.BehaviourSupport)]
    [InlineData(390, "housing", Role.Housing)]
    [Trait("Row", "S150")]
    public async Task A_key_worker_refers_the_partner_answers_in_its_inbox_and_the_agencys_page_reports_it(
        int width,
        string agency,
        Role role
    )
    {
        var partner = await city.Host.PartnerAsync(role, agency);
        await city.ShareByReferralAsync(agency);
        var child = await city.IdOfAsync(city.Absent);
        await using var worker = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await worker.OpenAsync($"/pupils/{child}/case", "Amy Archer");
        await worker.Page.GetByText("Refer to an agency").First.ClickAsync();
        await worker.Page.Locator("#choose-refer-agency").SelectOptionAsync(agency);
        await worker.Page.GetByLabel("What for").FillAsync("Help to come to school in the morning.");
        await worker.Button("Refer").ClickAsync();
        await worker.SeesAsync("Referred.");
        await worker.OpenAsync("/referrals", "Referrals");
        await worker.SeesAsync("Help to come to school in the morning.");
        await worker.IsFitAsync("referrals-authority");
        worker.StayedHere();

        await using var inbox = await city.OpenAsync(partner, width);
        await inbox.OpenAsync("/referrals", "Referrals");
        await inbox.SeesAsync("Waits for an answer");
        await inbox.Page.GetByLabel("Your answer").FillAsync("We call on Monday.");
        await inbox.Button("Take it").ClickAsync();
        await inbox.SeesAsync("Answer: We call on Monday.");
        await inbox.IsFitAsync("referrals-partner");
        await inbox.Page.GetByLabel("In words").FillAsync("She comes every day.");
        await inbox.Button("Close with this outcome").ClickAsync();
        await inbox.SeesAsync("Outcome: It helped. She comes every day.");
        inbox.StayedHere();

        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await leader.OpenAsync($"/partners/{agency}", agency == "best" ? "Behaviour and Education Support Teams" : "Housing");
        await leader.SeesAsync("Referrals to it: 1; answered in time 1");
        await leader.IsFitAsync("agency-report");
        leader.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_leader_calls_a_meeting_about_an_area_minutes_it_and_sees_what_was_agreed(int width)
    {
        var area = $"Ordsall {width}";
        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await leader.OpenAsync("/agency-meetings", "Meetings of agencies");
        await leader.Page.GetByText("Call a meeting").First.ClickAsync();
        await leader.Page.GetByLabel("Area").FillAsync(area);
        await leader.Page.GetByLabel("Place").FillAsync("Library");
        await leader.Page.Locator("#meeting-agenda").FillAsync("Figures of the area.");
        await leader.Page.Locator("#asked-new-deal").CheckAsync();
        await leader.Button("Call the meeting").ClickAsync();
        var meeting = leader.Page.Locator(".app-panel", new() { HasText = $"Community sector meeting: {area}" });
        await meeting.GetByText("Write the minutes").ClickAsync();
        await meeting.Locator("textarea").FillAsync("Three streets to look at.");
        await meeting.GetByLabel("New Deal came").CheckAsync();
        await meeting.GetByLabel("What New Deal does").FillAsync("Walks with the children");
        await leader.IsFitAsync("agency-meeting-minutes");
        await meeting.GetByText("Save the minutes").ClickAsync();
        await meeting.GetByText("Walks with the children, by").WaitForAsync();
        await leader.IsFitAsync("agency-meetings");
        leader.StayedHere();
    }
}
