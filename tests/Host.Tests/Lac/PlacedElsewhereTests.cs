using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Host.Tests.Lac;

/// <summary>Looked-after children whose record or school is not the one they began with: merged records, schools of other authorities, and schools that are told.</summary>
public abstract class PlacedElsewhereTests(DatabaseProvider provider) : CareCity(provider)
{
    private static readonly Upn AnnElsewhere = Upn.FromBody("355400106001")!.Value;

    [Fact]
    public async Task The_times_in_care_of_a_merged_child_follow_it_and_a_merge_that_is_taken_back_takes_this_back()
    {
        var other = await SmallSchool.CreateAsync(Host, "3554001", "secondary");
        await other.EnrolAsync((AnnElsewhere, "Archer", null));
        var oak = await UnitAsync("Oak House");
        await CareAsync(Ann, "2006-09-01", oak);
        var worker = await Host.PersonAsync(await Host.EmployAsync(Role.ResidentialWorker, (Relation.PlacedAt, GrantTarget.Unit(oak))));
        await School.MarkDaysAsync(SmallSchool.Days(2), (Ann, "I"), (Bob, "/"), (Cat, "/"));
        await UntilAsync(Manager, Ann, 4);

        await IdentityAsync(
            "merges",
            new
            {
                upn = Ann.Value,
                into = AnnElsewhere.Value,
                reason = "The same child",
            }
        );
        await UntilAsync(Manager, AnnElsewhere, 4);
        await UntilAsync(worker, AnnElsewhere, 4);
        // What the other record misses counts for the one child.
        await other.MarkDaysAsync(SmallSchool.Days(3).Skip(2), (AnnElsewhere, "I"));
        await UntilAsync(worker, AnnElsewhere, 6);
        // Care that is recorded by the new number joins what there is, and a meeting by the new id is the child's.
        Assert.Equal("conflict", await TryCareAsync(AnnElsewhere, "2006-10-01"));
        var planned = await SendAsync(
            "planCareMeeting",
            new
            {
                pupil = await IdAsync(AnnElsewhere),
                kind = "PROGRESS",
                on = "2006-11-01",
                at = "16:00",
                attendees = Array.Empty<string>(),
            }
        );
        Assert.Equal("", Problem(planned));
        var line = Assert.Single(
            (await AskAsync("{ careTimetable { pupil { upn } missing } }")).GetProperty("careTimetable").EnumerateArray()
        );
        Assert.Equal(AnnElsewhere.Value, Text(line.GetProperty("pupil"), "upn"));
        Assert.DoesNotContain("NO_PROGRESS_MEETING", Texts(line.GetProperty("missing")));

        await IdentityAsync("unmerges", new { upn = Ann.Value, reason = "Two children after all" });
        await UntilAsync(worker, Ann, 4);
        Assert.Equal(
            ["NOT_FOUND"],
            (await SmallSchool.AskAsync(worker, $"{{ pupil(upn: \"{AnnElsewhere.Value}\") {{ givenName }} }}")).Codes
        );
    }

    [Fact]
    public async Task A_child_placed_with_another_authority_counts_by_the_marks_of_its_school_there_by_hand_or_from_its_system()
    {
        var away = await SmallSchool.CreateAsync(Host, "3562001");
        await away.EnrolAsync((AnnElsewhere, "Archer", null));
        await CareAsync(AnnElsewhere, "2006-09-01");
        await away.MarkAsync(new DateOnly(2006, 9, 4), "AM", null, (AnnElsewhere, "I"));
        // Whom the authority makes that school's office enters what the school says on the telephone.
        var office = await Host.PersonAsync(await Host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(away.Laestab))));
        var entered = await SmallSchool.AskAsync(
            office,
            $"mutation {{ postRegister(input: {{ school: \"3562001\", date: \"2006-09-04\", half: PM, marks: [{{ upn: \"{AnnElsewhere.Value}\", code: \"I\" }}] }}) {{ problems {{ code }} }} }}"
        );
        Assert.True(entered.Codes.Count == 0, entered.Text);
        Assert.True((await UntilAsync(Manager, AnnElsewhere, 2)).GetProperty("outOfArea").GetBoolean());
    }

    [Fact]
    public async Task A_school_learns_that_a_child_is_looked_after_only_when_it_is_told_and_only_of_its_own()
    {
        await CareAsync(Ann, "2006-09-01");
        await CareAsync(Bob, "2006-09-01");
        var office = await Host.PersonAsync(await Host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(School.Laestab))));
        Assert.Empty(await ToldAsync());
        var ann = await IdAsync(Ann);
        Assert.Equal("text-invalid", await ChangeAsync($"tellSchoolOfCare(pupil: \"{ann}\", teacher: \"\", withdrawn: false)"));
        Assert.Equal("", await ChangeAsync($"tellSchoolOfCare(pupil: \"{ann}\", teacher: \"Ms Head\", withdrawn: false)"));
        var told = Assert.Single(await ToldAsync());
        Assert.Equal(
            (Ann.Value, "Ms Head", "2006-09-01", "Sam Worker"),
            (Text(told.GetProperty("pupil"), "upn"), Text(told, "teacher"), Text(told, "lookedAfterSince"), Text(told, "socialWorker"))
        );
        Assert.Equal("", await ChangeAsync($"tellSchoolOfCare(pupil: \"{ann}\", teacher: \"Ms Head\", withdrawn: true)"));
        Assert.Empty(await ToldAsync());
        Assert.Equal("", await ChangeAsync($"tellSchoolOfCare(pupil: \"{ann}\", teacher: \"Mr Next\", withdrawn: false)"));
        Assert.Equal("Mr Next", Text(Assert.Single(await ToldAsync()), "teacher"));
        // Care is over: there is nothing to be told of.
        Assert.Equal("", await TryCareAsync(Ann, "2006-09-01", ended: "2006-10-20"));
        Assert.Empty(await ToldAsync());

        async Task<IReadOnlyList<JsonElement>> ToldAsync() =>
            [
                .. (
                    await SmallSchool.AskAsync(
                        office,
                        "{ lookedAfterAtSchool(school: \"3552007\") { pupil { upn } teacher lookedAfterSince socialWorker } }"
                    )
                )
                    .Data.GetProperty("lookedAfterAtSchool")
                    .EnumerateArray(),
            ];
    }

    private async Task IdentityAsync(string what, object body)
    {
        using var answer = await Host.Loader.PostAsJsonAsync($"/api/v1/pupils/{what}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until somebody's board has the child, under that number, with so many half-days.</summary>
    private static async Task<JsonElement> UntilAsync(HttpClient client, Upn upn, int halfDays)
    {
        JsonElement found = default;
        await RegisterHost.UntilAsync(
            async () =>
            {
                var board = await SmallSchool.AskAsync(
                    client,
                    "{ lookedAfterBoard { children { pupil { upn } halfDaysMissed outOfArea } } }"
                );
                var children = board.Data.GetProperty("lookedAfterBoard").GetProperty("children").EnumerateArray().ToList();
                found = children.Find(child => Text(child.GetProperty("pupil"), "upn") == upn.Value);
                return found.ValueKind is JsonValueKind.Object && found.GetProperty("halfDaysMissed").GetInt32() == halfDays;
            },
            $"{upn} with {halfDays} half-days on the board"
        );
        return found;
    }
}

public sealed class SqlitePlacedElsewhereTests() : PlacedElsewhereTests(DatabaseProvider.Sqlite);

public sealed class PostgresPlacedElsewhereTests() : PlacedElsewhereTests(DatabaseProvider.Postgres);
