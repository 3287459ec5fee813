using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Reading;

/// <summary>What a list of flagged children shows beside their standings, read for a whole page at once.</summary>
internal sealed class Caseload(Database database, SchoolClock clock)
{
    /// <summary>Days after which an attempt to reach a family, or a missed half-day, is no longer recent. Ours: two school weeks.</summary>
    public const int QuietDays = 14;

    /// <summary>The open flags of these children that nobody dismissed, the most severe and latest first.</summary>
    public async Task<ILookup<PupilId, CaseloadFlagRow>> FlagsAsync(IReadOnlyCollection<PupilId> pupils, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        // The standing names the rules that are open and not dismissed; two episodes of one rule are never open together.
        var rows = await transaction
            .Command(
                """
                select f.pupil_id, f.rule, f.severity, f.level, f.opened_at, f.evidence from schools_flag f
                join schools_pupil_standing s on s.pupil_id = f.pupil_id
                where f.pupil_id {ids} and f.state = @open and replace(s.flags, ',' || f.rule || ',', '') <> s.flags
                order by f.severity desc, f.opened_at desc, f.rule
                """
            )
            .WithAny("ids", pupils.Select(pupil => pupil.Value))
            .With("open", StoredFlag.Open)
            .ReadAsync(
                reader => new CaseloadFlagRow(
                    new PupilId(reader.GetInt64(0)),
                    reader.GetString(1),
                    (FlagSeverity)reader.GetInt32(2),
                    reader.GetInt32(3),
                    new SessionKey(reader.GetInt32(4)),
                    StoredFlag.Sentence(reader.GetString(5))
                ),
                cancellation
            );
        return rows.ToLookup(row => row.Pupil);
    }

    /// <summary>The last attempt to reach each family. Attempts under a former record of the child are the child's.</summary>
    public async Task<IReadOnlyDictionary<PupilId, ContactRow>> LastContactsAsync(
        IReadOnlyCollection<PupilId> pupils,
        CancellationToken cancellation
    )
    {
        var rows = await ContactsAsync(pupils, cancellation);
        return rows.GroupBy(row => row.Pupil).ToDictionary(own => own.Key, own => own.First());
    }

    /// <summary>Every attempt to reach the families of these children, the latest first.</summary>
    public async Task<IReadOnlyList<ContactRow>> ContactsAsync(IReadOnlyCollection<PupilId> pupils, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(
                """
                select coalesce(p.merged_into, p.pupil_id), c.school_id, c.day, c.contacted_at, c.mode, c.outcome, c.contacted_by
                from schools_pupil p join schools_contact_log c on c.pupil_id = p.pupil_id
                where p.pupil_id {ids} or p.merged_into {ids}
                order by c.contacted_at desc, c.number desc
                """
            )
            .WithAny("ids", pupils.Select(pupil => pupil.Value))
            .ReadAsync(
                reader => new ContactRow(
                    new PupilId(reader.GetInt64(0)),
                    Laestab.From(reader.GetInt64(1)),
                    reader.Date(2),
                    reader.Instant(3),
                    reader.GetString(4),
                    reader.GetString(5),
                    reader.GetString(6)
                ),
                cancellation
            );
    }

    /// <summary>Where each child is on roll today, the latest entry first: a child on two rolls is shown at the newer one.</summary>
    public async Task<IReadOnlyDictionary<PupilId, CaseloadPlace>> PlacesAsync(
        IReadOnlyCollection<PupilId> pupils,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                """
                select coalesce(p.merged_into, p.pupil_id), e.school_id, e.year_group, e.group_name, s.name
                from schools_pupil p join schools_enrolment e on e.pupil_id = p.pupil_id join schools_school s on s.school_id = e.school_id
                where (p.pupil_id {ids} or p.merged_into {ids}) and e.entry_date <= @today and (e.leaving_date is null or e.leaving_date >= @today)
                order by e.entry_date desc, e.school_id
                """
            )
            .WithAny("ids", pupils.Select(pupil => pupil.Value))
            .With("today", clock.Today)
            .ReadAsync(
                reader =>
                    (
                        Pupil: new PupilId(reader.GetInt64(0)),
                        Place: new CaseloadPlace(
                            Laestab.From(reader.GetInt64(1)),
                            reader.GetString(4),
                            reader.GetString(2),
                            reader.TextOrNull(3)
                        )
                    ),
                cancellation
            );
        return rows.GroupBy(row => row.Pupil).ToDictionary(own => own.Key, own => own.First().Place);
    }
}

/// <summary>An open flag in a list. <paramref name="Sentence"/>: the reason in words, as it was when the flag got its level.</summary>
internal sealed record CaseloadFlagRow(PupilId Pupil, string Rule, FlagSeverity Severity, int Level, SessionKey Opened, string Sentence);

/// <summary>An attempt to reach a family about a day of absence.</summary>
internal sealed record ContactRow(PupilId Pupil, Laestab School, DateOnly Day, DateTimeOffset At, string Mode, string Outcome, string By);

/// <summary>A child's school, year group and class today.</summary>
internal sealed record CaseloadPlace(Laestab School, string SchoolName, string YearGroup, string? Group);

/// <summary>The tabs of a caseload of flagged children. Every child is on one of them.</summary>
internal enum CaseloadTab
{
    /// <summary>Missed a half-day in the last 14 days, and nobody logged an attempt to reach the family in the last 14 days.</summary>
    NeedsAction,

    /// <summary>Missed a half-day in the last 14 days, and somebody has tried to reach the family since.</summary>
    Waiting,

    /// <summary>No half-day missed in the 14 days before the last session that counted.</summary>
    Improving,
}
