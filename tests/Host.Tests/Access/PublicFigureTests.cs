using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>What an elected member is shown, over HTTP: tables with small counts hidden, made once, and no child.</summary>
public sealed class PublicFigureTests
{
    private const string Query =
        "{ publicFigures(year: \"2006/07\") { asOf rows { phase school name enrolments possible attended unauthorised attendancePercent } } }";

    [Fact]
    [Trait("Row", "S51")]
    public async Task An_elected_member_sees_suppressed_figures_and_nothing_of_a_child()
    {
        await using var city = await AccessCity.StartAsync();
        var member = city.Clients["ElectedMember"];
        var school = await SmallSchool.CreateAsync(city.Host, "3552011");
        var children = Enumerable.Range(1, 8).Select(i => Upn.FromBody($"3552011060{i:00}")!.Value).ToList();
        await school.EnrolAsync([.. children.Select(upn => (upn, "Field", (DateOnly?)null))]);
        await school.MarkDaysAsync(SmallSchool.Days(4), [.. children.Select((upn, i) => (upn, i == 0 ? "O" : "/"))]);

        var first = await SmallSchool.AskAsync(member, Query);
        Assert.Empty(first.Codes);
        var rows = first.Data.GetProperty("publicFigures").GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal("2006-10-31", first.Data.GetProperty("publicFigures").GetProperty("asOf").GetString());
        // Two children, one child, eight: the small schools are hidden whole, and the one beside them so far that they do not follow from the totals.
        foreach (var row in rows.Where(row => row.GetProperty("school").GetString() is AccessCity.School or AccessCity.Other))
        foreach (var count in new[] { "enrolments", "possible", "attended", "unauthorised", "attendancePercent" })
            Assert.Equal(System.Text.Json.JsonValueKind.Null, row.GetProperty(count).ValueKind);
        Assert.Contains("School 3552011", first.Text, StringComparison.Ordinal);
        foreach (var upn in children.Append(AccessCity.Ann))
            Assert.DoesNotContain(upn.Value, first.Text, StringComparison.Ordinal);
        foreach (var id in city.Ids.Values)
            Assert.DoesNotContain(id.ToString(), first.Text, StringComparison.Ordinal);

        // A correction of a month that was published changes nothing that is shown: two readings have no difference.
        await school.MarkAsync(SmallSchool.FirstDay, "AM", "found in the library", (children[0], "/"));
        Assert.Equal(first.Text, (await SmallSchool.AskAsync(member, Query)).Text);
        using var rest = await member.GetAsync("/api/v1/authority/public-figures/2006-07");
        Assert.Contains("2006-10-31", await rest.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // No other question: no day to choose, no school, no child, no year before its first month has ended.
        Assert.Equal(
            ["FORBIDDEN"],
            (await SmallSchool.AskAsync(member, "{ authority(year: \"2006/07\") { total { enrolments } } }")).Codes
        );
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(member, "{ school(laestab: \"3552011\") { name } }")).Codes);
        Assert.Equal(
            ["NOT_FOUND"],
            (await SmallSchool.AskAsync(member, Query.Replace("2006/07", "2007/08", StringComparison.Ordinal))).Codes
        );
        var none = await SmallSchool.AskAsync(member, "{ pupils(first: 10) { totalCount } }");
        Assert.Contains("\"totalCount\":0", none.Text, StringComparison.Ordinal);
        // For those who see the authority's figures they stay whole.
        var leader = await SmallSchool.AskAsync(
            city.Clients["AttendanceLeader"],
            "{ authority(year: \"2006/07\") { total { enrolments } } }"
        );
        Assert.Contains("\"enrolments\":11", leader.Text, StringComparison.Ordinal);
    }
}
