using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;

namespace Attendance.Schools.Contacts;

/// <summary>Adds to the contact log, by whatever road an attempt is told. Nothing in it is ever changed.</summary>
internal sealed class ContactWriter(RollWriter writer, PupilVault vault)
{
    private const int LongestName = 100;
    private const int LongestNote = 2_000;

    /// <summary>
    /// What is wrong with an attempt: mode, outcome, by whom, with whom (up to 100 characters), the note (up to 2,000, with line breaks). Null: nothing.
    /// </summary>
    public static Error? Check(string? mode, string? outcome, string? by, string? with, string? note)
    {
        if (!ContactWords.IsMode(mode))
            return Error.Validation("/mode", "mode-invalid", "A mode is phone, text, email, letter, visit or in-person.");
        if (!ContactWords.IsOutcome(outcome))
            return Error.Validation("/outcome", "outcome-invalid", "An outcome is no-answer, reached, traced or unavoidable-cause.");
        if (string.IsNullOrWhiteSpace(by) || by.Length > LongestName || !PlainText.IsPlain(by))
            return Error.Validation("/by", "text-invalid", "Who made the attempt, in 1 to 100 characters.");
        if (with is not null && (with.Length > LongestName || !PlainText.IsPlain(with)))
            return Error.Validation("/with", "text-invalid", "With whom, in up to 100 characters.");
        return note is not null && (note.Length > LongestNote || !PlainText.IsPlain(Flat(note)))
            ? Error.Validation("/note", "text-invalid", "A note has up to 2,000 characters.")
            : null;
    }

    /// <summary>Writes an attempt that was checked. The same one (child, instant, mode, day) twice changes nothing. Error: not-found, for a school that is not there.</summary>
    public async Task<Result<IdentityChange>> WriteAsync(Caller caller, Laestab school, Attempt attempt, CancellationToken cancellation)
    {
        var pupil = attempt.Pupil;
        var with = await SealAsync(pupil, attempt.With, cancellation);
        var note = await SealAsync(pupil, attempt.Note, cancellation);
        return await writer.RunAsync<IdentityChange>(
            caller,
            async change =>
            {
                if (await change.LockAsync(school) is null)
                    return Error.NotFound;
                var rows = await change
                    .Transaction.Command("select number, contacted_at, mode, day from schools_contact_log where pupil_id = @pupil")
                    .With("pupil", pupil.Value)
                    .ReadAsync(
                        reader => (Number: reader.GetInt32(0), At: reader.Instant(1), Mode: reader.GetString(2), Day: reader.Date(3)),
                        change.Cancellation
                    );
                if (rows.Exists(row => row.At == attempt.At && row.Mode == attempt.Mode && row.Day == attempt.Day))
                    return new IdentityChange(false);
                await change
                    .Transaction.Command(
                        """
                        insert into schools_contact_log (pupil_id, number, school_id, day, contacted_at, mode, outcome, contacted_by, contact_with, note,
                            recorded_at, recorded_by)
                        values (@pupil, @number, @school, @day, @at, @mode, @outcome, @by, @with, @note, @recorded, @recorder)
                        """
                    )
                    .With("number", rows.Select(row => row.Number).DefaultIfEmpty().Max() + 1)
                    .With("pupil", pupil.Value)
                    .With("school", (long)school.Value)
                    .With("day", attempt.Day)
                    .With("at", attempt.At)
                    .With("mode", attempt.Mode)
                    .With("outcome", attempt.Outcome)
                    .With("by", attempt.By.Trim())
                    .With("with", with)
                    .With("note", note)
                    .With("recorded", change.RecordedAt)
                    .With("recorder", change.RecordedBy)
                    .RunAsync(change.Cancellation);
                await change.TouchRollAsync(school, "contact", [pupil.Value]);
                return new IdentityChange(true);
            },
            cancellation
        );
    }

    /// <summary>An instant with an offset or Z.</summary>
    public static bool TryInstant(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: > 19 and < 40 }
            && (text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > 18)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant);
    }

    private async Task<byte[]?> SealAsync(PupilId pupil, string? text, CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(text) ? null : await vault.SealAsync(pupil, text.Trim(), cancellation);

    private static string Flat(string note) => note.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');
}

/// <summary>
/// An attempt to reach a child's family about a day of absence: when it was made (whole milliseconds), how, what came of it, by whom, with whom, and what was said.
/// </summary>
internal sealed record Attempt(
    PupilId Pupil,
    DateOnly Day,
    DateTimeOffset At,
    string Mode,
    string Outcome,
    string By,
    string? With,
    string? Note
);
