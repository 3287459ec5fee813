using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Registers;

/// <summary>Comments and reasons of marks, sealed under each child's data key before they reach the journal.</summary>
internal sealed class RegisterTexts(Database database, PupilVault vault)
{
    /// <summary>A remark beside a mark.</summary>
    public const string Comment = "comment";

    /// <summary>Why a mark changes an earlier one.</summary>
    public const string Reason = "reason";

    /// <summary>Why a stale mark was not made effective.</summary>
    public const string SetAside = "set-aside";

    /// <summary>
    /// The submission with its sealed texts: beside the entry where the mark made one, else beside the submission, so that what was said about a held or
    /// unchanged mark is kept too. Where the child is not known, the school's own key seals it.
    /// </summary>
    public async Task<Submission> SealAsync(Submission submission, RegisterPost post, RegisterVerdict verdict)
    {
        var byPupil = new Dictionary<PupilId, long>(submission.Entries.Length);
        foreach (var entry in submission.Entries)
            byPupil[entry.Pupil] = entry.Seq;
        var texts = new List<EntryText>();
        var others = new List<MarkText>();
        for (var i = 0; i < post.Marks.Length; i++)
        {
            var decision = verdict.Marks[i];
            foreach (var (kind, text) in ((string, string?)[])[(Comment, post.Marks[i].Comment), (Reason, post.Marks[i].Reason)])
            {
                if (text is null)
                    continue;
                var under = decision.Pupil ?? new PupilId(-submission.School.Value);
                var sealedText = await vault.SealAsync(under, text, CancellationToken.None);
                if (decision.Status is MarkStatus.Stored or MarkStatus.Stale)
                    texts.Add(new EntryText(byPupil[under], kind, sealedText));
                else
                    others.Add(
                        new MarkText(i, kind, under.Value, decision.Status is MarkStatus.Unchanged ? decision.Supersedes : null, sealedText)
                    );
            }
        }
        return submission with { Texts = texts, MarkTexts = others };
    }

    /// <summary>Seals the reason that somebody gave for an entry.</summary>
    public async Task<EntryText> SealAsync(long seq, string kind, PupilId pupil, string text) =>
        new(seq, kind, await vault.SealAsync(pupil, text, CancellationToken.None));

    /// <summary>What was said beside the entries of a session, by entry, oldest first. Erased texts are left out.</summary>
    public async Task<ILookup<long, RegisterText>> OfSessionAsync(Laestab school, SessionKey session, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                """
                select e.seq, t.kind, e.pupil_id, t.sealed, t.recorded_at, t.recorded_by
                from schools_submission s
                join schools_entry e on e.school_id = s.school_id and e.seq > s.first_seq and e.seq <= s.last_seq
                join schools_entry_text t on t.school_id = e.school_id and t.seq = e.seq
                where s.school_id = @school and s.date = @date and s.session = @half
                union all
                select t.entry_seq, t.kind, t.sealed_under, t.sealed, t.recorded_at, t.recorded_by
                from schools_submission s
                join schools_mark_text t on t.school_id = s.school_id and t.seq = s.first_seq and t.entry_seq is not null
                where s.school_id = @school and s.date = @date and s.session = @half
                order by 5
                """
            )
            .With("school", (long)school.Value)
            .With("date", session.Date)
            .With("half", session.Half is HalfDay.AM ? "AM" : "PM")
            .ReadAsync(
                reader =>
                    (
                        Seq: reader.GetInt64(0),
                        Kind: reader.GetString(1),
                        Pupil: new PupilId(reader.GetInt64(2)),
                        Sealed: (byte[])reader.GetValue(3),
                        At: reader.Instant(4),
                        By: reader.GetString(5)
                    ),
                cancellation
            );
        var texts = new List<(long Seq, RegisterText Text)>();
        foreach (var row in rows)
        {
            if (await vault.OpenAsync(row.Pupil, row.Sealed, cancellation) is { } text)
                texts.Add((row.Seq, new RegisterText(row.Kind, text, row.At, row.By)));
        }
        return texts.ToLookup(text => text.Seq, text => text.Text);
    }

    /// <summary>What was said about marks of a school that are held, by submission and place. Erased texts are left out.</summary>
    public async Task<IReadOnlyDictionary<(long Seq, int Ordinal), HeldTexts>> HeldAsync(Laestab school, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                """
                select t.seq, t.ordinal, t.kind, t.sealed_under, t.sealed
                from schools_mark_text t join schools_held_mark h on h.school_id = t.school_id and h.seq = t.seq and h.ordinal = t.ordinal
                where t.school_id = @school
                  and not exists (select 1 from schools_held_outcome o where o.school_id = h.school_id and o.seq = h.seq and o.ordinal = h.ordinal)
                """
            )
            .With("school", (long)school.Value)
            .ReadAsync(
                reader =>
                    (
                        At: (reader.GetInt64(0), reader.GetInt32(1)),
                        Kind: reader.GetString(2),
                        Under: new PupilId(reader.GetInt64(3)),
                        Sealed: (byte[])reader.GetValue(4)
                    ),
                cancellation
            );
        var texts = new Dictionary<(long, int), HeldTexts>();
        foreach (var row in rows)
        {
            var known = texts.GetValueOrDefault(row.At, HeldTexts.None);
            var text = await vault.OpenAsync(row.Under, row.Sealed, cancellation);
            texts[row.At] = row.Kind == Comment ? known with { Comment = text } : known with { Reason = text };
        }
        return texts;
    }
}

/// <summary>What was said about a held mark.</summary>
internal sealed record HeldTexts(string? Comment, string? Reason)
{
    public static readonly HeldTexts None = new(null, null);
}

/// <summary>What was said beside a mark: a comment, the reason of a change, or why a stale mark was set aside.</summary>
internal sealed record RegisterText(string Kind, string Text, DateTimeOffset RecordedAt, string RecordedBy);
