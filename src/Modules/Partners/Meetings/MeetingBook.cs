using System.Data.Common;
using System.Text;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Meetings;

/// <summary>Reads and writes meetings. Judges nobody.</summary>
internal sealed class MeetingBook(Database database, IPupilTexts texts, SchoolClock clock)
{
    /// <summary>Meetings, the latest first: those about children in a scope and (<paramref name="areas"/>) those about none; or those to which an agency was asked.</summary>
    public Task<IReadOnlyList<Meeting>> ListAsync(Visible? visible, bool areas, string? agency, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(new { agency });
        visible?.AddTo(parameters);
        var scope = agency is not null
            ? "m.id in (select p.meeting from partners_meeting_party p where p.agency = @agency)"
            : $"((m.pupil_id is not null and {visible!.Sql}){(areas ? " or m.pupil_id is null" : "")})";
        return ReadAsync(scope, parameters, cancellation);
    }

    /// <summary>Meetings to which a school was asked, the latest first.</summary>
    public Task<IReadOnlyList<Meeting>> OfSchoolAsync(Laestab school, CancellationToken cancellation) =>
        ReadAsync(
            "m.id in (select s.meeting from partners_meeting_school s where s.school_id = @school)",
            new DynamicParameters(new { school = school.Value }),
            cancellation
        );

