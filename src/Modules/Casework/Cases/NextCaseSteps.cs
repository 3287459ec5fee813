using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Casework.Cases;

internal sealed class NextCaseSteps(Database database) : ICaseSteps
{
    public async Task<IReadOnlyDictionary<PupilId, CaseStep>> NextAsync(IReadOnlyCollection<PupilId> pupils, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                """
                select c.pupil_id, d.due_on, d.sentence from casework_case c join casework_due d on d.case_id = c.id
                where c.closed_on is null and c.pupil_id in @pupils order by c.pupil_id, d.due_on, d.item
                """,
                new { pupils = pupils.Select(pupil => pupil.Value).ToList() },
                cancellationToken: cancellation
            )
        );
        return rows.GroupBy(row => row.PupilId)
            .ToDictionary(own => new PupilId(own.Key), own => new CaseStep(own.First().Sentence, own.First().DueOn));
    }

    private sealed class Row
    {
        public long PupilId { get; init; }
        public DateOnly DueOn { get; init; }
        public string Sentence { get; init; } = "";
    }
}
