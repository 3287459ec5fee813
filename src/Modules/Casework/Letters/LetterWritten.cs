using Attendance.Casework.Cases;

namespace Attendance.Casework.Letters;

/// <summary>A letter was written: to whom, about which matter's step, in which words. It waits in the outbox. <paramref name="Email"/>: where it may go by email; null: by post or hand.</summary>
[CaseEventKind("letter-written")]
internal sealed record LetterWritten(
    long Letter,
    int Matter,
    LetterKind Kind,
    string ToName,
    string? Email,
    string Subject,
    string Body,
    DateOnly On
) : CaseEvent
{
    public override string Tell() => $"Letter written to {ToName}: {Subject}.";

    public override CaseStatus Apply(CaseStatus status) => status.With(Item(Letter), On, "A letter waits to be sent.");

    /// <summary>The due item of a letter.</summary>
    public static string Item(long letter) => $"letter/{letter}";
}
