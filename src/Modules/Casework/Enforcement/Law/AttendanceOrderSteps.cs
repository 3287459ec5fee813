using static Attendance.Casework.Enforcement.Law.OrderGuards;
using static Attendance.Casework.Enforcement.Law.StageGuards;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// School attendance order: a notice of not less than fifteen days, the notice that names the school intended, the order, and its breach. Source: Education Act 1996 s437 to
/// s443. The 2026 act rewrites it, on a day that is not known.
/// </summary>
internal static class AttendanceOrderSteps
{
    private const string Act = "Education Act 1996 s437 to s443";

    public static IReadOnlyList<Transition> Rows { get; } =
    [
        Row(Stage.New, Step.ServeFirstNotice, Stage.FirstNotice, [Guards.CompulsoryAge, NotEducated, FirstNoticeDays, Said]),
        Row(Stage.FirstNotice, Step.Comply, Stage.Complied, [Said]),
        Row(Stage.FirstNotice, Step.NameSchool, Stage.SchoolNamed, [PlanOver, NotEducated, Said]),
        Row(Stage.FirstNotice, Step.Stop, Stage.Stopped, [Said]),
        Row(Stage.SchoolNamed, Step.ServeOrder, Stage.OrderServed, [Guards.CompulsoryAge, PlanOver, NotEducated, Said], second: true),
        Row(Stage.SchoolNamed, Step.Comply, Stage.Complied, [Said]),
        Row(Stage.SchoolNamed, Step.Stop, Stage.Stopped, [Said]),
        Row(Stage.OrderServed, Step.Comply, Stage.Complied, [Said]),
        Row(Stage.OrderServed, Step.RevokeOrder, Stage.Revoked, [Said]),
        Row(
            Stage.OrderServed,
            Step.RecordBreach,
            Stage.Breached,
            [Guards.CompulsoryAge, NotEducated, Guards.SupervisionOrderConsidered, Guards.LegalSignOff, Said],
            second: true
        ),
    ];

    private static Transition Row(Stage from, Step step, Stage to, IReadOnlyList<Guard> guards, bool second = false) =>
        new(Track.AttendanceOrder, from, step, to, guards, second, Act);
}
