using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.SchoolRecords;

/// <summary>Reads school records.</summary>
internal sealed class SchoolReader(Database database)
{
    /// <summary>One school; null when there is none.</summary>
    public async Task<SchoolView?> LoadAsync(Laestab school, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        if (await new RollRows(transaction, knownAt: null).SchoolAsync(school, cancellation) is not { } row)
            return null;
        var groups = await transaction
            .Command("select name from schools_group where school_id = @school order by name")
            .With("school", (long)school.Value)
            .ReadAsync(reader => reader.GetString(0), cancellation);
        return new SchoolView(school.ToString(), row.Name, row.Urn, row.Phase.Text(), groups, row.RollVersion, row.CalendarVersion);
    }
}
