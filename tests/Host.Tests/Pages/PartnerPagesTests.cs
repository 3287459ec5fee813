using Attendance.Access.Contracts;
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

        await using var partner = await city.OpenAsync(await city.PartnerAsync(Role.YouthService, "youth-service"), width);
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
}
