using Attendance.Lac.Children;
using Attendance.Lac.Years;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Lac;

/// <summary>The annual report at its boundaries. Source: RULES 5.3.</summary>
public sealed class YearVectors
{
    private static readonly AcademicYear Year = new(2006);
    private static readonly DateOnly March = new(2007, 3, 31);

    [Theory]
    [InlineData("2006-04-01", null, true)]
    [InlineData("2006-04-02", null, false)]
    [InlineData("2005-01-01", "2007-03-31", true)]
    [InlineData("2005-01-01", "2007-03-30", false)]
    public void In_care_for_twelve_months_to_a_day(string from, string? to, bool expected) =>
        Assert.Equal(expected, YearFigures.IsLookedAfter([Care(from, to)], March));

    [Fact]
    public void Placements_that_meet_are_no_break_and_a_day_between_them_is()
    {
        Assert.True(YearFigures.IsLookedAfter([Care("2005-01-01", "2006-10-10"), Care("2006-10-11", null)], March));
        Assert.True(YearFigures.IsLookedAfter([Care("2006-10-10", null), Care("2005-01-01", "2006-10-10")], March));
        Assert.False(YearFigures.IsLookedAfter([Care("2005-01-01", "2006-10-10"), Care("2006-10-12", null)], March));
        // A short break is no time in care, as the return has it.
        Assert.False(YearFigures.IsLookedAfter([Care("2005-01-01", "2006-10-10"), Care("2006-10-11", null, "V4")], March));
    }

    [Fact]
    [Trait("Row", "S176")]
    public void Absence_persistent_absence_and_OC2_are_counted_at_their_boundaries()
    {
        var care = new[] { Care("2005-01-01", null) };
        var figures = YearFigures.Of(
            Year,
            [
                // 200 half-days before the spring bank holiday: exactly a tenth missed, and one less.
                new YearChild(care, Sessions(10, 200, 20)),
                new YearChild(care, Sessions(10, 200, 19)),
                // Exactly half missed, and 25 days of it.
                new YearChild(care, Sessions(12, 100, 50)),
                // Too young for the statistics, and one in care for too short a time.
                new YearChild(care, Sessions(4, 200, 100)),
                new YearChild([Care("2006-04-02", null)], Sessions(10, 200, 60)),
            ]
        );
        Assert.Equal((3, 500L, 89L), (figures.Published.Pupils, figures.Published.Possible, figures.Published.Overall));
        Assert.Equal((2, 1), (figures.Published.Persistent, figures.Published.Severe));
        Assert.Equal(
            (17.8m, 66.7m, 33.3m),
            (figures.Published.OverallPercent, figures.Published.PersistentPercent, figures.Published.SeverePercent)
        );
        // OC2 asks for the twelve months to 30 September 2007: the child that came in April 2006 is one by then.
        Assert.Equal((4, 2, 50m), (figures.Oc2.Pupils, figures.Oc2.MissedTwentyFiveDays, figures.Oc2.Percent));
        Assert.Equal(figures.Published.Overall, figures.Terms.Sum(term => term.Missed));
    }

    [Fact]
    public void The_second_half_of_the_summer_counts_as_the_year_has_it()
    {
        var june = Enumerable
            .Range(0, 5)
            .Select(day => new SessionKey(new DateOnly(2019, 6, 10).AddDays(day), HalfDay.AM))
            .Select(session => new ChildSession(session, Laestab.From(3552007), "O", MarkClass.Unauthorised))
            .ToList();
        // Age 15 before the year: five half terms; younger: six since 2012/13.
        Assert.Equal(0, YearFigures.Of(new AcademicYear(2018), [June(2003)]).Published.Pupils);
        Assert.Equal(5, YearFigures.Of(new AcademicYear(2018), [June(2004)]).Published.Unauthorised);

        YearChild June(int born) =>
            new([Care("2010-01-01", null)], new ChildSessions(new PupilId(1), new DateOnly(born, 9, 1).AddDays(-1), june, []));
    }

    private static CareEpisode Care(string from, string? to, string status = "C2") =>
        new(DateOnly.Parse(from), to is null ? null : DateOnly.Parse(to), status, "U4", null, "355", null);

    /// <summary>A child of an age at 31 August 2006, marked from 1 September on every weekday.</summary>
    private static ChildSessions Sessions(int age, int possible, int missed)
    {
        var sessions = Enumerable
            .Range(0, possible)
            .Select(DateOnly (i) => new DateOnly(2006, 9, 4).AddDays((i / 10 * 7) + (i % 10 / 2)))
            .Select(
                (date, i) =>
                    new ChildSession(
                        new SessionKey(date, (HalfDay)(i % 2)),
                        Laestab.From(3552007),
                        i < missed ? "I" : "/",
                        i < missed ? MarkClass.Authorised : MarkClass.Present
                    )
            )
            .ToList();
        return new ChildSessions(new PupilId(1), new DateOnly(2006 - age, 8, 31), sessions, []);
    }
}
