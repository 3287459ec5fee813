using System.Data.Common;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;

namespace Attendance.Casework.Referrals;

internal sealed class ReferChildHandler(CaseBook book, IWriter writer) : IRequestHandler<ReferChild, Result<Referred>>
{
    public async Task<Result<Referred>> Handle(ReferChild request, CancellationToken cancellationToken)
    {
        var words = new Words();
        var referral = new ReferralJoined(
            words.Need("source", request.Source, 60),
            words.Need("reference", request.Reference, 100),
            words.Need("concern", request.Concern),
            words.May("tried", request.Tried),
            [.. request.Factors.Distinct()],
            request.EvaluateBy
        );
        if (words.Error is { } error)
            return error;
        // The text is sealed before the transaction, which may wait for nothing else.
        var prepared = await book.PrepareAsync(request.Pupil, [referral], cancellationToken);
        return await writer.Run(
            async transaction =>
            {
                if (await FindAsync(transaction, request.Pupil, referral) is { } known)
                    return new Referred(known, false, false);
                var (id, opened) = await book.FindOrOpenAsync(transaction, request.Caller, request.Pupil);
                var noted = await transaction.Connection!.ExecuteAsync(
                    """
                    insert into casework_referral (pupil_id, source, reference, case_id) values (@pupil, @source, @reference, @id)
                    on conflict do nothing
                    """,
                    new
                    {
                        pupil = request.Pupil.Value,
                        source = referral.Source,
                        reference = referral.Reference,
                        id = id.Value,
                    },
                    transaction
                );
                if (noted == 0)
                    return new Referred(id, false, false);
                await book.AppendAsync(transaction, request.Caller, id, prepared);
                return new Referred(id, opened, true);
            },
            cancellationToken
        );
    }

    private static async Task<CaseId?> FindAsync(DbTransaction transaction, PupilId pupil, ReferralJoined referral) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<long?>(
            "select case_id from casework_referral where pupil_id = @pupil and source = @source and reference = @reference",
            new
            {
                pupil = pupil.Value,
                source = referral.Source,
                reference = referral.Reference,
            },
            transaction
        )
            is { } id
            ? new CaseId(id)
            : null;
}
