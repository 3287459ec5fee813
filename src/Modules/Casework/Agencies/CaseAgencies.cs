using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Assessments;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Plans;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using Dapper;
using GraphQL.DataLoader;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Agencies;

/// <summary>Who works around the child, and what agencies were asked for.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseAgencies(CaseReads reads, SchoolClock clock)
{
    [Description("The team around the child: the key worker, the agencies that work with the family, and who has a part in the plan.")]
    [Cost(2)]
    public IDataLoaderResult<IReadOnlyList<TeamAroundMember>> TeamAround(CaseNode node) =>
        reads
            .Worker(node.Folder.File.Status.Worker)
            .Then<CaseWorker?, IReadOnlyList<TeamAroundMember>>(worker =>
                [
                    .. new[] { worker is null ? null : new TeamAroundMember(worker.Name, "key worker") }
                        .OfType<TeamAroundMember>()
                        .Concat(
                            (node.Folder.File.Of<AssessmentRecorded>().LastOrDefault()?.Agencies ?? []).Select(
                                agency => new TeamAroundMember(agency.Name, agency.Part)
                            )
                        )
                        .Concat(
                            (node.Folder.File.Of<PlanMade>().LastOrDefault()?.Actions ?? []).Select(action => new TeamAroundMember(
                                action.Owner,
                                action.Party.Told()
                            ))
                        )
                        .Concat(node.Folder.File.Of<AgencyAsked>().Select(asked => new TeamAroundMember(asked.Agency, "was asked")))
                        .Concat(
                            node.Folder.File.Of<AgencyNoted>().Select(noted => new TeamAroundMember(noted.Agency, "works with the child"))
                        )
                        .DistinctBy(member => member.Who, StringComparer.OrdinalIgnoreCase),
                ]
            );

    [Description("What agencies were asked for in the case, the latest first.")]
    [Cost(2)]
    public IReadOnlyList<AgencyRequest> AgencyRequests(CaseNode node) => AgencyRequest.Of(node, clock.Today);
}

/// <summary>Answers that agencies owe.</summary>
[QueryRoot]
internal sealed class AgencyQueries(Database database, IPolicy policy, CaseReader cases, SchoolClock clock)
{
    private const int Most = 200;

    [Description("What agencies were asked for and have not answered by the day they were given, the longest overdue first; at most 200.")]
    [Cost(50)]
    public async Task<IReadOnlyList<AgencyRequest>> OverdueAgencyAnswers(Caller caller, CancellationToken cancellation = default)
    {
        var visible = await policy.VisibleAsync(caller, Act.ReadCase, "c.pupil_id", cancellation);
        var parameters = new DynamicParameters(new { today = clock.Today, most = Most });
        visible.AddTo(parameters);
        List<(long Case, string Item)> rows;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            rows =
            [
                .. await connection.QueryAsync<(long, string)>(
                    new CommandDefinition(
                        $"""
                        select d.case_id, d.item from casework_due d join casework_case c on c.id = d.case_id
                        where {visible.Sql} and c.closed_on is null and d.item like 'agency/%' and d.due_on < @today
                        order by d.due_on, d.case_id, d.item limit @most
                        """,
                        parameters,
                        cancellationToken: cancellation
                    )
                ),
            ];
        }
        var requests = new List<AgencyRequest>();
        foreach (var own in rows.GroupBy(row => row.Case))
        {
            if (await cases.LoadAsync(new CaseId(own.Key), cancellation) is not { } file)
                continue;
            AuditScope.Current?.Show(file.Pupil);
            var node = new CaseNode(new CaseFolder(file, await policy.OfAsync(caller, file.Pupil, cancellation), caller));
            requests.AddRange(AgencyRequest.Of(node, clock.Today).Where(request => request.IsOverdue));
        }
        return [.. requests.OrderBy(request => request.AnswerBy).ThenBy(request => request.Case.Id, StringComparer.Ordinal)];
    }
}

