using Attendance.Casework.Enforcement.Law;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Modules.Tests.Casework.Enforcement;

/// <summary>A child and a case in which every step is allowed, to spoil one thing at a time.</summary>
internal static class LawScene
{
    private static readonly Laestab School = Laestab.From(3552007);

    /// <summary>Ten years old, or eleven, whatever the year.</summary>
    public static DateOnly Born(DateOnly today) => new(today.Year - 11, 3, 1);

    /// <summary>Monday to Friday of some weeks.</summary>
    public static List<DateOnly> Weeks(DateOnly monday, int count) =>
        [.. Enumerable.Range(0, count).SelectMany(week => Enumerable.Range(0, 5).Select(day => monday.AddDays((week * 7) + day)))];

    public static ChildSession Mark(DateOnly day, string code, HalfDay half = HalfDay.AM) =>
        new(new SessionKey(day, half), School, code, AttendanceCode.Parse(code).ClassOn(day));

    /// <summary>Reads "1:5 O, 10:5 N": five half-days O in the first school week, and so on.</summary>
    public static List<ChildSession> Read(string marks, IReadOnlyList<DateOnly> weeks)
    {
        var next = new Dictionary<int, int>();
        var read = new List<ChildSession>();
        foreach (var part in marks.Split(", "))
        {
            var words = part.Split(':', ' ');
            var week = int.Parse(words[0]) - 1;
            for (var i = 0; i < int.Parse(words[1]); i++)
            {
                var at = next.GetValueOrDefault(week);
                next[week] = at + 1;
                read.Add(Mark(weeks[week].AddDays(at / 2), words[2], (HalfDay)(at % 2)));
            }
        }
        return read;
    }

    /// <summary>Everything was done that the law and the authority ask for; 14 unauthorised half-days in the weeks before today.</summary>
    public static Circumstances Facts(DateOnly today)
    {
        var first = AbsenceThreshold.Monday(today.AddDays(-56));
        var days = Weeks(first, 20);
        var marks = days.Where(day => day < today)
            .SelectMany((day, i) => new[] { Mark(day, i % 3 == 0 ? "O" : "/"), Mark(day, "\\", HalfDay.PM) })
            .ToList();
        return new Circumstances
        {
            Today = today,
            BirthDate = Born(today),
            OnRoll = true,
            Marks = marks,
            SchoolDays = days,
            Assessed = true,
            Considered = new Considerations
            {
                Support = [new Support(today.AddDays(-40), SupportEffect.DidNotWork)],
                OrderConsidered = today,
                LegalSignOff = today,
                SocialServicesConsulted = today,
                LetterSent = today.AddDays(-20),
                HomeVisited = today.AddDays(-20),
            },
        };
    }

    /// <summary>An attempt at a transition that nothing keeps back.</summary>
    public static Attempt Good(Transition row)
    {
        var today =
            row.Guards.Any(guard => guard.Code is "national-framework") || row.From is Stage.ToImprove
                ? new DateOnly(2025, 3, 20)
                : new DateOnly(2007, 11, 22);
        var facts = Facts(today);
        var (from, to) = (today.AddDays(-50), today.AddDays(-1));
        var details = new StepDetails
        {
            From = from,
            To = to,
            Hearing = today.AddDays(30),
            Amount = row.Step is Step.PayHighRate ? 100 : 50,
            Months = 2,
            Offence = Offence.FailsToAttend,
            Ground = WithdrawalGround.MaterialErrors,
            Words = "as agreed",
            Until = today.AddDays(28),
            OnConviction = row is { Track: Track.ParentingOrder, From: Stage.New, Step: Step.MakeOrder },
            Direction = 1,
        };
        var matter = new Matter(1, row.Track, 1)
        {
            Stage = row.From,
            OpenedOn = today.AddDays(-60),
            Period = (from, to),
            Watch = (today.AddDays(-30), today.AddDays(-1)),
            Offence = Offence.KnowinglyFailsToAttend,
            Hearing = today.AddDays(-1),
            WaitUntil = today.AddDays(-1),
            Order = row.Step is Step.EndOrder ? (today.AddDays(-365), today.AddDays(-1)) : (today.AddDays(-300), today.AddDays(64)),
            Directions =
                row.Step is Step.RecordBreach
                    ? [new OrderDirection(today.AddDays(-9), false), new OrderDirection(today.AddDays(-5), false)]
                    : [new OrderDirection(today.AddDays(-9), null)],
        };
        if (row.From is Stage.NoticeIssued or Stage.Unpaid)
        {
            var issued = row.Step switch
            {
                Step.PayLowRate or Step.WithdrawNotice => today,
                Step.PayHighRate => today.AddDays(-35),
                _ => today.AddDays(-60),
            };
            var notice = new PenaltyNotice("1", PenaltyKind.Absence, issued, issued, PenaltyTerms.On(issued, PenaltyKind.Absence, 0)!);
            matter = matter with { Notice = notice };
        }
        facts = facts with { Matters = [matter] };
        if (row.Track is Track.AttendanceOrder)
            facts = facts with { OnRoll = false };
        if (row is { Track: Track.PenaltyNotice, From: Stage.New, Step: Step.IssueNotice })
            facts = facts with { Considered = facts.Considered with { Support = [new Support(today, SupportEffect.NotAppropriate)] } };
        if (row is { Track: Track.ParentingOrder, From: Stage.New })
            facts = facts with { Matters = [matter, new Matter(2, Track.Prosecution, 1) { Stage = Stage.Fined }] };
        if (row.Step is Step.ExtendOrder)
            details = details with { Until = matter.Order!.Value.To.AddYears(1) };
        if (row is { Track: Track.PenaltyNotice, Step: Step.IssueNotice })
            details = details with { Until = null };
        return new Attempt(matter, row.Step, details, facts);
    }
}
