using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Dapper;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Carers;

/// <summary>Procedures on contact, meetings and assessments, agreed with the legal team: who looks after children reads them.</summary>
[QueryRoot]
internal sealed class ProcedureQueries(CareDesk desk, Database database)
{
    [Description("Procedures on contact, meetings and assessments that were agreed with the legal team, the latest first.")]
    [Cost(5)]
    public async Task<IReadOnlyList<CareProcedure>?> CareProcedures(Caller caller, CancellationToken cancellation = default)
    {
        await desk.VisibleAsync(caller, "a.pupil_id", cancellation, Act.ReadCare);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<ProcedureRow>(
            new CommandDefinition(
                "select id, subject, title, agreed_on, agreed_with from lac_procedure order by agreed_on desc, id desc",
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new CareProcedure(
                CareDesk.NodeId(row.Id),
                Enum.Parse<ProcedureSubject>(row.Subject),
                row.Title,
                row.AgreedOn,
                row.AgreedWith
            )),
        ];
    }

    private sealed class ProcedureRow
    {
        public long Id { get; init; }
        public string Subject { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly AgreedOn { get; init; }
        public string AgreedWith { get; init; } = "";
    }
}

[Description("A procedure that was agreed with the legal team.")]
internal sealed record CareProcedure(
    [property: Id, Description("Its id.")] string Id,
    [property: Description("What it is about.")] ProcedureSubject Subject,
    [property: Description("What it says, in a sentence, or where it is kept.")] string Title,
    [property: Description("When it was agreed.")] DateOnly AgreedOn,
    [property: Description("With whom of the legal team.")] string AgreedWith
);
