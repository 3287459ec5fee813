using Attendance.Access.Contracts;
using Attendance.Lac.Children;

namespace Attendance.Lac.Members;

/// <summary>Which members' reports a caller may read: who works on them or releases them all, who may read public figures those that were released.</summary>
internal sealed class MemberReports(IPolicy policy, MemberBook book)
{
    /// <summary>The reports, the newest first. Null: the caller may read none.</summary>
    public async Task<IReadOnlyList<MemberReport>?> ListAsync(Caller caller, CancellationToken cancellation)
    {
        if (await MaySubmitAsync(caller, cancellation) || await MayReleaseAsync(caller, cancellation))
            return await book.ListAsync(cancellation);
        if (!await policy.MayAsync(caller, Act.ReadPublicFigures, GrantTarget.All, cancellation: cancellation))
            return null;
        return [.. (await book.ListAsync(cancellation)).Where(report => report.State is MemberReportState.Released)];
    }

    /// <summary>Whether the caller hands reports over.</summary>
    public ValueTask<bool> MaySubmitAsync(Caller caller, CancellationToken cancellation) =>
        policy.CouldAsync(caller, Act.WorkOnCare, CareBook.Register, cancellation);

    /// <summary>Whether the caller releases reports.</summary>
    public ValueTask<bool> MayReleaseAsync(Caller caller, CancellationToken cancellation) =>
        policy.CouldAsync(caller, Act.ReleaseCareFigures, CareBook.Register, cancellation);
}