/// <summary>Agencies are asked, and answer.</summary>
[MutationRoot]
internal sealed class AgencyMutations(CaseDesk desk, CaseworkOptions options, SchoolClock clock)
{
    [Description("Writes into the case what an agency was asked for, and by when it answers.")]
    [Cost(10)]
    public async Task<CasePayload?> AskAgency(
        Caller caller,
        [Description("The agency, and what it was asked for.")] AskAgencyInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(AskAgency),
            file =>
            {
                var words = new Words();
                var by = input.AnswerBy ?? CaseworkOptions.After(clock.Today, options.LiaisonDays);
                words.Check(by > clock.Today && by <= clock.Today.AddDays(366), "answerBy", "date-invalid", "A later day, within a year.");
                return words.Or(
                    new AgencyAsked(
                        file.Of<AgencyAsked>().Count() + 1,
                        words.Need("agency", input.Agency, 200),
                        words.Need("what", input.What, 2000),
                        clock.Today,
                        by
                    )
                );
            },
            cancellation
        );

    [Description("Writes into the case what an agency answered.")]
    [Cost(10)]
    public async Task<CasePayload?> RecordAgencyAnswer(
        Caller caller,
        [Description("The request's number, and the answer.")] AgencyAnswerInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(RecordAgencyAnswer),
            file =>
            {
                var words = new Words();
                var answer = words.Need("answer", input.Answer, 2000);
                words.Check(
                    file.Of<AgencyAsked>().Any(asked => asked.Number == input.Number)
                        && !file.Of<AgencyAnswered>().Any(given => given.Number == input.Number),
                    "number",
                    "request-unknown",
                    "No request of this number waits for an answer."
                );
                return words.Or(new AgencyAnswered(input.Number, clock.Today, answer));
            },
            cancellation
        );
}

[Description("What an agency is asked for.")]
internal sealed record AskAgencyInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The agency, 1 to 200 characters.")] string Agency,
    [property: Description("What for, 1 to 2,000 characters."), Personal] string What,
    [property: Description("By when it answers; left out: after two school weeks.")] DateOnly? AnswerBy = null
);

[Description("What an agency answered.")]
internal sealed record AgencyAnswerInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The request's number.")] int Number,
    [property: Description("What it answered, 1 to 2,000 characters."), Personal] string Answer
);

[Description("Somebody who works around a child.")]
internal sealed record TeamAroundMember([property: Description("Who.")] string Who, [property: Description("As what.")] string Part);

[Description("Something that an agency was asked for.")]
internal sealed record AgencyRequest(
    [property: Description("The case.")] CaseNode Case,
    [property: Description("Its number in the case, from 1.")] int Number,
    [property: Description("The agency.")] string Agency,
    [property: Description("What it was asked for.")] string What,
    [property: Description("When it was asked.")] DateOnly AskedOn,
    [property: Description("By when it answers.")] DateOnly AnswerBy,
    [property: Description("What it answered; null while it did not.")] string? Answer,
    [property: Description("When it answered.")] DateOnly? AnsweredOn,
    [property: Description("True when it was to answer before today and did not.")] bool IsOverdue
)
{
    public static IReadOnlyList<AgencyRequest> Of(CaseNode node, DateOnly today)
    {
        var file = node.Folder.File;
        var answers = file.Of<AgencyAnswered>().ToDictionary(given => given.Number);
        return
        [
            .. file.Of<AgencyAsked>()
                .Reverse()
                .Select(asked =>
                {
                    var given = answers.GetValueOrDefault(asked.Number);
                    return new AgencyRequest(
                        node,
                        asked.Number,
                        asked.Agency,
                        asked.What,
                        asked.On,
                        asked.AnswerBy,
                        given?.Answer,
                        given?.On,
                        given is null && file.IsOpen && asked.AnswerBy < today
                    );
                }),
        ];
    }
}
