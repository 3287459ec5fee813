using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Children;

/// <summary>Reads and writes child protection plans. The looked-after team sees a child for as long as a plan lasts, and a year longer.</summary>
internal sealed class ProtectionBook(CareBook care, SchoolClock clock)
{
    /// <summary>From and where: the latest versions p of all plans that were not taken back. Parameter @no: false.</summary>
    internal const string Latest = """
        from lac_protection_plan p where p.withdrawn = @no
        and p.version = (select max(v.version) from lac_protection_plan v where v.pupil_id = p.pupil_id and v.started = p.started)
        """;

    /// <summary>
    /// Writes a plan: a new one, another last day of the one that started that day, or, with <paramref name="withdrawn"/>, that it was a mistake. The same again
    /// writes nothing and answers false. Errors: conflict (it overlaps another), not-found (nothing to take back).
    /// </summary>
    public async Task<Result<bool>> SaveAsync(
        DbTransaction transaction,
        Caller caller,
        PupilId pupil,
        ProtectionPlan plan,
        bool withdrawn,
        CancellationToken cancellation
    )
    {
        var known = await transaction.Connection!.QuerySingleOrDefaultAsync<PlanRow>(
            "select * from lac_protection_plan where pupil_id = @pupil and started = @Started order by version desc limit 1",
            new { pupil = pupil.Value, plan.Started },
            transaction
        );
        if (withdrawn && known is null or { Withdrawn: true })
            return Error.NotFound;
        if (known is not null && known.Withdrawn == withdrawn && (withdrawn || known.Ended == plan.Ended))
            return false;
        var others = await ReadAsync(transaction, pupil);
        if (!withdrawn && others.Any(other => other.Started != plan.Started && other.Overlaps(plan)))
            return new Error("conflict", "The child has another plan at that time: end that one first.");
        await transaction.Connection!.ExecuteAsync(
            """
            insert into lac_protection_plan (pupil_id, started, version, ended, withdrawn, recorded_at, recorded_by)
            values (@pupil, @Started, @version, @Ended, @withdrawn, @now, @by)
            """,
            new
            {
                pupil = pupil.Value,
                plan.Started,
                version = (known?.Version ?? 0) + 1,
                plan.Ended,
                withdrawn,
                now = clock.Now,
                by = caller.Name,
            },
            transaction
        );
        await care.FollowAsync(transaction, caller, pupil, cancellation);
        return true;
    }

    /// <summary>The plans of a child, in order.</summary>
    public static async Task<IReadOnlyList<ProtectionPlan>> ReadAsync(DbTransaction transaction, PupilId pupil) =>
        [
            .. (
                await transaction.Connection!.QueryAsync<PlanRow>(
                    $"select p.* {Latest} and p.pupil_id = @pupil order by p.started",
                    new { no = false, pupil = pupil.Value },
                    transaction
                )
            ).Select(row => new ProtectionPlan(row.Started, row.Ended)),
        ];

    private sealed class PlanRow
    {
        public DateOnly Started { get; init; }
        public int Version { get; init; }
        public DateOnly? Ended { get; init; }
        public bool Withdrawn { get; init; }
    }
}

/// <summary>A child protection plan from its first to its last day; null: still.</summary>
internal sealed record ProtectionPlan(DateOnly Started, DateOnly? Ended)
{
    /// <summary>True when both hold on some day.</summary>
    public bool Overlaps(ProtectionPlan other) =>
        Started <= (other.Ended ?? DateOnly.MaxValue) && other.Started <= (Ended ?? DateOnly.MaxValue);
}
