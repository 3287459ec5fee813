using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement;
using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Letters;

/// <summary>A letter left. <paramref name="ReceivedOn"/>: when it is deemed received. For a penalty notice its clocks run from there: <paramref name="Dues"/>.</summary>
[CaseEventKind("letter-sent")]
internal sealed record LetterSent(long Letter, int Matter, LetterRoad Road, DateOnly On, DateOnly ReceivedOn, IReadOnlyList<MatterDue> Dues)
    : CaseEvent
{
    public override string Tell() =>
        $"Letter sent {(Road is LetterRoad.HandedOver ? "by hand" : Road is LetterRoad.Email ? "by email" : "by first-class post")} on {Guards.Day(On)}, received {Guards.Day(ReceivedOn)}.";

    public override CaseStatus Apply(CaseStatus status)
    {
        var sent = status.Without(LetterWritten.Item(Letter));
        if (Dues.Count == 0)
            return sent;
        sent = sent.WithoutAll(MatterStepTaken.Prefix(Matter));
        foreach (var due in Dues)
            sent = sent.With($"{MatterStepTaken.Prefix(Matter)}{due.Item}", due.On, due.Sentence);
        return sent;
    }
}

/// <summary>Notify does not take a letter: it waits to be posted, and is not tried again.</summary>
[CaseEventKind("letter-refused")]
internal sealed record LetterRefused(long Letter, DateOnly On) : CaseEvent, IPlainCaseEvent
{
    public override string Tell() => $"A letter could not go by email on {Guards.Day(On)}: it is to be posted or handed over.";
}

/// <summary>A letter is not sent.</summary>
[CaseEventKind("letter-withdrawn")]
internal sealed record LetterWithdrawn(long Letter, int Matter, string Reason) : CaseEvent
{
    public override string Tell() => $"A letter was withdrawn before it was sent: {Reason}";

    public override CaseStatus Apply(CaseStatus status) => status.Without(LetterWritten.Item(Letter));
}
