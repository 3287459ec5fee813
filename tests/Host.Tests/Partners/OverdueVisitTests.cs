using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>What school improvement hears of visits that are late.</summary>
public sealed class OverdueVisitTests
{
    [Fact]
    public async Task School_improvement_hears_once_of_a_visit_that_is_overdue_from_the_first_minute_after_its_day()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2006, 11, 1, 12, 0, 0, TimeSpan.Zero));
        await using var host = await RunningHost.StartAsync(schoolTime: clock);
        var school = await SmallSchool.CreateAsync(host, "3552201");
        await school.EnrolAsync((Upn.FromBody("355220106001")!.Value, "Archer", null));
        var improvement = await host.PersonAsync(await host.EmployAsync(Role.SchoolImprovement));
        var office = await host.PersonAsync(await host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(school.Laestab))));
        var written = await SmallSchool.AskAsync(
            improvement,
            "mutation { recordVisit(input: { school: \"3552201\", kind: ANNUAL, visitedOn: \"2006-11-01\", figuresAsOf: \"2006-11-01\", findings: \"Found.\", agreed: \"Agreed.\", forGovernors: \"Told.\" }) { id problems { code } } }"
        );
        Assert.DoesNotContain("code", written.Text, StringComparison.Ordinal);

        clock.SetUtcNow(new DateTimeOffset(2007, 11, 1, 23, 59, 59, TimeSpan.Zero));
        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.Equal("[]", await NoticesAsync(improvement));
        clock.SetUtcNow(new DateTimeOffset(2007, 11, 2, 0, 0, 0, TimeSpan.Zero));
        var told = "[]";
        for (var tries = 0; told == "[]"; tries++)
        {
            Assert.True(tries < 200);
            await Task.Delay(50);
            told = await NoticesAsync(improvement);
        }
        Assert.Equal(
            """[{"kind":"VISIT","school":"3552201","sentence":"A visit was due by 1 November 2007, and none is on record.","page":"/schools/3552201/improvement"}]""",
            told
        );
        Assert.Equal("[]", await NoticesAsync(office));
    }

    private static async Task<string> NoticesAsync(HttpClient client)
    {
        var answer = await SmallSchool.AskAsync(client, "{ notices(first: 100) { kind school sentence page } }");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("notices").ToString();
    }
}
