using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;

namespace Attendance.Schools.SchoolRecords;

/// <summary>Stores school records: a new version only where something differs.</summary>
internal sealed class SchoolLoader(RollWriter writer)
{
    /// <summary>All in one transaction; strict: nothing when any line is wrong (import-rejected).</summary>
    public Task<Result<LoadReport>> LoadAsync(
        Caller caller,
        IReadOnlyList<(int Row, SchoolLine Line)> lines,
        bool strict,
        CancellationToken cancellation
    )
    {
        var (entries, problems) = SchoolCheck.Check(lines);
        if (strict && problems.Count > 0)
            return Task.FromResult<Result<LoadReport>>(LoadReport.Rejected(problems));
        return writer.RunAsync<LoadReport>(
            caller,
            async change =>
            {
                var changed = 0;
                foreach (var entry in entries.OrderBy(entry => entry.School))
                    if (await SaveAsync(change, entry))
                        changed++;
                return new LoadReport(lines.Count, changed, entries.Count - changed, problems);
            },
            cancellation
        );
    }

    private static async Task<bool> SaveAsync(RollTransaction change, SchoolEntry entry)
    {
        var stored = await change.LockAsync(entry.School);
        if (stored is not null && stored.Name == entry.Name && stored.Urn == entry.Urn && stored.Phase == entry.Phase)
            return false;
        var version = (stored?.Version ?? 0) + 1;
        await Values(
                change,
                """
                insert into schools_school_version (school_id, version, urn, name, phase, recorded_at, recorded_by)
                values (@school, @version, @urn, @name, @phase, @at, @by)
                """
            )
            .With("by", change.RecordedBy)
            .RunAsync(change.Cancellation);
        if (stored is null)
        {
            await Values(
                    change,
                    """
                    insert into schools_school (school_id, urn, name, phase, version, roll_version, calendar_version, told_roll_version,
                        told_calendar_version, recorded_at)
                    values (@school, @urn, @name, @phase, @version, 0, 0, 0, 0, @at)
                    """
                )
                .RunAsync(change.Cancellation);
            return true;
        }
        await Values(
                change,
                "update schools_school set urn = @urn, name = @name, phase = @phase, version = @version, recorded_at = @at where school_id = @school"
            )
            .RunAsync(change.Cancellation);
        // The roll carries name and phase.
        await change.TouchRollAsync(entry.School, "school", []);
        return true;

        System.Data.Common.DbCommand Values(RollTransaction within, string sql) =>
            within
                .Transaction.Command(sql)
                .With("school", (long)entry.School.Value)
                .With("version", version)
                .With("urn", entry.Urn)
                .With("name", entry.Name)
                .With("phase", entry.Phase.Text())
                .With("at", within.RecordedAt);
    }
}