    private async Task<IReadOnlyList<Meeting>> ReadAsync(string scope, DynamicParameters parameters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    $"select m.* from partners_meeting m where {scope} order by m.at desc, m.id",
                    parameters,
                    cancellationToken: cancellation
                )
            )
        ).ToList();
        var parties = (
            await connection.QueryAsync<PartyRow>(
                new CommandDefinition("select * from partners_meeting_party order by agency", cancellationToken: cancellation)
            )
        ).ToLookup(row => row.Meeting);
        var actions = (
            await connection.QueryAsync<ActionRow>(
                new CommandDefinition("select * from partners_meeting_action order by number", cancellationToken: cancellation)
            )
        ).ToLookup(row => row.Meeting);
        var schools = (
            await connection.QueryAsync<SchoolRow>(
                new CommandDefinition("select * from partners_meeting_school order by school_id", cancellationToken: cancellation)
            )
        ).ToLookup(row => row.Meeting);
        return
        [
            .. rows.Select(row => new Meeting(
                row.Id,
                Enum.Parse<PartnersMeetingKind>(row.Kind),
                row.PupilId is { } pupil ? new PupilId(pupil) : null,
                row.Area,
                row.At,
                row.Place,
                row.Agenda,
                row.CalledBy,
                row.Minutes,
                row.MinutedAt,
                row.Summary,
                row.Attendance,
                [.. parties[row.Id].Select(party => new MeetingParty(party.Agency, party.Attended))],
                [.. actions[row.Id].Select(each => new MeetingAction(each.Number, each.Agency, each.What, each.DueOn, each.DoneOn))],
                row.Agency,
                [.. schools[row.Id].Select(school => new MeetingSchool(Laestab.From(school.SchoolId), school.Attended))]
            )),
        ];
    }

    /// <summary>Writes a new meeting.</summary>
    public static async Task AddAsync(DbTransaction transaction, Meeting meeting)
    {
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_meeting (id, kind, pupil_id, area, at, place, agenda, called_by, agency, summary)
            values (@id, @kind, @pupil, @area, @at, @place, @agenda, @by, @caller, @summary)
            """,
            new
            {
                id = meeting.Id,
                kind = meeting.Kind.ToString(),
                pupil = meeting.Pupil?.Value,
                area = meeting.Area,
                at = meeting.At,
                place = meeting.Place,
                agenda = meeting.Agenda,
                by = meeting.CalledBy,
                caller = meeting.Agency,
                summary = meeting.Summary,
            },
            transaction
        );
        foreach (var party in meeting.Parties)
            await transaction.Connection!.ExecuteAsync(
                "insert into partners_meeting_party (meeting, agency) values (@id, @agency)",
                new { id = meeting.Id, agency = party.Agency },
                transaction
            );
        foreach (var asked in meeting.Schools)
            await transaction.Connection!.ExecuteAsync(
                "insert into partners_meeting_school (meeting, school_id) values (@id, @school)",
                new { id = meeting.Id, school = asked.School.Value },
                transaction
            );
    }

    /// <summary>Writes the minutes, who came, and what was agreed. False: it was minuted.</summary>
    public async Task<bool> MinuteAsync(
        DbTransaction transaction,
        long meeting,
        byte[] minutes,
        byte[]? attendance,
        IReadOnlyCollection<string> attended,
        IReadOnlyCollection<Laestab> schools,
        IReadOnlyList<MeetingAction> actions,
        string by
    )
    {
        var written = await transaction.Connection!.ExecuteAsync(
            "update partners_meeting set minutes = @minutes, attendance = @attendance, minuted_by = @by, minuted_at = @now where id = @meeting and minutes is null",
            new
            {
                meeting,
                minutes,
                attendance,
                by,
                now = clock.Now,
            },
            transaction
        );
        if (written == 0)
            return false;
        await transaction.Connection!.ExecuteAsync(
            "update partners_meeting_party set attended = @no where meeting = @meeting",
            new { meeting, no = false },
            transaction
        );
        foreach (var agency in attended)
            await transaction.Connection!.ExecuteAsync(
                "update partners_meeting_party set attended = @yes where meeting = @meeting and agency = @agency",
                new
                {
                    meeting,
                    agency,
                    yes = true,
                },
                transaction
            );
        await transaction.Connection!.ExecuteAsync(
            "update partners_meeting_school set attended = @no where meeting = @meeting",
            new { meeting, no = false },
            transaction
        );
        foreach (var school in schools)
            await transaction.Connection!.ExecuteAsync(
                "update partners_meeting_school set attended = @yes where meeting = @meeting and school_id = @school",
                new
                {
                    meeting,
                    school = school.Value,
                    yes = true,
                },
                transaction
            );
        foreach (var action in actions)
            await transaction.Connection!.ExecuteAsync(
                "insert into partners_meeting_action (meeting, number, agency, what, due_on) values (@meeting, @number, @agency, @what, @due)",
                new
                {
                    meeting,
                    number = action.Number,
                    agency = action.Agency,
                    what = action.What,
                    due = action.DueOn,
                },
                transaction
            );
        return true;
    }

    /// <summary>An action is done. False: there is none, or it was.</summary>
    public async Task<bool> DoneAsync(DbTransaction transaction, long meeting, int number, string by) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_meeting_action set done_on = @today, done_by = @by where meeting = @meeting and number = @number and done_on is null",
            new
            {
                meeting,
                number,
                by,
                today = clock.Today,
            },
            transaction
        ) == 1;

    /// <summary>A text as it is stored.</summary>
    public async Task<byte[]> SealAsync(PupilId? pupil, string text, CancellationToken cancellation) =>
        pupil is { } child ? await texts.SealAsync(child, text, cancellation) : Encoding.UTF8.GetBytes(text);

    /// <summary>Texts as they are read; null: erased with the child's key.</summary>
    public async Task<IReadOnlyList<string?>> OpenAsync(PupilId? pupil, IReadOnlyList<byte[]> stored, CancellationToken cancellation) =>
        pupil is { } child
            ? await texts.OpenAsync(child, [.. stored.Select(each => new ReadOnlyMemory<byte>(each))], cancellation)
            : [.. stored.Select(each => Encoding.UTF8.GetString(each))];

    private sealed class Row
    {
        public long Id { get; init; }
        public string Kind { get; init; } = "";
        public long? PupilId { get; init; }
        public string Area { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string Place { get; init; } = "";
        public byte[] Agenda { get; init; } = [];
        public string CalledBy { get; init; } = "";
        public byte[]? Minutes { get; init; }
        public DateTimeOffset? MinutedAt { get; init; }
        public byte[]? Summary { get; init; }
        public byte[]? Attendance { get; init; }
        public string? Agency { get; init; }
    }

    private sealed class SchoolRow
    {
        public long Meeting { get; init; }
        public long SchoolId { get; init; }
        public bool? Attended { get; init; }
    }

    private sealed class PartyRow
    {
        public long Meeting { get; init; }
        public string Agency { get; init; } = "";
        public bool? Attended { get; init; }
    }

    private sealed class ActionRow
    {
        public long Meeting { get; init; }
        public int Number { get; init; }
        public string Agency { get; init; } = "";
        public byte[] What { get; init; } = [];
        public DateOnly DueOn { get; init; }
        public DateOnly? DoneOn { get; init; }
    }
}
