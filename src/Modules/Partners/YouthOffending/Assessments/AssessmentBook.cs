using System.Data.Common;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.YouthOffending.Assessments;

/// <summary>Reads and writes assessments of need. Judges nobody.</summary>
internal sealed class AssessmentBook(Database database, SchoolClock clock)
{
    /// <summary>Of one young person, or of all, the latest first.</summary>
    public async Task<IReadOnlyList<YouthAssessment>> ListAsync(PupilId? pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select * from partners_youth_assessment where {(pupil is null ? "1 = 1" : MergedPupils.Are("pupil_id", "@pupil"))} order by assessed_on desc, id desc",
                new { pupil = pupil?.Value ?? 0 },
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new YouthAssessment(
                row.Id,
                row.Agreement,
                new PupilId(row.PupilId),
                Enum.Parse<YouthReferralKind>(row.Kind),
                row.AssessedOn,
                [.. row.Factors.Split(',').Select(Enum.Parse<YouthRiskFactor>)],
                row.Attendance,
                row.Offence,
                row.Summary
            )),
        ];
    }

    /// <summary>Writes one.</summary>
    public Task AddAsync(DbTransaction transaction, YouthAssessment assessment, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_youth_assessment
                (id, agreement, pupil_id, kind, assessed_on, factors, attendance, offence, summary, recorded_at, recorded_by)
            values (@id, @agreement, @pupil, @kind, @on, @factors, @attendance, @offence, @summary, @now, @by)
            """,
            new
            {
                id = assessment.Id,
                agreement = assessment.Agreement,
                pupil = assessment.Pupil.Value,
                kind = assessment.Kind.ToString(),
                on = assessment.AssessedOn,
                factors = string.Join(',', assessment.Factors),
                attendance = assessment.Attendance,
                offence = assessment.Offence,
                summary = assessment.Summary,
                now = clock.Now,
                by,
            },
            transaction
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public string Agreement { get; init; } = "";
        public long PupilId { get; init; }
        public string Kind { get; init; } = "";
        public DateOnly AssessedOn { get; init; }
        public string Factors { get; init; } = "";
        public byte[]? Attendance { get; init; }
        public byte[]? Offence { get; init; }
        public byte[] Summary { get; init; } = [];
    }
}
