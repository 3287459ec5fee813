using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>Comments and reasons of marks, sealed under each child's data key before they reach the journal.</summary>
internal sealed class RegisterTexts(PupilVault vault)
{
    /// <summary>Seals the texts of the entries of a submission. Texts of marks that made no entry are not kept: nothing changed that they could explain.</summary>
    public async Task<IReadOnlyList<EntryText>> SealAsync(Submission submission, RegisterPost post, SchoolRollIndex roll)
    {
        var byPupil = new Dictionary<PupilId, long>(submission.Entries.Length);
        foreach (var entry in submission.Entries)
            byPupil[entry.Pupil] = entry.Seq;
        var texts = new List<EntryText>();
        foreach (var mark in post.Marks)
        {
            if (mark.Comment is null && mark.Reason is null)
                continue;
            if (!Upn.TryParse(mark.Upn, out var upn) || roll.Find(upn) is not { } pupil || !byPupil.TryGetValue(pupil.Id, out var seq))
                continue;
            if (mark.Comment is { } comment)
                texts.Add(new EntryText(seq, "comment", await vault.SealAsync(pupil.Id, comment, CancellationToken.None)));
            if (mark.Reason is { } reason)
                texts.Add(new EntryText(seq, "reason", await vault.SealAsync(pupil.Id, reason, CancellationToken.None)));
        }
        return texts;
    }
}
