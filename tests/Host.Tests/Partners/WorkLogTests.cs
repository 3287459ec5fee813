using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>Work of agencies that names no child.</summary>
public sealed class WorkLogTests() : AgencyWorkTests(DatabaseProvider.Sqlite)
{
    [Fact]
    [Trait("Row", "S156")]
    [Trait("Row", "S162")]
    [Trait("Row", "S163")]
    [Trait("Row", "S202")]
    public async Task Work_that_names_no_child_is_counted_by_school_and_topic_and_a_drop_in_takes_no_words()
    {
        var nurse = await City.PartnerAsync(Role.Health, "health");
        var at = $"school: \"{SupportCity.School}\"";
        Assert.Equal(["school-missing", "text-missing"], await LogAsync(nurse, "class-session", "topic: \"Smoking\""));
        Assert.Empty(await LogAsync(nurse, "class-session", $"{at}, topic: \"Smoking\""));
        Assert.Empty(await LogAsync(nurse, "class-session", $"{at}, topic: \"Smoking\""));
        Assert.Empty(await LogAsync(nurse, "class-session", $"{at}, topic: \"Bullying\""));
        Assert.Equal(["words-refused"], await LogAsync(nurse, "drop-in", $"{at}, words: \"Ann came.\""));
        Assert.Empty(await LogAsync(nurse, "drop-in", at));
        Assert.Equal(["kind-unknown"], await LogAsync(nurse, "prevention", $"{at}, topic: \"Shops\""));
        var work = await WorkAsync(nurse.Client, "health");
        Assert.Contains(
            "{\"kind\":{\"id\":\"class-session\"},\"school\":\"3552007\",\"area\":\"\",\"topic\":\"Smoking\",\"times\":2,\"people\":50}",
            work,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "{\"kind\":{\"id\":\"drop-in\"},\"school\":\"3552007\",\"area\":\"\",\"topic\":\"\",\"times\":1,\"people\":25}",
            work
        );
        await using (
            var connection = await City.Host.Services.GetRequiredService<Database>().OpenAsync(TestContext.Current.CancellationToken)
        )
        {
            await using var columns = connection.CreateCommand();
            columns.CommandText = "select name from pragma_table_info('partners_work')";
            await using var reader = await columns.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                Assert.DoesNotContain("pupil", reader.GetString(0), StringComparison.Ordinal);
        }
        var best = await City.PartnerAsync(Role.BehaviourSupport, "best");
        Assert.Empty(await LogAsync(best, "attitudes", $"{at}, topic: \"Assembly\""));
        var police = await City.PartnerAsync(Role.Police, "police", 0);
        Assert.Empty(await LogAsync(police, "prevention", "area: \"Precinct\", topic: \"Shop watch\""));
        Assert.Contains(
            "{\"name\":\"People who took part this year\",\"count\":25}",
            await FiguresAsync("police"),
            StringComparison.Ordinal
        );
        Assert.Equal("null", await WorkAsync(police.Client, "health"));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(City.Worker, Log("health", "drop-in", at))).Codes);
    }

    private static string Log(string agency, string kind, string more) =>
        $$"""mutation { logWork(input: { agency: "{{agency}}", kind: "{{kind}}", on: "2006-10-31", people: 25, {{more}} }) { id problems { code } } }""";
}
