using System.Data.Common;
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
            {
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into schools_entry_text (school_id, seq, kind, recorded_at, recorded_by, sealed)
                    values (@School, @Seq, @Kind, @RecordedAt, @RecordedBy, @Sealed)
                    """,
                    new
                    {
                        School = (long)s.School.Value,
                        text.Seq,
                        text.Kind,
                        s.RecordedAt,
                        s.RecordedBy,
                        text.Sealed,
                    },
                    transaction
                );
            }
            if (s.Releases is { } release)
                await AddOutcomeAsync(transaction, s.School, release, s.FirstSeq, s.RecordedAt);
        }
    }

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
