using Attendance.City.LookedAfter;
using Attendance.City.Replay;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;

namespace Attendance.Long;

/// <summary>
/// The looked-after children of Salford's published rows, each year on a new database: posted by the front door of a Host that is a process, and the annual report compared with the row. Throws
/// <see cref="InvalidOperationException"/> with what differs.
/// </summary>
internal static class LookedAfterYears
{
    private static readonly int[] Years = [2018, 2022, 2023];

    public static async Task<string> RunAsync(DatabaseProvider provider, int seed)
    {
        var told = new List<string>();
        foreach (var year in Years)
            told.Add(await OneAsync(provider, new AcademicYear(year), seed));
        return string.Join("; ", told);
    }

    private static async Task<string> OneAsync(DatabaseProvider provider, AcademicYear year, int seed)
    {
        var row = LookedAfterRow.Read(LookedAfterRow.Salford, year, LookedAfterRow.AllPhases);
        await using var database = await TestDatabase.CreateAsync(provider);
        var key = (await HostProcess.RunAsync(database.Settings, ["key", "create"])).TrimEnd().Split('\n')[^1];
        await using var host = await HostProcess.StartAsync(database.Settings);
        using var client = new CityClient(host.Url, 32, TimeSpan.FromMinutes(5));
        var run = new LookedAfterRun(client, key, 32);
        var counts = new ReplayCounts();
        await run.PostAsync(LookedAfterCity.Generate(row, seed), counts, CancellationToken.None);
        var compared = await run.CompareAsync(row, CancellationToken.None);
        var differs = compared.Where(figure => figure.Differs).ToList();
        if (differs.Count > 0)
            throw new InvalidOperationException(
                $"{year}: {string.Join(", ", differs.Select(figure => $"{figure.Name} is published {figure.Published}, reported {figure.Reported}"))}"
            );
        return $"{year}: {row.Pupils} children, {counts.Marks} marks, {compared.Count(figure => figure.Published is not null)} figures as published";
    }
}
