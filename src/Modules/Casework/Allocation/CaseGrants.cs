using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;

namespace Attendance.Casework.Allocation;

/// <summary>What holding a case opens: the child, to its worker, for as long as the case is open; and the child's marks are watched for the plan.</summary>
internal sealed class CaseGrants(IGrants grants, IWatchList watches)
{
    /// <summary>The case changes hands.</summary>
    public async Task HandOverAsync(DbTransaction transaction, Caller by, CaseFile file, long? before, long? after)
    {
        if (before == after || after is not { } worker)
            return;
        if (before is not null)
            await grants.EndAsync(transaction, by, file.Id.Source, "The case changed hands.");
        var given = await grants.GiveAsync(
            transaction,
            by,
            new ModuleGrant(
                worker,
                Role.WelfareOfficer,
                Relation.HoldsCase,
                GrantTarget.Of(file.Pupil),
                file.Id.Source,
                "Holds the child's case."
            )
        );
        // Judged before as somebody who can hold cases; who leaves in this very moment takes the whole change back.
        if (given.Error is { } error)
            throw new InvalidOperationException($"The case's grant was refused: {error.Code}.");
    }

    /// <summary>
    /// Enforcement is considered: the case is open to the lawyers, who advise and sign, until it is closed. One who left meanwhile is passed over. Again: nothing changes.
    /// </summary>
    public async Task OpenToLegalAsync(DbTransaction transaction, Caller by, CaseFile file, IReadOnlyList<long> lawyers)
    {
        foreach (var lawyer in lawyers)
            await grants.GiveAsync(
                transaction,
                by,
                new ModuleGrant(
                    lawyer,
                    Role.Legal,
                    Relation.HoldsCase,
                    GrantTarget.Of(file.Pupil),
                    LegalSource(file),
                    "Enforcement is considered in the child's case."
                )
            );
    }

    /// <summary>The case is closed: nobody holds it any more.</summary>
    public async Task CloseAsync(DbTransaction transaction, Caller by, CaseFile file)
    {
        await grants.EndAsync(transaction, by, file.Id.Source, "The case was closed.");
        await grants.EndAsync(transaction, by, LegalSource(file), "The case was closed.");
        await watches.RemoveAsync(transaction, by, file.Pupil, Watcher(file));
    }

    /// <summary>What lawyers' grants name as their source: apart from the holder's, which changes hands.</summary>
    private static string LegalSource(CaseFile file) => $"{file.Id.Source}/legal";

    /// <summary>What the watch list calls this case's watch.</summary>
    public static string Watcher(CaseFile file) => $"casework/{file.Id.Source}";
}
