using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Reading;

/// <summary>The absences behind a day's figures, one by one, and how marks came in minute by minute.</summary>
internal sealed class MissedHalfDays(Database database)
{
    /// <summary>
    /// Effective marks of a day at these schools that are an absence, of children in a scope, by school and half-day in the order they were recorded; at most
    /// <paramref name="most"/>, after a place.
    /// </summary>
    public async Task<IReadOnlyList<MissedHalfDay>> ReadAsync(
        IReadOnlyCollection<Laestab> schools,
        DateOnly date,
        Visible visible,
        MissedPlace after,
        int most,
        CancellationToken cancellation
    )
    {
        var codes = AttendanceCode
            .All.Where(code => code.ClassOn(date) is MarkClass.Authorised or MarkClass.Unauthorised)
            .Select(code => code.Text);
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(
                $$"""
                select s.school_id, s.session, e.seq, e.code, p.pupil_id, p.given_name, p.family_name from schools_submission s
                join schools_entry e on e.school_id = s.school_id and e.seq > s.first_seq and e.seq <= s.last_seq and e.effective
                join schools_pupil o on o.pupil_id = e.pupil_id
                join schools_pupil p on p.pupil_id = coalesce(o.merged_into, o.pupil_id)
                where s.school_id {schools} and s.date = @date and e.code {codes}
                    and not exists (select 1 from schools_entry n where n.school_id = e.school_id and n.supersedes_seq = e.seq and n.effective)
                    and (s.school_id, s.session, e.seq) > (@school, @session, @seq) and {{visible.Sql}}
                order by s.school_id, s.session, e.seq limit @most
                """
            )
            .WithAny("schools", schools.Select(school => (long)school.Value))
            .WithAny("codes", codes)
            .With("date", date)
            .With("school", (long)after.School)
            .With("session", after.Session)
            .With("seq", after.Seq)
            .With("most", most)
            .With(visible)
            .ReadAsync(
                reader => new MissedHalfDay(
                    new MissedPlace((int)reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2)),
                    AttendanceCode.Parse(reader.GetString(3)),
                    new PupilId(reader.GetInt64(4)),
                    reader.GetString(5),
                    reader.GetString(6)
                ),
                cancellation
            );
    }

    /// <summary>How many marks of a day's registers were recorded at these schools in each minute from one on; a minute without any is left out.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset Minute, int Marks)>> ByMinuteAsync(
        IReadOnlyCollection<Laestab> schools,
        DateOnly date,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                "select recorded_at, last_seq - first_seq from schools_submission where school_id {schools} and date = @date and recorded_at >= @since"
            )
            .WithAny("schools", schools.Select(school => (long)school.Value))
            .With("date", date)
            .With("since", since)
            .ReadAsync(reader => (At: reader.Instant(0), Marks: (int)reader.GetInt64(1)), cancellation);
        return
        [
            .. rows.GroupBy(row => row.At.AddTicks(-(row.At.Ticks % TimeSpan.TicksPerMinute)))
                .OrderBy(minute => minute.Key)
                .Select(minute => (minute.Key, minute.Sum(row => row.Marks))),
        ];
    }
}

/// <summary>One missed half-day of a child.</summary>
internal sealed record MissedHalfDay(MissedPlace Place, AttendanceCode Code, PupilId Pupil, string GivenName, string FamilyName);

/// <summary>Where a missed half-day stands in the list: school, AM or PM, number in the school's journal.</summary>
internal sealed record MissedPlace(int School, string Session, long Seq)
{
    /// <summary>Before everything.</summary>
    public static MissedPlace Start { get; } = new(0, "", 0);

    public string Text => $"{School}-{Session}-{Seq}";

    /// <summary>Reads <see cref="Text"/>; null when it is none.</summary>
    public static MissedPlace? Parse(string text) =>
        text.Split('-') is [var school, ("AM" or "PM") and var session, var seq]
        && int.TryParse(school, System.Globalization.NumberStyles.None, null, out var number)
        && long.TryParse(seq, System.Globalization.NumberStyles.None, null, out var place)
            ? new MissedPlace(number, session, place)
            : null;
}
