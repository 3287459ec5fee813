using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Commitments;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>Who signed up to what the strategy asks of every school and agency.</summary>
[QueryRoot]
internal sealed class CommitmentQueries(
    IPolicy policy,
    CommitmentStore store,
    SchoolFigures schools,
    IAgencyParties parties,
    IMediator mediator,
    SchoolClock clock
)
{
    [Description(
        "The strategy's commitments, and who signed up to them for a school year: the schools in the caller's scope; the agencies that the caller works for, or all for those who see the authority's figures."
    )]
    [Cost(10)]
    public async Task<CommitmentBook> Commitments(
        Caller caller,
        [Description("The school year; the present one when left out.")] AcademicYear? year = null,
        CancellationToken cancellation = default
    )
    {
        var asked = year ?? AcademicYear.Of(clock.Today);
        var signed = await store.ReadAsync(asked, cancellation);
        var names = await mediator.Send(new ReadRecordedNames([.. signed.Values.Select(row => row.By).Distinct()]), cancellation);
        var visible = await policy.VisibleSchoolsAsync(caller, Act.ReadSchool, "school_id", cancellation);
        var signing = await policy.VisibleSchoolsAsync(caller, Act.SignForSchool, "school_id", cancellation);
        var mine = (await schools.SchoolsAsync(signing, cancellation)).Select(school => school.Laestab).ToHashSet();
        var own = await parties.OfAsync(caller, cancellation);
        var all = await policy.CouldAsync(caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation);
        var current = CommitmentStatements.Current;
        return new CommitmentBook(
            asked,
            current.Source,
            [.. current.Statements.Select(statement => new Commitment(statement.Id, statement.Text))],
            [
                .. (await schools.SchoolsAsync(visible, cancellation)).Select(school => new SchoolCommitment(
                    school.Laestab,
                    school.Name,
                    school.Phase,
                    Of(CommitmentStore.School, school.Laestab.ToString()),
                    mine.Contains(school.Laestab)
                )),
            ],
            [
                .. (await parties.ListAsync(cancellation))
                    .Where(agency => all || own.Contains(agency.Id))
                    .Select(agency => new AgencyCommitment(
                        agency.Id,
                        agency.Name,
                        Of(CommitmentStore.Agency, agency.Id),
                        own.Contains(agency.Id)
                    )),
            ]
        );

        Signature? Of(string kind, string party) =>
            signed.TryGetValue((kind, party), out var row) ? new Signature(row.At, names.GetValueOrDefault(row.By, row.By)) : null;
    }
}

/// <summary>Signing up.</summary>
[MutationRoot]
internal sealed class CommitmentMutations(IPolicy policy, IAuditTrail audit, IAgencyParties parties, IWriter writer, SchoolClock clock)
{
    [Description(
        "Signs up to the strategy's commitments for a school (its head) or an agency (who works for it), for the present or the coming school year. A signature stays as it is; again changes nothing."
    )]
    [Cost(10)]
    public async Task<SettlePayload?> SignCommitment(
        Caller caller,
        [Description("For whom, and for which year.")] SignCommitmentInput input,
        CancellationToken cancellation = default
    )
    {
        var (kind, party) = await RequireAsync(caller, input, cancellation);
        var present = AcademicYear.Of(clock.Today);
        if (input.Year.StartYear != present.StartYear && input.Year.StartYear != present.StartYear + 1)
            return new SettlePayload(
                false,
                [new InputProblem(null, "year", "year-invalid", "Sign for the present or the coming school year.")]
            );
        await audit.ChangingAsync(caller, nameof(SignCommitment), $"{kind}/{party}", input.Year.ToString(), cancellation);
        var signature = new CommitmentSignature(CommitmentStatements.Current.Version, clock.Now, caller.Name);
        await writer.Run(transaction => CommitmentStore.SignAsync(transaction, input.Year, kind, party, signature), cancellation);
        return new SettlePayload(true, []);
    }

    private async Task<(string Kind, string Party)> RequireAsync(Caller caller, SignCommitmentInput input, CancellationToken cancellation)
    {
        if (input.School is null == input.Agency is null)
            throw Refusal.BadInput("school-or-agency", "Give either `school` or `agency`.");
        if (input.School is { } school)
            return await policy.MayAsync(caller, Act.SignForSchool, GrantTarget.Of(school), cancellation: cancellation)
                ? (CommitmentStore.School, school.ToString())
                : throw Refusal.NotFound();
        return (await parties.OfAsync(caller, cancellation)).Contains(input.Agency!)
            ? (CommitmentStore.Agency, input.Agency!)
            : throw Refusal.NotFound();
    }
}

[Description("The strategy's commitments and who signed up to them.")]
internal sealed record CommitmentBook(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("Where the statements stand.")] string Source,
    [property: Description("What is signed up to.")] IReadOnlyList<Commitment> Statements,
    [property: Description("Schools in the caller's scope.")] IReadOnlyList<SchoolCommitment> Schools,
    [property: Description("Agencies that the caller works for, or all for those who see the authority's figures.")]
        IReadOnlyList<AgencyCommitment> Agencies
);

[Description("One of the strategy's commitments.")]
internal sealed record Commitment(
    [property: Description("Its number in the strategy.")] string Number,
    [property: Description("The statement.")] string Text
);

[Description("Whether a school signed up.")]
internal sealed record SchoolCommitment(
    [property: Description("The school.")] Laestab School,
    [property: Description("Its name.")] string SchoolName,
    [property: Description("Its phase.")] SchoolPhase Phase,
    [property: Description("The signature; null while there is none.")] Signature? Signed,
    [property: Description("True when the caller may sign for it.")] bool MaySign
);

[Description("Whether an agency signed up.")]
internal sealed record AgencyCommitment(
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("Its name.")] string Name,
    [property: Description("The signature; null while there is none.")] Signature? Signed,
    [property: Description("True when the caller may sign for it.")] bool MaySign
);

[Description("A signature to the commitments.")]
internal sealed record Signature([property: Description("When.")] DateTimeOffset At, [property: Description("Who signed.")] string By);

[Description("For whom somebody signs up, and for which year.")]
internal sealed record SignCommitmentInput(
    [property: Description("The school year: the present or the coming one.")] AcademicYear Year,
    [property: Description("The school. Give this or `agency`.")] Laestab? School = null,
    [property: Description("The agency's short name. Give this or `school`."), Id] string? Agency = null
);
