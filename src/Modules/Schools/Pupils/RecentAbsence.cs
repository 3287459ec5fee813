using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// What a child missed lately, in half-days over all schools, up to and with the last session that counted. <paramref name="TermMissed"/>: in the term of that
/// session. <paramref name="Weeks"/>: the last eight calendar weeks, oldest first; a holiday week has no possible session.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("RecentAbsence")]
internal sealed record RecentAbsence(
    [property: Orleans.Id(0)] SessionKey? LastSession,
    [property: Orleans.Id(1)] int TermMissed,
    [property: Orleans.Id(2)] int TermUnauthorised,
    [property: Orleans.Id(3)] IReadOnlyList<WeekAbsence> Weeks
)
{
    /// <summary>How many weeks the strip has.</summary>
    public const int StripWeeks = 8;

    /// <summary>Counts the state's marks; changes nothing but the counting after a load.</summary>
    public static RecentAbsence Of(PupilState state, PupilContext context)
    {
        if (state.JudgedTo == 0)
            return new RecentAbsence(null, 0, 0, []);
        var view = new PupilView(state, context);
        view.Resolve();
        var last = new SessionKey(state.JudgedTo);
        var term = StatisticalPeriods.TermOf(last.Date);
        var year = AcademicYear.Of(last.Date);
        var termStart = StatisticalPeriods.FirstDay(year, (HalfTerm)((int)term * 2)).DayNumber * 2;
        var inTerm = view.Count(termStart, last.Number);
        var monday = PupilView.Monday(last.Number >> 1) - ((StripWeeks - 1) * 7);
        var weeks = new WeekAbsence[StripWeeks];
        for (var week = 0; week < weeks.Length; week++, monday += 7)
        {
            var counts = view.Count(monday * 2, Math.Min(last.Number, (monday * 2) + 13));
            weeks[week] = new WeekAbsence(DateOnly.FromDayNumber(monday), counts.Possible, counts.Authorised + counts.Unauthorised);
        }
        return new RecentAbsence(last, inTerm.Authorised + inTerm.Unauthorised, inTerm.Unauthorised, weeks);
    }
}

/// <summary>One calendar week of a child, in half-days.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("WeekAbsence")]
internal readonly record struct WeekAbsence(
    [property: Orleans.Id(0)] DateOnly Monday,
    [property: Orleans.Id(1)] int Possible,
    [property: Orleans.Id(2)] int Missed
);
