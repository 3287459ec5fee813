using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Proposals;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>The corrections that wait for a school's answer.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolProposals(IPolicy policy, ProposalStore store, RollReader rolls, IMediator mediator)
{
    [Description("Corrections that others proposed and the school has not answered, the oldest first, at most 100.")]
    [Cost(10)]
    public async Task<IReadOnlyList<CorrectionProposal>> Proposals(
        SchoolNode school,
        Caller caller,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        var rows = await store.OpenAsync(school.Laestab, cancellation);
        var pupils = await rolls.LoadPupilsAsync([.. rows.Select(row => row.Pupil).Distinct()], knownAt: null, cancellation);
        foreach (var pupil in pupils.Keys)
            AuditScope.Current?.Show(pupil);
        return await CorrectionProposal.OfAsync(rows, pupils, mediator, cancellation);
    }
}

/// <summary>The corrections that were proposed for a child.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilProposals(PupilReads reads, ProposalStore store, IMediator mediator)
{
    [Description(
        "Corrections that were proposed to the child's schools and what they answered, the latest first, at most 100. Empty for a role that is not shown who did what."
    )]
    [Cost(5)]
    public IDataLoaderResult<IReadOnlyList<CorrectionProposal>> Proposals(PupilNode pupil, Caller caller) =>
        reads.Load<IReadOnlyList<CorrectionProposal>>(
            pupil,
            caller,
            Act.ReadChild,
            async (ledger, own, cancellation) =>
            {
                if (!own.May(Act.ReadHistory) || !own.May(Act.ReadCodes))
                    return [];
                var rows = await store.OfAsync([ledger.Record.Id, .. ledger.Record.Aliases], pupil.Moment.KnownAt, cancellation);
                var pupils = new Dictionary<PupilId, PupilRecord> { [ledger.Record.Id] = ledger.Record };
                return await CorrectionProposal.OfAsync(rows, pupils, mediator, cancellation);
            },
            []
        );
}

[Description("A correction that somebody who works with a child proposed to its school.")]
internal sealed record CorrectionProposal(
    [property: Description("Its id."), Id] string Id,
    [property: Description("The school.")] Laestab School,
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("The child's present unique pupil number.")] Upn Upn,
    [property: Description("Given name.")] string GivenName,
    [property: Description("Family name.")] string FamilyName,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The code that the register had when it was proposed; null for none.")] string? Standing,
    [property: Description("The code that would be right.")] string Code,
    [property: Description("Minutes late, where given.")] int? MinutesLate,
    [property: Description("Why; null when the child's texts were erased.")] string? Reason,
    [property: Description("When it was proposed.")] DateTimeOffset ProposedAt,
    [property: Description("Who proposed it.")] string ProposedBy,
    [property: Description("What became of it.")] ProposalState State,
    [property: Description("Why the school refused; null otherwise.")] string? Refusal,
    [property: Description("When the school answered; null while it has not.")] DateTimeOffset? AnsweredAt,
    [property: Description("Who answered for the school; null while nobody has.")] string? AnsweredBy
)
{
    /// <summary>The rows with the names of people in place of their numbers.</summary>
    public static async Task<IReadOnlyList<CorrectionProposal>> OfAsync(
        IReadOnlyList<Proposal> rows,
        IReadOnlyDictionary<PupilId, PupilRecord> pupils,
        IMediator mediator,
        CancellationToken cancellation
    )
    {
        var who = rows.Select(row => row.RecordedBy).Concat(rows.Select(row => row.Answer?.RecordedBy).OfType<string>()).Distinct();
        var names = await mediator.Send(new ReadRecordedNames([.. who]), cancellation);
        return [.. rows.Where(row => pupils.ContainsKey(row.Pupil)).Select(row => Of(row, pupils[row.Pupil]))];

        CorrectionProposal Of(Proposal row, PupilRecord pupil) =>
            new(
                row.Id,
                row.School,
                pupil.Id.ToString(),
                pupil.Upn,
                pupil.GivenName,
                pupil.FamilyName,
                row.Session.Date,
                row.Session.Half,
                row.Standing,
                row.Code,
                row.MinutesLate,
                row.Reason,
                row.RecordedAt,
                names.GetValueOrDefault(row.RecordedBy, row.RecordedBy),
                row.Answer switch
                {
                    null => ProposalState.Waiting,
                    { Accepted: true } => ProposalState.Accepted,
                    _ => ProposalState.Refused,
                },
                row.Answer?.Reason,
                row.Answer?.RecordedAt,
                row.Answer is { } answer ? names.GetValueOrDefault(answer.RecordedBy, answer.RecordedBy) : null
            );
    }
}

[Description("What became of a proposed correction.")]
internal enum ProposalState
{
    [Description("The school has not answered.")]
    Waiting,

    [Description("The school corrected its register.")]
    Accepted,

    [Description("The school left its register as it is.")]
    Refused,
}
