using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Casework.Plans;

/// <summary>The plan of a case as it stands, folded from its events. Pure.</summary>
internal sealed record PlanState(
    PlanMade Plan,
    RecordedEvent Recorded,
    DateOnly StartedOn,
    IReadOnlyList<PlanSigned> Signatures,
    IReadOnlyDictionary<int, PlanActionSettled> Settled,
    IReadOnlyList<PlanReviewed> Reviews
)
{
    /// <summary>Null before the first plan.</summary>
    public static PlanState? Of(CaseFile file)
    {
        var plans = file.Recorded<PlanMade>().ToList();
        if (plans.Count == 0)
            return null;
        var (recorded, plan) = plans[^1];
        return new PlanState(
            plan,
            recorded,
            DayOf(plans[0].Recorded),
            [.. file.Of<PlanSigned>().Where(signed => signed.Version == plan.Version)],
            file.Of<PlanActionSettled>().GroupBy(settled => settled.Number).ToDictionary(own => own.Key, own => own.Last()),
            [.. file.Of<PlanReviewed>()]
        );
    }

    /// <summary>The number of the review that comes next.</summary>
    public int NextReview => Reviews.Count + 1;

    /// <summary>The first day that the next review looks at: after the review before, else the plan's first.</summary>
    public DateOnly ReviewsFrom => Reviews.Count == 0 ? StartedOn : Reviews[^1].On.AddDays(1);

    /// <summary>
    /// The day on which a plan is reviewed unless somebody chooses another: the last Friday of the half term, or of the next one when that is less than two weeks away (S71: half-termly). A half
    /// term that ends in a long holiday is taken to end twelve days earlier.
    /// </summary>
    public static DateOnly DefaultReview(DateOnly today)
    {
        for (var day = today; ; day = EndOfHalfTerm(day).AddDays(1))
        {
            var friday = LastFriday(day);
            if (friday.DayNumber - today.DayNumber >= 14)
                return friday;
        }
    }

    private static DateOnly LastFriday(DateOnly day)
    {
        var end = EndOfHalfTerm(day);
        if (StatisticalPeriods.HalfTermOf(day) is HalfTerm.Aut2 or HalfTerm.Spr2 or HalfTerm.Sum2)
            end = end.AddDays(-12);
        return end.AddDays(-(((int)end.DayOfWeek + 2) % 7));
    }

    private static DateOnly EndOfHalfTerm(DateOnly day) =>
        StatisticalPeriods.LastDay(AcademicYear.Of(day), StatisticalPeriods.HalfTermOf(day));

    private static DateOnly DayOf(RecordedEvent recorded) => DateOnly.FromDateTime(SharedKernel.Time.SchoolClock.Local(recorded.At));
}
