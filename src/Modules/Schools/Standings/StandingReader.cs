using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Schools.Standings;

/// <summary>Reads how far schools' standings are committed.</summary>
internal sealed class StandingReader(Database database)
{
    /// <summary>The number of the last journal entry that went into each school's committed standings.</summary>
    public async Task<IReadOnlyDictionary<int, long>> FoldedAsync(IEnumerable<int> schools)
    {
        var folded = new Dictionary<int, long>();
        await using var connection = await database.OpenAsync();
        foreach (var school in schools)
        {
            folded[school] =
                await connection.ExecuteScalarAsync<long?>(
                    "select folded_seq from schools_mark where school_id = @school",
                    new { school = (long)school }
                ) ?? 0;
        }
        return folded;
    }
}
