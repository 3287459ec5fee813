using Attendance.Access.Contracts;

namespace Attendance.Casework.Allocation;

/// <summary>Who manages an officer: whoever may set up the team of one of the officer's schools, or all teams.</summary>
internal sealed class WorkerRights(IPolicy policy)
{
    /// <summary>Notes no refusal: it is asked of every officer.</summary>
    public async Task<bool> ManagesAsync(Caller caller, WorkerRecord worker, CancellationToken cancellation)
    {
        if (caller.Kind is not CallerKind.Person)
            return false;
        if (await policy.CouldAsync(caller, Act.SetUpTeams, GrantTarget.All, cancellation))
            return true;
        foreach (var school in worker.Schools.Concat(worker.NamedFor))
        {
            if (await policy.CouldAsync(caller, Act.SetUpTeams, GrantTarget.Of(school), cancellation))
                return true;
        }
        return false;
    }
}
