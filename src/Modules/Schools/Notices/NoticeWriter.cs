using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Data;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Notices;

/// <summary>Makes notices of facts, in the fact's transaction. A notice has an id of what it tells, so that it is told once whatever comes twice.</summary>
internal sealed class NoticeWriter(SchoolClock clock)
{
    /// <summary>A flag of concern or action that is worse than any notice of its episode has told.</summary>
    public async Task TellFlagAsync(DbTransaction transaction, long pupil, string rule, int episode, FlagSeverity severity, string sentence)
    {
        if (severity < FlagSeverity.Concern)
            return;
        var told = await transaction
            .Command(
                "select 1 from schools_notice where pupil_id = @pupil and rule = @rule and session = @episode and severity >= @severity"
            )
            .With("pupil", pupil)
            .With("rule", rule)
            .With("episode", episode)
            .With("severity", (int)severity)
            .ReadAsync(_ => true, CancellationToken.None);
        if (told.Count == 0)
            await WriteAsync(
                transaction,
                $"flag/{pupil}/{rule}/{episode}/{(int)severity}",
                new NoticeRow(NoticeKind.Flag, $"{FlagRules.TitleOf(rule)}: {sentence}")
                {
                    Severity = severity,
                    Pupil = pupil,
                    Rule = rule,
                    Session = episode,
                    TellsCode = FlagRules.TellsCode(rule),
                }
            );
    }

    /// <summary>A correction that waits for a school's answer.</summary>
    public Task TellAsync(DbTransaction transaction, CorrectionProposed fact) =>
        WriteAsync(
            transaction,
            $"proposal/{fact.Proposal}",
            new NoticeRow(NoticeKind.Proposal, $"A correction of {Name(fact.Date, fact.Session)} is proposed and waits for the school.")
            {
                School = fact.School,
                Pupil = fact.Pupil,
                Session = new SessionKey(fact.Date, fact.Session).Number,
            }
        );

    /// <summary>What became of a proposed correction, for who proposed it.</summary>
    public Task TellAsync(DbTransaction transaction, CorrectionAnswered fact) =>
        WriteAsync(
            transaction,
            $"answer/{fact.Proposal}",
            new NoticeRow(
                NoticeKind.Answer,
                $"The school {(fact.Accepted ? "accepted" : "refused")} the correction of {Name(fact.Date, fact.Session)} that you proposed."
            )
            {
                School = fact.School,
                Pupil = fact.Pupil,
                Session = new SessionKey(fact.Date, fact.Session).Number,
                Person = fact.By,
            }
        );

    /// <summary>A register that is missing or incomplete.</summary>
    public Task TellAsync(DbTransaction transaction, RegisterMissed fact) =>
        WriteAsync(
            transaction,
            $"register/{fact.School}/{new SessionKey(fact.Date, fact.Session).Number}",
            new NoticeRow(
                NoticeKind.Register,
                $"The register of {Name(fact.Date, fact.Session)} closed with {fact.Marked} of {fact.Expected} marks."
            )
            {
                School = fact.School,
                Session = new SessionKey(fact.Date, fact.Session).Number,
            }
        );

    /// <summary>A rule that judges otherwise from a date on.</summary>
    public Task TellAsync(DbTransaction transaction, FlagRuleChanged fact) =>
        WriteAsync(
            transaction,
            $"rule/{fact.Proposal}",
            new NoticeRow(
                NoticeKind.Rule,
                $"{FlagRules.TitleOf(fact.Rule)}: {fact.Option} is {fact.Value} for sessions from {fact.From:d MMMM yyyy} on."
            )
            {
                Rule = fact.Rule,
            }
        );

    /// <summary>A message in a case that mentions roles.</summary>
    public Task TellAsync(DbTransaction transaction, CaseNotice notice) =>
        WriteAsync(
            transaction,
            MessageId(notice.Id),
            new NoticeRow(NoticeKind.Message, notice.Sentence)
            {
                Pupil = notice.Pupil.Value,
                Person = notice.By,
                Roles = $",{string.Join(',', notice.Roles)},",
            }
        );

