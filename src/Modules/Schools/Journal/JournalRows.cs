using System.Data.Common;
using Attendance.Schools.Proposals;
using Attendance.SharedKernel;
using Dapper;

namespace Attendance.Schools.Journal;

/// <summary>The rows that few submissions have: held marks, their outcomes, sealed texts. The same SQL serves both databases.</summary>
internal static class JournalRows
{
    public static async Task AppendRareAsync(DbTransaction transaction, IReadOnlyList<Submission> submissions)
    {
        foreach (var s in submissions)
        {
            foreach (var held in s.Held)
            {
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into schools_held_mark (school_id, seq, ordinal, date, session, group_code, upn, code, minutes_late, problem, taken_at, recorded_at, client)
                    values (@School, @FirstSeq, @Ordinal, @Date, @Session, @Group, @Upn, @Code, @MinutesLate, @Problem, @TakenAt, @RecordedAt, @Client)
                    """,
                    new
                    {
                        School = (long)s.School.Value,
                        s.FirstSeq,
                        held.Ordinal,
                        s.Session.Date,
                        Session = s.Session.Half is HalfDay.AM ? "AM" : "PM",
                        s.Group,
                        held.Upn,
                        held.Code,
                        held.MinutesLate,
                        held.Problem,
                        s.TakenAt,
                        s.RecordedAt,
                        s.Client,
                    },
                    transaction
                );
            }
            foreach (var text in s.Texts)
                await AddTextAsync(transaction, s.School, text, s.RecordedAt, s.RecordedBy);
            foreach (var text in s.MarkTexts)
            {
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into schools_mark_text (school_id, seq, ordinal, kind, sealed_under, entry_seq, recorded_at, recorded_by, sealed)
                    values (@School, @FirstSeq, @Ordinal, @Kind, @SealedUnder, @EntrySeq, @RecordedAt, @RecordedBy, @Sealed)
                    """,
                    new
                    {
                        School = (long)s.School.Value,
                        s.FirstSeq,
                        text.Ordinal,
                        text.Kind,
                        text.SealedUnder,
                        text.EntrySeq,
                        s.RecordedAt,
                        s.RecordedBy,
                        text.Sealed,
                    },
                    transaction
                );
            }
            if (s.Releases is { } release)
                await AddOutcomeAsync(transaction, s.School, release, s.FirstSeq, s.RecordedAt);
            if (s.Adopts is { } stale && s.Entries.Length > 0)
                await AddStaleOutcomeAsync(transaction, s.School, stale, s.Entries[0].Seq, s.RecordedAt, s.RecordedBy);
            if (s.Answers is { } proposal)
                await ProposalStore.AnswerAsync(transaction, proposal.Id, s.FirstSeq, null, s.RecordedAt, s.RecordedBy);
        }
    }

    /// <summary>Puts a sealed text beside an entry; a second one of its kind violates the primary key.</summary>
    public static Task AddTextAsync(DbTransaction transaction, Laestab school, EntryText text, DateTimeOffset recordedAt, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into schools_entry_text (school_id, seq, kind, recorded_at, recorded_by, sealed)
            values (@School, @Seq, @Kind, @RecordedAt, @By, @Sealed)
            """,
            new
            {
                School = (long)school.Value,
                text.Seq,
                text.Kind,
                RecordedAt = recordedAt,
                By = by,
                text.Sealed,
            },
            transaction
        );

    /// <summary>Notes what became of a stale entry: adopted by another entry, or (null) set aside. A second note about it violates the primary key.</summary>
    public static Task AddStaleOutcomeAsync(
        DbTransaction transaction,
        Laestab school,
        long seq,
        long? adoptedSeq,
        DateTimeOffset recordedAt,
        string by
    ) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into schools_stale_outcome (school_id, seq, outcome, adopted_seq, recorded_at, recorded_by)
            values (@School, @Seq, @Outcome, @AdoptedSeq, @RecordedAt, @By)
            """,
            new
            {
                School = (long)school.Value,
                Seq = seq,
                Outcome = adoptedSeq is null ? "set-aside" : "adopted",
                AdoptedSeq = adoptedSeq,
                RecordedAt = recordedAt,
                By = by,
            },
            transaction
        );

    /// <summary>Notes what became of a held mark; a second note about the same mark violates the primary key.</summary>
    public static Task AddOutcomeAsync(
        DbTransaction transaction,
        Laestab school,
        HeldOutcome outcome,
        long? releasedSeq,
        DateTimeOffset recordedAt
    ) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into schools_held_outcome (school_id, seq, ordinal, outcome, released_seq, reason, recorded_at, recorded_by)
            values (@School, @Seq, @Ordinal, @Outcome, @ReleasedSeq, @Reason, @RecordedAt, @By)
            """,
            new
            {
                School = (long)school.Value,
                outcome.Seq,
                outcome.Ordinal,
                outcome.Outcome,
                ReleasedSeq = releasedSeq,
                outcome.Reason,
                RecordedAt = recordedAt,
                outcome.By,
            },
            transaction
        );
}
