using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Meetings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Told;

/// <summary>
/// Which schools were told that a child is looked after. A school learns it only so (PROMISES 4, "R if told"), and only of children on its roll who are in care.
/// </summary>
internal sealed class ToldBook(Database database, IWriter writer, SchoolClock clock)
{
    private const string Latest =
        "t.version = (select max(v.version) from lac_told v where v.pupil_id = t.pupil_id and v.school_id = t.school_id) and t.withdrawn = @no";

    /// <summary>The children in care today that a school was told of; of one school or all.</summary>
    public async Task<IReadOnlyList<ToldRow>> ReadAsync(Visible visible, Laestab? school, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("no", false);
        parameters.Add("today", clock.Today);
        parameters.Add("school", school?.Value);
        parameters.Add("plan", nameof(MeetingKind.EducationPlan));
        parameters.Add("planned", nameof(MeetingState.Planned));
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<ToldRow>(
            new CommandDefinition(
                $"""
                select t.pupil_id, t.school_id, t.teacher, t.told_on, c.started, c.social_worker, s.missed,
                    (select min(m.held_on) from lac_meeting m where m.pupil_id = t.pupil_id and m.kind = @plan and m.state = @planned
                        and m.held_on >= @today) as education_plan
                from lac_told t
                join (select e.* {CareBook.Latest} and e.started <= @today and (e.ended is null or e.ended >= @today)) c
                    on c.pupil_id = t.pupil_id
                left join lac_standing s on s.pupil_id = t.pupil_id
                where {visible.Sql} and {Latest} {(school is null ? "" : "and t.school_id = @school")}
                order by t.school_id, t.pupil_id
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>Records that a school was told, or, with <paramref name="withdrawn"/>, that it knows no more.</summary>
    public Task<int> SaveAsync(
        Caller caller,
        PupilId pupil,
        Laestab school,
        string teacher,
        bool withdrawn,
        CancellationToken cancellation
    ) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_told (pupil_id, school_id, version, teacher, told_on, withdrawn, recorded_at, recorded_by)
                    select @pupil, @school, coalesce(max(version), 0) + 1, @teacher, @today, @withdrawn, @now, @by
                    from lac_told where pupil_id = @pupil and school_id = @school
                    """,
                    new
                    {
                        pupil = pupil.Value,
                        school = school.Value,
                        teacher,
                        today = clock.Today,
                        withdrawn,
                        now = clock.Now,
                        by = caller.Name,
                    },
                    transaction
                ),
            cancellation
        );
}

/// <summary>A child that a school was told of.</summary>
internal sealed class ToldRow
{
    public long PupilId { get; init; }
    public int SchoolId { get; init; }
    public string Teacher { get; init; } = "";
    public DateOnly ToldOn { get; init; }
    public DateOnly Started { get; init; }
    public string? SocialWorker { get; init; }
    public int? Missed { get; init; }
    public DateOnly? EducationPlan { get; init; }
}
