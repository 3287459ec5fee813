using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Flags;

internal sealed class DismissFlagHandler(IPolicy policy, RollWriter writer, PupilVault vault)
    : IRequestHandler<DismissFlag, Result<bool>>,
        IRequestHandler<RestoreFlag, Result<bool>>
{
    public Task<Result<bool>> Handle(DismissFlag request, CancellationToken cancellationToken) =>
        RunAsync(request, restores: false, cancellationToken);

    public Task<Result<bool>> Handle(RestoreFlag request, CancellationToken cancellationToken) =>
        RunAsync(
            new DismissFlag(request.Caller, request.Pupil, request.Rule, request.Episode, request.Reason),
            restores: true,
            cancellationToken
        );

    private async Task<Result<bool>> RunAsync(DismissFlag request, bool restores, CancellationToken cancellation)
    {
        if (!(await policy.OfAsync(request.Caller, request.Pupil, cancellation)).May(Act.DismissFlag))
            return Error.NotFound;
        if (MergePupilsHandler.CheckReason(request.Reason) is { } wrong)
            return wrong;
        var reason = await vault.SealAsync(request.Pupil, request.Reason.Trim(), cancellation);
        return await writer.RunAsync(request.Caller, change => ChangeAsync(change, request, restores, reason), cancellation);
    }

    private static async Task<Result<bool>> ChangeAsync(RollTransaction change, DismissFlag request, bool restores, byte[] reason)
    {
        var pupil = request.Pupil.Value;
        var open = await change
            .Transaction.Command(
                """
                select f.level, coalesce(s.last_session, f.changed_at) from schools_flag f
                left join schools_pupil_standing s on s.pupil_id = f.pupil_id
                where f.pupil_id = @pupil and f.rule = @rule and f.episode = @episode and f.state = @open
                """
            )
            .With("pupil", pupil)
            .With("rule", request.Rule)
            .With("episode", request.Episode)
            .With("open", StoredFlag.Open)
            .ReadAsync(reader => (Level: reader.GetInt32(0), Last: reader.GetInt32(1)), change.Cancellation);
        if (open is not [var flag])
            return Error.NotFound;
        var rows = (await FlagDismissals.RowsAsync(change.Transaction, [pupil], null, change.Cancellation)).FindAll(row =>
            row.Dismissal.Rule == request.Rule && row.Dismissal.At.Number >= request.Episode
        );
        var standing = rows.FindAll(row => !row.Withdrawn && (restores || row.Dismissal.Level >= flag.Level));
        if (restores == (standing.Count == 0))
            return false;
        await change.TouchEveryRollAsync("dismissal", [pupil]);
        if (restores)
        {
            foreach (var row in standing)
                await SaveAsync(change, pupil, row.Dismissal, row.Version + 1, withdrawn: true, reason);
            return true;
        }
        // The last session is one at which it is open, wherever a correction moves its beginning.
        var at = new SessionKey(Math.Max(flag.Last, request.Episode));
        var version = rows.Find(row => row.Dismissal.At == at)?.Version ?? 0;
        await SaveAsync(change, pupil, new FlagDismissal(request.Rule, at, flag.Level), version + 1, withdrawn: false, reason);
        return true;
    }

    private static Task<int> SaveAsync(
        RollTransaction change,
        long pupil,
        FlagDismissal dismissal,
        int version,
        bool withdrawn,
        byte[] reason
    ) =>
        change
            .Transaction.Command(
                """
                insert into schools_flag_dismissal (pupil_id, rule, session, version, level, withdrawn, reason, recorded_at, recorded_by)
                values (@pupil, @rule, @session, @version, @level, @withdrawn, @reason, @at, @by)
                """
            )
            .With("pupil", pupil)
            .With("rule", dismissal.Rule)
            .With("session", dismissal.At.Number)
            .With("version", version)
            .With("level", dismissal.Level)
            .With("withdrawn", withdrawn)
            .With("reason", reason)
            .With("at", change.RecordedAt)
            .With("by", change.RecordedBy)
            .RunAsync(change.Cancellation);
}
