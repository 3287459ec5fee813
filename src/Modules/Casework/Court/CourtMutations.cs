using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Court;

/// <summary>Makes court packs.</summary>
[MutationRoot]
internal sealed class CourtMutations(CourtPackMaker maker, SchoolClock clock)
{
    [Description(
        "Makes the court pack of a matter: certificate of attendance frozen now, chronology, support, letters, notices, statements. One PDF."
    )]
    [Cost(100)]
    public async Task<CasePayload?> MakeCourtPack(
        Caller caller,
        [Description("The case, the matter, and what witnesses state.")] CourtPackInput input,
        CancellationToken cancellation = default
    )
    {
        var words = new Words();
        var statements = (input.Statements ?? [])
            .Select(
                (said, i) =>
                    new PackStatement(
                        words.Need($"statements/{i}/by", said.By, 200),
                        words.Need($"statements/{i}/words", said.Words),
                        clock.Today
                    )
            )
            .ToList();
        return words.Error is { } error
            ? new CasePayload(null, InputProblem.Of(error))
            : await maker.MakeAsync(caller, input.Case, input.Matter, statements, cancellation);
    }
}

[Description("A court pack to be made.")]
internal sealed record CourtPackInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The matter's number.")] int Matter,
    [property: Description("What witnesses state, beside what earlier versions hold.")]
        IReadOnlyList<CourtStatementInput>? Statements = null
);

[Description("A witness statement.")]
internal sealed record CourtStatementInput(
    [property: Description("Who states it, 1 to 200 characters."), Personal] string By,
    [property: Description("What, 1 to 4,000 characters."), Personal] string Words
);
