using System.Diagnostics;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Xunit;
using static Attendance.Modules.Tests.Schools.ReferenceData;

namespace Attendance.Modules.Tests.Schools.Rolls;

/// <summary>A city's rolls (103 schools, 28,000 children) load on both databases; how long it took is printed.</summary>
public sealed class CityRollTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_citys_rolls_load_and_again_without_a_write(DatabaseProvider provider)
    {
        await using var data = await StartAsync(provider, listening: false);
        var schools = Enumerable.Range(0, 103).Select(i => Laestab.From(3552100 + i)).ToList();
        foreach (var school in schools)
            await data.SaveAsync(school, $"School {school}", "primary");

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < schools.Count; i++)
            Assert.Equal(272, (await data.LoadAsync(schools[i], Roll(i))).Changed);
        output.WriteLine($"{provider}: 28,016 children in {watch.Elapsed}");

        var before = await data.CountsAsync();
        watch.Restart();
        for (var i = 0; i < schools.Count; i++)
            Assert.Equal(272, (await data.LoadAsync(schools[i], Roll(i))).Unchanged);
        output.WriteLine($"{provider}: again in {watch.Elapsed}");
        Assert.Equal(before, await data.CountsAsync());

        watch.Restart();
        var ids = new List<PupilId>();
        foreach (var school in schools)
            ids.AddRange((await data.RollAsync(school)).Pupils.Select(p => p.Id));
        output.WriteLine($"{provider}: all rolls read in {watch.Elapsed}");
        watch.Restart();
        Assert.Equal(28_016, (await data.Rolls.LoadPupilsAsync(ids, null, default)).Count);
        output.WriteLine($"{provider}: all children read in {watch.Elapsed}");
    }

    private static RollLine[] Roll(int school) =>
        [
            .. Enumerable
                .Range(0, 272)
                .Select(i => new RollLine
                {
                    Upn = global::Attendance.SharedKernel.Upn.FromBody($"355{2100 + school}06{i:000}")!.Value.Value,
                    GivenName = $"Given{i}",
                    FamilyName = $"Family{school}",
                    BirthDate = "1999-02-03",
                    Sex = "M",
                    EntryDate = "2006-09-04",
                    YearGroup = $"{(i / 34) + 1}",
                    Group = $"{(i / 34) + 1}A",
                    Siblings = [],
                    Contacts = [new("Eve", "mother", true)],
                    Markers = [],
                }),
        ];
}