    /// <summary>Work with an agency: for the people of a case, or for an agency's.</summary>
    public Task TellAsync(DbTransaction transaction, AgencyNotice notice) =>
        WriteAsync(
            transaction,
            notice.Id,
            new NoticeRow(NoticeKind.Referral, notice.Sentence) { Pupil = notice.Pupil?.Value, Audience = notice.Audience }
        );

    /// <summary>An enquiry for who answers it, or its answer for who asked.</summary>
    public Task TellAsync(DbTransaction transaction, EnquiryNotice notice) =>
        WriteAsync(
            transaction,
            $"enquiry/{notice.Enquiry}{(notice.Hearer is EnquiryHearer.Asker ? "/answer" : "")}",
            new NoticeRow(NoticeKind.Enquiry, notice.Sentence)
            {
                School = notice.School?.Value,
                Pupil = notice.Pupil?.Value,
                Session = notice.Session?.Number,
                Person = notice.AskedBy,
                Audience = notice.Hearer.ToString(),
            }
        );

    /// <summary>Something about a child that an agreement shares. False: it was told.</summary>
    public async Task<bool> TellAsync(DbTransaction transaction, SharedNotice notice) =>
        await WriteAsync(
            transaction,
            $"shared/{notice.Id}",
            new NoticeRow(NoticeKind.Shared, notice.Sentence)
            {
                Pupil = notice.Pupil.Value,
                Agreement = notice.Agreement,
                Person = notice.Person is { } person ? Caller.ForPerson(person).Name : null,
                Page = notice.Page,
            }
        ) == 1;

    /// <summary>What an agency tells a school. False: it was told.</summary>
    public async Task<bool> TellAsync(DbTransaction transaction, SchoolNotice notice) =>
        await WriteAsync(
            transaction,
            $"agency/{notice.Id}",
            new NoticeRow(NoticeKind.Agency, notice.Sentence) { School = notice.School.Value, Page = notice.Page }
        ) == 1;

    /// <summary>A visit to a school that is overdue. False: it was told.</summary>
    public async Task<bool> TellAsync(DbTransaction transaction, VisitNotice notice) =>
        await WriteAsync(
            transaction,
            $"visit/{notice.Id}",
            new NoticeRow(NoticeKind.Visit, notice.Sentence) { School = notice.School.Value, Page = notice.Page }
        ) == 1;

    /// <summary>The id of the notice of a message.</summary>
    public static string MessageId(string message) => $"message/{message}";

    private Task<int> WriteAsync(DbTransaction transaction, string id, NoticeRow row) =>
        transaction
            .Command(
                """
                insert into schools_notice (id, kind, severity, school_id, pupil_id, rule, session, tells_code, person, roles, audience, agreement, page, sentence,
                    recorded_at)
                values (@id, @kind, @severity, @school, @pupil, @rule, @session, @tells, @person, @roles, @audience, @agreement, @page, @sentence, @at)
                on conflict (id) do nothing
                """
            )
            .With("id", id)
            .With("kind", row.Kind.ToString())
            .With("severity", (int)row.Severity)
            .With("school", row.School)
            .With("pupil", row.Pupil)
            .With("rule", row.Rule)
            .With("session", row.Session)
            .With("tells", row.TellsCode)
            .With("person", row.Person)
            .With("roles", row.Roles)
            .With("audience", row.Audience)
            .With("agreement", row.Agreement)
            .With("page", row.Page)
            .With("sentence", row.Sentence)
            .With("at", clock.Now)
            .RunAsync(CancellationToken.None);

    private static string Name(DateOnly date, HalfDay half) => $"{date:d MMMM yyyy} {half}";

    private sealed record NoticeRow(NoticeKind Kind, string Sentence)
    {
        public FlagSeverity Severity { get; init; }
        public long? School { get; init; }
        public long? Pupil { get; init; }
        public string? Rule { get; init; }
        public int? Session { get; init; }
        public bool TellsCode { get; init; }
        public string? Person { get; init; }
        public string? Roles { get; init; }
        public string? Audience { get; init; }
        public string? Agreement { get; init; }
        public string? Page { get; init; }
    }
}
