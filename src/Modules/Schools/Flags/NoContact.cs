using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>NO_CONTACT: no reason known on three school days running and nobody reached; level 2 at five days is a concern about a child missing education.</summary>
internal sealed class NoContact : FlagRule
{
    public override string Id => "NO_CONTACT";

    public override string Title => "Absent with no reason and no contact";

    private const int Days = 4;

    public override int Levels => 2;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            2,
            [FlagSeverity.Concern, FlagSeverity.Action],
            new RuleOption("days", 3, 1, 60, "School days without a reason: time for a welfare check."),
            new RuleOption("moreDays", 5, 1, 60, "School days without a reason: the child may be missing education.")
        );

    public override int OpensOn => AbsentClasses;

    public override bool OpensAt(PupilView view, int session, byte code) => code == PupilView.N;

    public override int Level(PupilView view, int session, int[] options)
    {
        var run = DayRun.EndingAt(view, session, DayRunKind.NoReason);
        if (run.Days < options[Days])
            return 0;
        foreach (var contact in view.Context.Contacts)
        {
            if (
                contact.Outcome != AbsenceContactOutcome.NoAnswer
                && contact.Date.DayNumber >= run.First >> 1
                && contact.Date.DayNumber <= session >> 1
            )
                return 0;
        }
        return run.Days >= options[Days + 1] ? 2 : 1;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        DayRun.EndingAt(view, session, DayRunKind.NoReason).Collect(view, session, DayRunKind.NoReason, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var run = DayRun.EndingAt(view, session, DayRunKind.NoReason);
        return new Explanation(
            $"No reason on {run.Days} school days running from {Day(run.First)}, and no contact recorded since.",
            [new EvidenceFigure("days", run.Days, options[Days + level - 1])],
            $"Closes {options[CloseAfter]} possible sessions after a contact is recorded, a reason is given or the child returns."
        );
    }
}
