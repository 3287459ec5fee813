using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Dapper;
using GraphQL.DataLoader;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Diaries;

/// <summary>What is due in the cases that a caller may read, filtered by scope in SQL.</summary>
internal sealed class Diary(Database database, IPolicy policy)
{
    /// <summary>What is due between two days, both included, the earliest first; at most so many. <paramref name="mine"/>: only in cases that the caller holds.</summary>
    public async Task<IReadOnlyList<DiaryLine>> ReadAsync(
        Caller caller,
        DateOnly from,
        DateOnly to,
        bool mine,
        int most,
        CancellationToken cancellation
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.ReadCase, "c.pupil_id", cancellation);
        var parameters = new DynamicParameters(
            new
            {
                from,
                to,
                most,
                mine = caller.Person ?? 0,
            }
        );
        visible.AddTo(parameters);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"""
                select d.case_id, d.item, d.due_on, d.sentence, c.pupil_id, c.worker from casework_due d join casework_case c on c.id = d.case_id
                where {visible.Sql} and c.closed_on is null and d.due_on between @from and @to{(mine ? " and c.worker = @mine" : "")}
                order by d.due_on, d.case_id, d.item limit @most
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new DiaryLine(
                new CaseId(row.CaseId),
                new PupilId(row.PupilId),
                row.Worker,
                row.Item,
                row.DueOn,
                row.Sentence
            )),
        ];
    }

    private sealed class Row
    {
        public long CaseId { get; init; }
        public long PupilId { get; init; }
        public long? Worker { get; init; }
        public string Item { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public string Sentence { get; init; } = "";
    }
}

/// <summary>Something due in a case.</summary>
internal sealed record DiaryLine(CaseId Case, PupilId Pupil, long? Worker, string Item, DateOnly On, string Sentence);

/// <summary>The diary.</summary>
[QueryRoot]
internal sealed class DiaryQueries(Diary diary, CaseReads reads)
{
    private const int Most = 200;

    [Description(
        "What is due between two days in the cases in the caller's scope, the earliest first; at most 200 entries. Overdue things have earlier days."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<DiaryEntry>> Diary(
        Caller caller,
        [Description("The first day.")] DateOnly from,
        [Description("The last day.")] DateOnly to,
        [Description("Only cases that the caller holds.")] bool mine = false,
        CancellationToken cancellation = default
    )
    {
        var lines = await diary.ReadAsync(caller, from, to, mine, Most, cancellation);
        foreach (var line in lines)
            AuditScope.Current?.Show(line.Pupil);
        return [.. lines.Select(line => new DiaryEntry(line, caller, reads))];
    }
}

/// <summary>An entry of the diary.</summary>
[Description("Something due in a case.")]
internal sealed class DiaryEntry(DiaryLine line, Caller caller, CaseReads reads)
{
    [Id]
    [Description("The case's id.")]
    public string CaseId => line.Case.ToString();

    [Description("What it is about, unique in the case.")]
    public string Item => line.Item;

    [Description("By when.")]
    public DateOnly On => line.On;

    [Description("What is to be done, as a sentence without names.")]
    public string Sentence => line.Sentence;

    [Description("The child's name.")]
    [Cost(1)]
    public IDataLoaderResult<string?> ChildName() =>
        reads.Pupil(caller, line.Pupil).Then(found => found is null ? null : $"{found.Pupil.GivenName} {found.Pupil.FamilyName}");

    [Description("Who holds the case; null while it waits for a key worker.")]
    [Cost(1)]
    public IDataLoaderResult<CaseWorker?> Worker() => reads.Worker(line.Worker);
}
