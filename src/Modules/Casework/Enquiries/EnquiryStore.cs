using System.Data.Common;
using System.Text;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Casework.Enquiries;

/// <summary>Reads and writes enquiries. Lists are filtered by scope in SQL; everything else was judged before.</summary>
internal sealed class EnquiryStore(Database database, IWriter writer, IPolicy policy, IPupilTexts texts, ICaseNotices notices)
{
    private const string Columns = """
        e.id, e.subject, e.school_id, e.pupil_id, e.session, e.rule, e.figure, e.owner, e.question, e.asked_on, e.due_on, e.asked_at, e.asked_by, e.answer,
        e.answered_at, e.answered_by, e.code_before, e.code_after
        """;

    /// <summary>
    /// Enquiries that a caller asked (of children still in scope), answers, or manages the school of; open ones by their day, answered ones the latest first. At most so many.
    /// </summary>
    public async Task<IReadOnlyList<Enquiry>> ListAsync(Caller caller, bool answered, int most, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(new { me = caller.Name, most });
        var child = Take(parameters, await policy.VisibleAsync(caller, Act.ReadMarks, "e.pupil_id", cancellation));
        var flagged = Take(parameters, await policy.VisibleAsync(caller, Act.DismissFlag, "e.pupil_id", cancellation));
        var settles = Take(parameters, await policy.VisibleSchoolsAsync(caller, Act.SettleRegister, "e.school_id", cancellation));
        var manages = Take(parameters, await policy.VisibleSchoolsAsync(caller, Act.SetUpTeams, "e.school_id", cancellation));
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"""
                select {Columns} from casework_enquiry e
                where e.answered_at is {(answered ? "not null" : "null")} and (
                    (e.asked_by = @me and (e.pupil_id is null or {child})) or (e.owner = 'school' and {settles})
                    or (e.owner = 'team' and {flagged}) or {manages})
                order by {(answered ? "e.answered_at desc" : "e.due_on")}, e.id limit @most
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        var enquiries = new List<Enquiry>();
        foreach (var row in rows)
            enquiries.Add(await OpenAsync(row, cancellation));
        return enquiries;
    }

    /// <summary>One enquiry, or null.</summary>
    public async Task<Enquiry?> FindAsync(long id, CancellationToken cancellation)
    {
        Row? row;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            row = await connection.QuerySingleOrDefaultAsync<Row?>(
                new CommandDefinition(
                    $"select {Columns} from casework_enquiry e where e.id = @id",
                    new { id },
                    cancellationToken: cancellation
                )
            );
        }
        return row is null ? null : await OpenAsync(row, cancellation);
    }

    /// <summary>Writes a new enquiry, and tells who answers it.</summary>
    public async Task AddAsync(Enquiry enquiry, CancellationToken cancellation)
    {
        var question = await SealAsync(enquiry.Pupil, enquiry.Question!, cancellation);
        await writer.Run(
            async transaction =>
            {
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into casework_enquiry (id, subject, school_id, pupil_id, session, rule, figure, owner, question, asked_on, due_on, asked_at, asked_by)
                    values (@Id, @subject, @school, @pupil, @session, @Rule, @Figure, @owner, @question, @AskedOn, @DueOn, @AskedAt, @AskedBy)
                    """,
                    new
                    {
                        enquiry.Id,
                        subject = Stored.Name(enquiry.Subject),
                        school = (long?)enquiry.School?.Value,
                        pupil = enquiry.Pupil?.Value,
                        session = enquiry.Session?.Number,
                        enquiry.Rule,
                        enquiry.Figure,
                        owner = Stored.Name(enquiry.Owner),
                        question,
                        enquiry.AskedOn,
                        enquiry.DueOn,
                        enquiry.AskedAt,
                        enquiry.AskedBy,
                    },
                    transaction
                );
                await TellAsync(
                    transaction,
                    enquiry,
                    enquiry.Owner is EnquiryOwner.School ? EnquiryHearer.School : EnquiryHearer.Team,
                    $"A question about {Name(enquiry)} waits for an answer by {enquiry.DueOn:d MMMM yyyy}."
                );
            },
            cancellation
        );
    }

    /// <summary>Writes the answer, and tells who asked; false when somebody answered before.</summary>
    public async Task<bool> AnswerAsync(
        Enquiry enquiry,
        string answer,
        string? before,
        string? after,
        DateTimeOffset at,
        string by,
        CancellationToken cancellation
    )
    {
        var sealedAnswer = await SealAsync(enquiry.Pupil, answer, cancellation);
        return await writer.Run(
            async transaction =>
            {
                var written = await transaction.Connection!.ExecuteAsync(
                    """
                    update casework_enquiry set answer = @answer, answered_at = @at, answered_by = @by, code_before = @before, code_after = @after
                    where id = @id and answered_at is null
                    """,
                    new
                    {
                        id = enquiry.Id,
                        answer = sealedAnswer,
                        at,
                        by,
                        before,
                        after,
                    },
                    transaction
                );
                if (written == 1)
                    await TellAsync(transaction, enquiry, EnquiryHearer.Asker, $"Your question about {Name(enquiry)} was answered.");
                return written == 1;
            },
            cancellation
        );
    }

    private Task TellAsync(DbTransaction transaction, Enquiry enquiry, EnquiryHearer hearer, string sentence) =>
        notices.TellAsync(
            transaction,
            new EnquiryNotice(enquiry.Id, hearer, enquiry.School, enquiry.Pupil, enquiry.Session, enquiry.AskedBy, sentence)
        );

    /// <summary>What it is about; a figure's name is whatever somebody wrote, and stays out of sentences.</summary>
    private static string Name(Enquiry enquiry) =>
        enquiry switch
        {
            { Session: { } session } => $"the mark of {session.Date:d MMMM yyyy} {session.Half}",
            { Subject: EnquirySubject.Flag } => "a flag",
            _ => "a figure of the school",
        };

    private static string Take(DynamicParameters parameters, Visible visible)
    {
        visible.AddTo(parameters);
        return visible.Sql;
    }

    /// <summary>Words about a child are under its key; words about a figure name nobody.</summary>
    private async Task<byte[]> SealAsync(PupilId? pupil, string text, CancellationToken cancellation) =>
        pupil is { } child ? await texts.SealAsync(child, text, cancellation) : Encoding.UTF8.GetBytes(text);

    private async Task<Enquiry> OpenAsync(Row row, CancellationToken cancellation)
    {
        var sealedTexts = new[] { row.Question, row.Answer }.OfType<byte[]>().ToList();
        IReadOnlyList<string?> words = row.PupilId is { } pupil
            ? await texts.OpenAsync(new PupilId(pupil), [.. sealedTexts.Select(text => (ReadOnlyMemory<byte>)text)], cancellation)
            : [.. sealedTexts.Select(Encoding.UTF8.GetString)];
        return new Enquiry(
            row.Id,
            Stored.Read<EnquirySubject>(row.Subject),
            row.SchoolId is { } school ? Laestab.From(school) : null,
            row.PupilId is { } child ? new PupilId(child) : null,
            row.Session is { } session ? new SessionKey(session) : null,
            row.Rule,
            row.Figure,
            Stored.Read<EnquiryOwner>(row.Owner),
            words[0],
            row.AskedOn,
            row.DueOn,
            row.AskedAt,
            row.AskedBy,
            words.Count > 1 ? words[1] : null,
            row.AnsweredAt,
            row.AnsweredBy,
            row.CodeBefore,
            row.CodeAfter
        );
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public string Subject { get; init; } = "";
        public long? SchoolId { get; init; }
        public long? PupilId { get; init; }
        public int? Session { get; init; }
        public string? Rule { get; init; }
        public string? Figure { get; init; }
        public string Owner { get; init; } = "";
        public byte[] Question { get; init; } = [];
        public DateOnly AskedOn { get; init; }
        public DateOnly DueOn { get; init; }
        public DateTimeOffset AskedAt { get; init; }
        public string AskedBy { get; init; } = "";
        public byte[]? Answer { get; init; }
        public DateTimeOffset? AnsweredAt { get; init; }
        public string? AnsweredBy { get; init; }
        public string? CodeBefore { get; init; }
        public string? CodeAfter { get; init; }
    }
}
