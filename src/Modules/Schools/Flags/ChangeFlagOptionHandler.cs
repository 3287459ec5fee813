using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using MediatR;

namespace Attendance.Schools.Flags;

internal sealed class ChangeFlagOptionHandler(IPolicy policy, RollWriter writer, Database database, IOutbox outbox)
    : IRequestHandler<ProposeFlagOption, Result<long>>,
        IRequestHandler<ApproveFlagOption, Result<bool>>,
        IRequestHandler<ReadFlagOptions, Result<FlagOptionBook>>
{
    public async Task<Result<long>> Handle(ProposeFlagOption request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ProposeRules, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        var index = FlagRules.IndexOf(request.Rule);
        if (index < 0 || FlagRules.All[index].Options.FirstOrDefault(known => known.Name == request.Option) is not { } option)
            return Error.Validation("/option", "option-unknown", "No rule has this option.");
        if (request.Value < option.Min || request.Value > option.Max)
            return Error.Validation("/value", "out-of-range", $"A whole number from {option.Min} to {option.Max}.");
        if (MergePupilsHandler.CheckReason(request.Reason) is { } wrong)
            return wrong;
        return await writer.RunAsync<long>(
            request.Caller,
            async change =>
            {
                var last = await change
                    .Transaction.Command("select coalesce(max(number), 0) from schools_flag_option")
                    .ReadAsync(reader => reader.GetInt64(0), change.Cancellation);
                await change
                    .Transaction.Command(
                        """
                        insert into schools_flag_option (number, from_date, rule, option_name, value, reason, recorded_at, recorded_by)
                        values (@number, @from, @rule, @option, @value, @reason, @at, @by)
                        """
                    )
                    .With("number", last[0] + 1)
                    .With("from", request.From)
                    .With("rule", request.Rule)
                    .With("option", request.Option)
                    .With("value", request.Value)
                    .With("reason", request.Reason.Trim())
                    .With("at", change.RecordedAt)
                    .With("by", change.RecordedBy)
                    .RunAsync(change.Cancellation);
                return last[0] + 1;
            },
            cancellationToken
        );
    }

    public async Task<Result<bool>> Handle(ApproveFlagOption request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ApproveRules, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        return await writer.RunAsync(request.Caller, change => ApproveAsync(change, request.Number), cancellationToken, later: true);
    }

    public async Task<Result<FlagOptionBook>> Handle(ReadFlagOptions request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ProposeRules, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginReadAsync(cancellationToken);
        var proposals = await transaction
            .Command(
                """
                select o.number, o.from_date, o.rule, o.option_name, o.value, o.reason, o.recorded_at, o.recorded_by, a.recorded_at, a.recorded_by
                from schools_flag_option o left join schools_flag_option_approval a on a.number = o.number order by o.number
                """
            )
            .ReadAsync(
                reader => new FlagOptionProposal(
                    reader.GetInt64(0),
                    reader.Date(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt32(4),
                    reader.GetString(5),
                    reader.Instant(6),
                    reader.GetString(7),
                    reader.IsDBNull(8) ? null : reader.Instant(8),
                    reader.TextOrNull(9)
                ),
                cancellationToken
            );
        var options = FlagRules.All.SelectMany(rule =>
            rule.Options.Select(option => new FlagOptionInfo(rule.Id, option.Name, option.Default, option.Min, option.Max, option.Reason))
        );
        return new FlagOptionBook([.. options], proposals);
    }

    private async Task<Result<bool>> ApproveAsync(RollTransaction change, long number)
    {
        var found = await change
            .Transaction.Command(
                """
                select o.recorded_by, a.number, o.rule, o.option_name, o.value, o.from_date from schools_flag_option o left join schools_flag_option_approval a on a.number = o.number
                where o.number = @number
                """
            )
            .With("number", number)
            .ReadAsync(
                reader =>
                    (
                        By: reader.GetString(0),
                        Approved: !reader.IsDBNull(1),
                        Fact: new FlagRuleChanged(number, reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.Date(5))
                    ),
                change.Cancellation
            );
        if (found is not [var proposal])
            return Error.NotFound;
        if (proposal.Approved)
            return false;
        if (proposal.By == change.RecordedBy)
            return IdentityChange.Conflict("", "own-proposal", "Somebody else than the proposer approves.");
        var places = await change
            .Transaction.Command("select school_id, pupil_id from schools_enrolment")
            .ReadAsync(reader => (School: Laestab.From(reader.GetInt64(0)), Pupil: reader.GetInt64(1)), change.Cancellation);
        var aliases = await change.Rows.AliasesAsync(change.Cancellation);
        foreach (var roll in places.GroupBy(place => place.School).OrderBy(roll => roll.Key))
            await change.TouchRollAsync(roll.Key, "options", roll.Select(place => aliases.Survivor(place.Pupil)));
        await change
            .Transaction.Command("insert into schools_flag_option_approval (number, recorded_at, recorded_by) values (@number, @at, @by)")
            .With("number", number)
            .With("at", change.RecordedAt)
            .With("by", change.RecordedBy)
            .RunAsync(change.Cancellation);
        await outbox.AddAsync(change.Transaction, [new OutboxFact("rules", number, 0, proposal.Fact)], change.Cancellation);
        return true;
    }
}
