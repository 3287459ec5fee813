using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Flags;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadFlaggedChildrenHandler(IPolicy policy, Database database, SchoolClock clock)
    : IRequestHandler<ReadFlaggedChildren, IReadOnlyList<FlaggedChild>>
{
    public async Task<IReadOnlyList<FlaggedChild>> Handle(ReadFlaggedChildren request, CancellationToken cancellationToken)
    {
        var visible = await policy.VisibleAsync(request.Caller, Act.ReadFlags, "f.pupil_id", cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginReadAsync(cancellationToken);
        // The standing names the rules that are open and not dismissed.
        var rows = await transaction
            .Command(
                $$"""
                select f.pupil_id, f.rule, f.severity, f.episode,
                    (select case when a.confirmed then 1 else 0 end from schools_pattern_answer a
                        where a.pupil_id = f.pupil_id and a.rule = f.rule and a.episode = f.episode order by a.version desc limit 1)
                from schools_flag f
                join schools_pupil_standing s on s.pupil_id = f.pupil_id
                join access_place l on l.pupil = f.pupil_id and l.target = 'school' and l.target_id = @school
                    and l.from_date <= @today and (l.until_date is null or l.until_date > @today)
                where f.state = @open and f.severity >= @least and replace(s.flags, ',' || f.rule || ',', '') <> s.flags and {{visible.Sql}}
                order by f.pupil_id, f.severity desc, f.rule
                """
            )
            .With("school", (long)request.School.Value)
            .With("today", clock.Today)
            .With("open", StoredFlag.Open)
            .With("least", (int)FlagSeverity.Concern)
            .With(visible)
            .ReadAsync(
                reader => new FlaggedChild(
                    new PupilId(reader.GetInt64(0)),
                    reader.GetString(1),
                    FlagRules.TitleOf(reader.GetString(1)),
                    (FlagSeverity)reader.GetInt32(2),
                    new SessionKey(reader.GetInt32(3)),
                    reader.IsDBNull(4) ? null : reader.GetInt32(4) == 1
                ),
                cancellationToken
            );
        foreach (var child in rows)
            AuditScope.Current?.Show(child.Pupil);
        return rows;
    }
}
