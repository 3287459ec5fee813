using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Journal;
using Attendance.Schools.Pupils;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>A submission with the register that it is about, which holds its marks already.</summary>
internal sealed record PreparedSubmission(Submission Submission, SessionRegister Register)
{
    /// <summary>
    /// The marks that count from now on, by child, each child once. Submissions are in the order of the journal: of two marks for one session the later counts.
    /// </summary>
    public static IEnumerable<KeyValuePair<PupilId, JournalledChange[]>> Changes(List<PreparedSubmission> prepared)
    {
        var changes = new Dictionary<PupilId, JournalledChange[]>(prepared.Sum(each => each.Submission.Entries.Length));
        foreach (var (submission, _) in prepared)
        {
            foreach (var entry in submission.Entries)
            {
                if (!entry.Effective)
                    continue;
                var change = new JournalledChange(entry.Seq, submission.Session, entry.Code);
                changes[entry.Pupil] = changes.TryGetValue(entry.Pupil, out var earlier)
                    ? [.. earlier.Where(known => known.Session != submission.Session), change]
                    : [change];
            }
        }
        return changes;
    }

    /// <summary>The fact of the register; null when it changed nothing that counts.</summary>
    public RegisterRecorded? Recorded() =>
        Array.Exists(Submission.Entries, entry => entry.Effective)
            ? new RegisterRecorded(
                Submission.School.Value,
                Submission.Session.Date,
                Submission.Session.Half,
                Submission.FirstSeq,
                Submission.LastSeq
            )
            : null;

    /// <summary>The counts of the session that the submission can have changed: its own group's, and with a correction any group's.</summary>
    public IEnumerable<TallyRow> Tallies()
    {
        if (!Array.Exists(Submission.Entries, entry => entry.Effective))
            yield break;
        var any =
            Submission.Kind is not SubmissionKind.Register || Array.Exists(Submission.Entries, entry => entry.SupersedesSeq is not null);
        foreach (var ((group, code), count) in Register.Tally)
        {
            if (any || group == Submission.Group)
                yield return new TallyRow(Submission.Session, group, code, count);
        }
    }
}

/// <summary>A post that was judged: an answer, because there is nothing to store, or a submission that waits to be stored.</summary>
internal sealed record PreparedPost(RegisterReply? Answer, PreparedSubmission? Submission);

/// <summary>What the school's grain knew of its journal before it prepared anything.</summary>
internal readonly record struct JournalMemory(long LastSeq, byte[] LastHash, DateTimeOffset LastRecordedAt);
