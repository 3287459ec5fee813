using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Schools.Notices;

/// <summary>
/// Reads the notices that concern a person today, by the one policy: flags of children in scope, proposals and registers of schools where the person settles and takes
/// them, answers to what the person proposed, rules for whoever sees flags, referrals with agencies for who works on the case and for the agency's people, enquiries for who
/// answers and their answers for who asked. So a notice is gone with the right to its child.
/// </summary>
internal sealed class NoticeReader(
    Database database,
    IPolicy policy,
    IMediator mediator,
    IEnumerable<INoticeAudiences> audiences,
    SchoolClock clock
)
{
    /// <summary>Days for which a notice is shown.</summary>
    public const int Days = 30;

    /// <summary>What a person wants to hear of, every kind; who looks at the whole authority hears of no flags unless that was asked for.</summary>
    public async Task<IReadOnlyList<NoticePreference>> PreferencesAsync(Caller caller, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var saved = await transaction
            .Command("select kind, delivery, severity from schools_notice_preference where person = @person")
            .With("person", caller.Person)
            .ReadAsync(
                reader => new NoticePreference(
                    Enum.Parse<NoticeKind>(reader.GetString(0)),
                    Enum.Parse<NoticeDelivery>(reader.GetString(1)),
                    (FlagSeverity)reader.GetInt32(2)
                ),
                cancellation
            );
        var everywhere = await policy.CouldAsync(caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation);
        return
        [
            .. Enum.GetValues<NoticeKind>()
                .Select(kind =>
                    saved.Find(own => own.Kind == kind)
                    ?? new NoticePreference(
                        kind,
                        kind is NoticeKind.Flag && everywhere ? NoticeDelivery.Off : NoticeDelivery.Page,
                        FlagSeverity.Concern
                    )
                ),
        ];
    }

    /// <summary>The notices that reach a person one way, the latest first.</summary>
    public async Task<IReadOnlyList<Notice>> ReadAsync(Caller caller, NoticeDelivery way, int most, CancellationToken cancellation)
    {
        if (await ScopeAsync(caller, way, cancellation) is not { } scope)
            return [];
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await scope(
                transaction.Command(
                    $$"""
                    select n.id, n.kind, n.severity, n.school_id, n.sentence, n.session, n.recorded_at, r.read_at is not null, p.pupil_id, p.given_name,
                        p.family_name, s.name, n.page
                    {{Sql}} order by n.recorded_at desc, n.id limit @most
                    """
                )
            )
            .With("most", most)
            .ReadAsync(
                reader => new Notice(
                    reader.GetString(0),
                    Enum.Parse<NoticeKind>(reader.GetString(1)),
                    (FlagSeverity)reader.GetInt32(2),
                    reader.IsDBNull(3) ? null : Laestab.From(reader.GetInt64(3)),
                    reader.TextOrNull(11),
                    reader.IsDBNull(8) ? null : new PupilId(reader.GetInt64(8)),
                    reader.IsDBNull(8) ? null : $"{reader.GetString(9)} {reader.GetString(10)}",
                    reader.IsDBNull(5) ? null : new SessionKey(reader.GetInt32(5)),
                    reader.GetString(4),
                    reader.Instant(6),
                    reader.GetBoolean(7),
                    reader.TextOrNull(12)
                ),
                cancellation
            );
    }

    /// <summary>How many of a person's notices that come to the page were not read.</summary>
    public async Task<int> UnreadAsync(Caller caller, CancellationToken cancellation)
    {
        if (await ScopeAsync(caller, NoticeDelivery.Page, cancellation) is not { } scope)
            return 0;
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await scope(transaction.Command($"select count(*) {Sql} and r.read_at is null"))
            .ReadAsync(reader => reader.GetInt64(0), cancellation);
        return (int)rows[0];
    }

    /// <summary>How many notices of one day reach a person by digest, by kind.</summary>
    public async Task<IReadOnlyDictionary<NoticeKind, int>> OfDayAsync(Caller caller, DateOnly day, CancellationToken cancellation) =>
        (await ReadAsync(caller, NoticeDelivery.Digest, 500, cancellation))
            .Where(notice => DateOnly.FromDateTime(SchoolClock.Local(notice.RecordedAt)) == day)
            .CountBy(notice => notice.Kind)
            .ToDictionary();

    private const string Sql = """
        from schools_notice n
        left join schools_notice_read r on r.person = @me and r.notice_id = n.id
        left join schools_pupil o on o.pupil_id = n.pupil_id and n.kind <> 'Shared'
        left join schools_pupil p on p.pupil_id = coalesce(o.merged_into, o.pupil_id)
        left join schools_school s on s.school_id = n.school_id
        where n.recorded_at >= @since and {conditions}
        """;

    /// <summary>Agreements of which there is a notice and that open, or opened, anything to the person.</summary>
    private async Task<List<string>> AgreementsAsync(Caller caller, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(
                """
                select distinct n.agreement from schools_notice n
                where n.kind = 'Shared' and exists (select 1 from access_grant g where g.person = @person and g.agreement = n.agreement) order by n.agreement
                """
            )
            .With("person", caller.Person)
            .ReadAsync(reader => reader.GetString(0), cancellation);
    }

    /// <summary>Fills the conditions of <see cref="Sql"/> for the kinds that come one way; null when none does.</summary>
    private async Task<Func<DbCommand, DbCommand>?> ScopeAsync(Caller caller, NoticeDelivery way, CancellationToken cancellation)
    {
        var wanted = (await PreferencesAsync(caller, cancellation)).Where(own => own.Delivery == way).ToDictionary(own => own.Kind);
        var conditions = new List<string>();
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (kind, preference) in wanted)
        {
            switch (kind)
            {
                case NoticeKind.Flag:
                    var flags = Take(await policy.VisibleAsync(caller, Act.ReadFlags, "p.pupil_id", cancellation));
                    var codes = Take(await policy.VisibleAsync(caller, Act.ReadCodes, "p.pupil_id", cancellation));
                    Add(kind, $"n.severity >= @least and {flags} and (not n.tells_code or {codes})");
                    values["least"] = (int)preference.Severity;
                    break;
                case NoticeKind.Proposal:
                    Add(kind, Take(await policy.VisibleSchoolsAsync(caller, Act.SettleRegister, "n.school_id", cancellation)));
                    break;
                case NoticeKind.Answer:
                    var own = Take(await policy.VisibleAsync(caller, Act.ReadHistory, "p.pupil_id", cancellation));
                    Add(kind, $"n.person = @who and {own}");
                    values["who"] = caller.Name;
                    break;
                case NoticeKind.Register:
                    Add(kind, Take(await policy.VisibleSchoolsAsync(caller, Act.PostRegister, "n.school_id", cancellation)));
                    break;
                case NoticeKind.Rule:
                    if (!(await policy.VisibleAsync(caller, Act.ReadFlags, "p.pupil_id", cancellation)).IsNobody)
                        Add(kind, "1 = 1");
                    break;
                case NoticeKind.Message:
                    var mentioned = new List<string>();
                    foreach (var role in await mediator.Send(new ReadRolesWith(caller, Act.ReadCase), cancellation))
                    {
                        mentioned.Add($"n.roles like @role{mentioned.Count}");
                        values[$"role{mentioned.Count - 1}"] = $"%,{role},%";
                    }
                    var readable = Take(await policy.VisibleAsync(caller, Act.ReadCase, "p.pupil_id", cancellation));
                    if (mentioned.Count > 0)
                        Add(kind, $"n.person <> @who and ({string.Join(" or ", mentioned)}) and {readable}");
                    values["who"] = caller.Name;
                    break;
                case NoticeKind.Referral:
                    var works = Take(await policy.VisibleAsync(caller, Act.WorkCase, "p.pupil_id", cancellation));
                    var manages = Take(await policy.VisibleAsync(caller, Act.AllocateCase, "p.pupil_id", cancellation));
                    var ways = new List<string> { $"(n.audience is null and ({works} or {manages}))" };
                    foreach (var known in audiences)
                    foreach (var audience in await known.OfAsync(caller, cancellation))
                    {
                        values[$"audience{ways.Count}"] = audience;
                        ways.Add($"n.audience = @audience{ways.Count}");
                    }
                    Add(kind, $"({string.Join(" or ", ways)})");
                    break;
                case NoticeKind.Shared:
                    var shared = await SharedAsync(caller, cancellation);
                    if (shared.Count > 0)
                        Add(kind, $"(n.person is null or n.person = @who) and ({string.Join(" or ", shared)})");
                    values["who"] = caller.Name;
                    break;
                case NoticeKind.Enquiry:
                    var settled = Take(await policy.VisibleSchoolsAsync(caller, Act.SettleRegister, "n.school_id", cancellation));
                    var flagged = Take(await policy.VisibleAsync(caller, Act.DismissFlag, "p.pupil_id", cancellation));
                    var marks = Take(await policy.VisibleAsync(caller, Act.ReadMarks, "p.pupil_id", cancellation));
                    Add(
                        kind,
                        $"""
                        (case n.audience when '{EnquiryHearer.School}' then n.person <> @who and {settled}
                            when '{EnquiryHearer.Team}' then n.person <> @who and {flagged}
                            else n.person = @who and (n.pupil_id is null or {marks}) end)
                        """
                    );
                    values["who"] = caller.Name;
                    break;
                case NoticeKind.Visit:
                    Add(kind, Take(await policy.VisibleSchoolsAsync(caller, Act.ImproveSchool, "n.school_id", cancellation)));
                    break;
                case NoticeKind.Agency:
                    Add(kind, Take(await policy.VisibleSchoolsAsync(caller, Act.ReferChild, "n.school_id", cancellation)));
                    break;
            }
        }
        if (conditions.Count == 0)
            return null;
        values["me"] = caller.Person;
        values["since"] = clock.Now.AddDays(-Days);
        return command =>
        {
            command.CommandText = command.CommandText.Replace(
                "{conditions}",
                $"({string.Join(" or ", conditions)})",
                StringComparison.Ordinal
            );
            // PostgreSQL refuses a parameter that the text does not name.
            foreach (var (name, value) in values.Where(pair => command.CommandText.Contains($"@{pair.Key}", StringComparison.Ordinal)))
                command.With(name, value);
            return command;
        };

        // The children of an agreement are ids, numbers: written into the text.
        async Task<List<string>> SharedAsync(Caller person, CancellationToken stop)
        {
            var own = new List<string>();
            if ((await mediator.Send(new ReadRolesWith(person, Act.ReadByAgreement), stop)).Count == 0)
                return own;
            foreach (var agreement in await AgreementsAsync(person, stop))
            {
                if (await policy.AgreementAsync(person, agreement, stop) is not { } open)
                    continue;
                values[$"agreement{own.Count}"] = agreement;
                var children = string.Join(", ", open.Children.Select(child => child.Pupil.Value));
                own.Add($"(n.agreement = @agreement{own.Count} and n.pupil_id in ({children}))");
            }
            return own;
        }

        void Add(NoticeKind kind, string condition) => conditions.Add($"(n.kind = '{kind}' and {condition})");

        string Take(Visible visible)
        {
            foreach (var (name, value) in visible.Parameters)
                values[name] = value;
            return visible.Sql;
        }
    }
}

/// <summary>How a person hears of a kind; <paramref name="Severity"/>: the least of flags, Concern or Action.</summary>
internal sealed record NoticePreference(NoticeKind Kind, NoticeDelivery Delivery, FlagSeverity Severity);

/// <summary>A notice as a person is shown it. <paramref name="Session"/>: that opened the flag, or that it is about. <paramref name="Page"/>: the address of what an agency's work is about.</summary>
internal sealed record Notice(
    string Id,
    NoticeKind Kind,
    FlagSeverity Severity,
    Laestab? School,
    string? SchoolName,
    PupilId? Pupil,
    string? PupilName,
    SessionKey? Session,
    string Sentence,
    DateTimeOffset RecordedAt,
    bool Read,
    string? Page
);
