using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Notices;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>The bell: what a person should hear of.</summary>
[QueryRoot]
internal sealed class NoticeQueries(NoticeReader reader)
{
    private const int Most = 100;

    [Description(
        "What the person who asks should hear of, of the last 30 days, the latest first: each fact once. What is set to come by digest or not at all is left out."
    )]
    [Cost(10)]
    public async Task<IReadOnlyList<NoticeLine>> Notices(
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        CancellationToken cancellation = default
    )
    {
        RequirePerson(caller);
        var rows = await reader.ReadAsync(caller, NoticeDelivery.Page, Math.Clamp(first, 0, Most), cancellation);
        foreach (var pupil in rows.Select(row => row.Pupil).OfType<PupilId>())
            AuditScope.Current?.Show(pupil);
        return [.. rows.Select(NoticeLine.Of)];
    }

    [Description("How many of these the person has not read.")]
    [Cost(5)]
    public Task<int> UnreadNotices(Caller caller, CancellationToken cancellation = default)
    {
        RequirePerson(caller);
        return reader.UnreadAsync(caller, cancellation);
    }

    [Description("How the person hears of each kind of notice.")]
    [Cost(2)]
    public async Task<IReadOnlyList<NoticeSetting>> NoticeSettings(Caller caller, CancellationToken cancellation = default)
    {
        RequirePerson(caller);
        return
        [
            .. (await reader.PreferencesAsync(caller, cancellation)).Select(own => new NoticeSetting(own.Kind, own.Delivery, own.Severity)),
        ];
    }

    internal static void RequirePerson(Caller caller)
    {
        if (caller.Person is null)
            throw Refusal.NotFound();
    }
}

/// <summary>What a person does with notices.</summary>
[MutationRoot]
internal sealed class NoticeMutations(NoticeReader reader, IWriter writer, SchoolClock clock)
{
    private const int Most = 100;

    [Description("Notes that the person has read notices. Again changes nothing. At most 100.")]
    [Cost(5)]
    public async Task<ReadNoticesPayload?> ReadNotices(
        Caller caller,
        [Description("The notices' ids."), Id] IReadOnlyList<string> ids,
        CancellationToken cancellation = default
    )
    {
        NoticeQueries.RequirePerson(caller);
        if (ids.Count > Most)
            throw Refusal.BadInput("ids", $"Give at most {Most} ids.");
        await writer.Run(
            async transaction =>
            {
                foreach (var id in ids)
                    await transaction
                        .Command(
                            """
                            insert into schools_notice_read (person, notice_id, read_at)
                            select @person, n.id, @at from schools_notice n where n.id = @id on conflict do nothing
                            """
                        )
                        .With("person", caller.Person)
                        .With("id", id)
                        .With("at", clock.Now)
                        .RunAsync(cancellation);
            },
            cancellation
        );
        return new ReadNoticesPayload(await reader.UnreadAsync(caller, cancellation));
    }

    [Description("Says how the person wants to hear of a kind of notice.")]
    [Cost(5)]
    public async Task<SettlePayload?> SaveNoticeSetting(
        Caller caller,
        [Description("The kind, and how.")] NoticeSettingInput input,
        CancellationToken cancellation = default
    )
    {
        NoticeQueries.RequirePerson(caller);
        if (input.Severity is not (FlagSeverity.Concern or FlagSeverity.Action))
            return new SettlePayload(
                false,
                [new InputProblem(null, "severity", "severity-invalid", "The least severity is concern or action.")]
            );
        await writer.Run(
            async transaction =>
                await transaction
                    .Command(
                        """
                        insert into schools_notice_preference (person, kind, delivery, severity) values (@person, @kind, @delivery, @severity)
                        on conflict (person, kind) do update set delivery = excluded.delivery, severity = excluded.severity
                        """
                    )
                    .With("person", caller.Person)
                    .With("kind", input.Kind.ToString())
                    .With("delivery", input.Delivery.ToString())
                    .With("severity", (int)input.Severity)
                    .RunAsync(cancellation),
            cancellation
        );
        return new SettlePayload(true, []);
    }
}

[Description("Something that a person should hear of.")]
internal sealed record NoticeLine(
    [property: Description("Its id."), Id] string Id,
    [property: Description("What it is about.")] NoticeKind Kind,
    [property: Description("How much a flag asks for; NONE for other kinds.")] FlagSeverity Severity,
    [property: Description("The school, where it is about one.")] Laestab? School,
    [property: Description("The school's name.")] string? SchoolName,
    [property: Description("The child's id, where it is about one."), Id] string? Pupil,
    [property: Description("The child's name.")] string? PupilName,
    [property: Description("The session that opened the flag, or that it is about.")] HalfDaySession? Session,
    [property: Description("What happened, as a sentence. It names no child.")] string Sentence,
    [property: Description("When it was noted.")] DateTimeOffset At,
    [property: Description("True when the person has read it.")] bool Read,
    [property: Description("The address of the page that says more, from / on; null: the kind says where.")] string? Page
)
{
    public static NoticeLine Of(Notice notice) =>
        new(
            notice.Id,
            notice.Kind,
            notice.Severity,
            notice.School,
            notice.SchoolName,
            notice.Pupil?.ToString(),
            notice.PupilName,
            notice.Session is { } session ? HalfDaySession.Of(session) : null,
            notice.Sentence,
            notice.RecordedAt,
            notice.Read,
            notice.Page
        );
}

[Description("How a person hears of a kind of notice.")]
internal sealed record NoticeSetting(
    [property: Description("The kind.")] NoticeKind Kind,
    [property: Description("How.")] NoticeDelivery Delivery,
    [property: Description("The least severity of flags, CONCERN or ACTION.")] FlagSeverity Severity
);

[Description("How a person wants to hear of a kind of notice.")]
internal sealed record NoticeSettingInput(
    [property: Description("The kind.")] NoticeKind Kind,
    [property: Description("How.")] NoticeDelivery Delivery,
    [property: Description("The least severity of flags, CONCERN or ACTION.")] FlagSeverity Severity = FlagSeverity.Concern
);

[Description("What is left to read.")]
internal sealed record ReadNoticesPayload([property: Description("Notices that the person has not read.")] int Unread);
