using System.ComponentModel;
using System.Globalization;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.YouthOffending.Orders;

/// <summary>
/// A condition of attendance, from its first to its last day. Pure: the same marks give the same breaches in whichever order they came. <paramref name="LeastPercent"/>: of
/// <see cref="ConditionRule.LeastAttendance"/>, 1 to 100.
/// </summary>
internal sealed record AttendanceCondition(ConditionRule Rule, int? LeastPercent, DateOnly From, DateOnly Until)
{
    /// <summary>Half-days with a mark before an attendance is judged: a week of school. Ours: with fewer, one missed morning would break any condition.</summary>
    public const int Fewest = 10;

    private const int MostNamed = 10;

    /// <summary>The condition in words.</summary>
    public string Text =>
        Rule switch
        {
            ConditionRule.NoUnauthorised => $"No half-day missed without leave from {Day(From)} to {Day(Until)}",
            ConditionRule.LeastAttendance =>
                $"At least {LeastPercent}% of half-days attended from {Day(From)} to {Day(Until)}, judged from the {Fewest}th half-day on",
        };

    /// <summary>
    /// The half-days at which it was broken: each that was missed without leave; or each at which the attendance since the first day fell below the least.
    /// </summary>
    public IReadOnlyList<Breach> Judge(ChildSessions sessions)
    {
        var own = sessions
            .Sessions.Where(session => session.Session.Date >= From && session.Session.Date <= Until)
            .OrderBy(session => session.Session.Number);
        return Rule switch
        {
            ConditionRule.NoUnauthorised =>
            [
                .. own.Where(session => session.Class is MarkClass.Unauthorised)
                    .Select(session => new Breach(
                        session.Session,
                        $"{Text}. Missed without leave: {Name(session.Session)}. None is allowed."
                    )),
            ],
            ConditionRule.LeastAttendance => Falls(own),
        };
    }

    private List<Breach> Falls(IEnumerable<ChildSession> sessions)
    {
        var falls = new List<Breach>();
        var missed = new List<SessionKey>();
        int attended = 0,
            possible = 0;
        var below = false;
        foreach (var session in sessions)
        {
            if (session.IsMissed)
                missed.Add(session.Session);
            else if (session.Class is MarkClass.Present or MarkClass.Approved)
                attended++;
            else
                continue;
            possible++;
            var under = possible >= Fewest && attended * 100 < LeastPercent * possible;
            if (under && !below)
                falls.Add(new Breach(session.Session, Tell(attended, possible, missed)));
            below = under;
        }
        return falls;
    }

    private string Tell(int attended, int possible, List<SessionKey> missed)
    {
        // Cut, not rounded: 89.96 is not 90.
        var percent = Math.Floor(attended * 1000m / possible) / 10;
        var named = string.Join(", ", missed.TakeLast(MostNamed).Select(Name));
        var more = missed.Count > MostNamed ? $" and {missed.Count - MostNamed} before" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Text}. Attended {attended} of {possible} half-days: {percent:0.0}%. Missed: {named}{more}."
        );
    }

    private static string Name(SessionKey session) => $"{Day(session.Date)} {session.Half}";

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}

/// <summary>A half-day at which a condition was broken, with rule, half-days and arithmetic in words that name no child.</summary>
internal sealed record Breach(SessionKey Session, string Words);

/// <summary>What a condition of attendance asks. Stored by name.</summary>
[Description("What a condition of attendance asks.")]
internal enum ConditionRule
{
    [Description("At least so much of the half-days since its first day is attended.")]
    LeastAttendance,

    [Description("No half-day is missed without leave.")]
    NoUnauthorised,
}
