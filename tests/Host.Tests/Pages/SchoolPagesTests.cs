using System.Diagnostics;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>A school's office in a real browser: the day, a register by hand, a file, what waits.</summary>
[Collection<PageTests>]
public sealed class SchoolPagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_day_shows_which_classes_are_in(int width)
    {
        await using var window = await city.OpenAsync(await city.OfficeAsync(), width);
        await window.OpenAsync("/", "School today");
        await window.SeesAsync("Ash Lane Primary School, Monday 9 October 2006");
        await window.SeesAsync("Morning");
        await window.SeesAsync("Waiting for you");
        await window.IsFitAsync("school-today");
        window.StayedHere();
    }

    [Fact]
    public async Task Thirty_pupils_are_marked_by_hand_with_the_keyboard_only_in_under_a_minute()
    {
        await using var window = await city.OpenAsync(await city.OfficeAsync());
        await window.OpenAsync("/", "School today");
        var link = window.Link("Take the register of 2, AM");
        await link.WaitForAsync();
        var begun = Stopwatch.GetTimestamp();
        // Tab goes to the link as it would for somebody without a mouse.
        for (var presses = 0; !await link.EvaluateAsync<bool>("link => link === document.activeElement"); presses++)
        {
            Assert.InRange(presses, 0, 40);
            await window.Page.Keyboard.PressAsync("Tab");
        }
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Heading("Class 2, AM").WaitForAsync();
        await window.SeesAsync("30 marks to save");
        var typed = new Dictionary<int, string>
        {
            [3] = "i",
            [11] = "l",
            [20] = "n",
        };
        for (var line = 0; line < 30; line++)
        {
            if (typed.TryGetValue(line, out var code))
                await window.Page.Keyboard.TypeAsync(code);
            await window.Page.Keyboard.PressAsync("ArrowDown");
        }
        await window.IsFitAsync("school-register");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.SeesAsync("30 marks stored");
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await window.SeesAsync("Nothing to save");
        await window.IsFitAsync("school-register-saved");

        using var answer = await city.School.Client.GetAsync(new Uri($"{city.School.Path}/registers/2006-10-09/AM", UriKind.Relative));
        using var register = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var marks = register
            .RootElement.GetProperty("marks")
            .EnumerateArray()
            .Where(mark => mark.GetProperty("group").GetString() == "2")
            .ToList();
        Assert.Equal(30, marks.Count);
        Assert.Equal(
            ["/", "I", "L", "N"],
            marks.Select(mark => mark.GetProperty("code").GetString()!).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(marks, mark => Assert.Equal("hand", mark.GetProperty("history")[0].GetProperty("via").GetString()));

        // A mark that stands needs a reason to change.
        await window.Page.GetByLabel("Code for").First.FillAsync("M");
        await window.Page.Keyboard.PressAsync("Control+Enter");
        await window.SeesAsync("Say why the earlier marks are changed.");
        await window.Page.GetByLabel("Why 1 earlier mark is changed").FillAsync("Dentist, says the parent");
        await window.Button("Save the register").ClickAsync();
        await window.SeesAsync("1 mark stored");
        window.StayedHere();
    }

    [Fact]
    public async Task A_file_shows_its_wrong_rows_before_anything_is_saved()
    {
        await using var window = await city.OpenAsync(await city.OfficeAsync());
        await window.OpenAsync($"/schools/{city.School.Laestab}/upload?date=2006-10-06&half=PM", "Upload a register");
        var upns = city.School.Upns;
        var file = $"upn,code,minutesLate,reason\n{upns[40]},I,,a parent rang\n{upns[41]},L,7,came at two\nnobody,\\,,\n{upns[40]},I,,\n";
        await window
            .Page.GetByLabel("File")
            .SetInputFilesAsync(
                new Microsoft.Playwright.FilePayload
                {
                    Name = "pm.csv",
                    MimeType = "text/csv",
                    Buffer = System.Text.Encoding.UTF8.GetBytes(file),
                }
            );
        await window.SeesAsync("2 rows can be saved for Friday 6 October 2006 PM, 2 rows cannot");
        await window.SeesAsync("The UPN stands in row 2 already");
        await window.IsFitAsync("school-upload");
        await window.Button("Save 2 marks").ClickAsync();
        await window.SeesAsync("2 marks stored");
        window.StayedHere();
    }

    [Fact]
    public async Task A_held_mark_is_entered_again_from_the_page()
    {
        using var held = await city.School.PostAsync(
            PagesCity.Today,
            HalfDay.AM,
            TestSchool.Register([TestSchool.Mark(city.School.Upns[5], "?!")])
        );
        Assert.True(held.IsSuccessStatusCode);
        await using var window = await city.OpenAsync(await city.OfficeAsync());
        await window.OpenAsync("/", "School today");
        await window.SeesAsync("code ?!");
        await window.IsFitAsync("school-waiting");
        await window.Page.GetByLabel("Code", new Microsoft.Playwright.PageGetByLabelOptions { Exact = true }).FillAsync("I");
        await window.Button("Enter it again, corrected").ClickAsync();
        await window.SeesAsync("Waiting for you: 0 marks");
        using var answer = await city.School.Client.GetAsync(new Uri($"{city.School.Path}/held-marks", UriKind.Relative));
        Assert.Equal("[]", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Another_school_s_day_is_not_found()
    {
        await using var window = await city.OpenAsync(await city.OfficeAsync());
        await window.OpenAsync($"/schools/{city.Other.Laestab}/today", "Not found");
    }
}
