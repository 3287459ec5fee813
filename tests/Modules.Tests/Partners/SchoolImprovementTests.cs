using Attendance.Partners.ConcernSchools;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolLinks;
using Attendance.Partners.SchoolTargets;
using Attendance.Partners.SchoolVisits;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Partners;

public sealed class SchoolImprovementTests
{
    private static readonly ConcernOptions Options = new();

    [Theory]
    // Once a year; nothing on record: at once.
    [InlineData(null, null, null)]
    [InlineData("2006-03-01", null, "2007-03-01")]
    // A concern: by the end of the term in which it was found, then by the end of each next term.
    [InlineData("2006-03-01", "2006-11-01", "2006-12-31")]
    [InlineData("2006-11-01", "2006-11-01", "2007-04-08")]
    [InlineData("2007-05-10", "2006-11-01", "2007-12-31")]
    // The yearly visit does not wait for the term's end.
    [InlineData("2005-11-20", "2006-11-01", "2006-11-20")]
    [Trait("Row", "S167")]
    public void A_school_is_visited_once_a_year_and_each_term_while_it_is_a_concern(string? last, string? concern, string? due)
    {
        Assert.Equal(Day(due), VisitDuty.DueOn(Day(last), Day(concern)));
        Assert.True(VisitDuty.IsOverdue(null, new DateOnly(2006, 11, 1)));
        Assert.False(VisitDuty.IsOverdue(new DateOnly(2006, 11, 1), new DateOnly(2006, 11, 1)));
        Assert.True(VisitDuty.IsOverdue(new DateOnly(2006, 11, 1), new DateOnly(2006, 11, 2)));
    }

    [Theory]
    [InlineData(900, 920, false)]
    [InlineData(899, 919, false)]
    [InlineData(900, 921, true)]
    [InlineData(950, 900, false)]
    [Trait("Row", "S169")]
    public void Two_points_below_schools_of_the_phase_are_a_concern_and_the_arithmetic_is_said(int own, int alike, bool more)
    {
        var criterion = Judge(new HalfDays(1000, 0, 1000 - own), new HalfDays(1000, 1000 - alike, 0), 100, 0)[0];
        Assert.Equal(more || alike - own == 20, criterion.Met);
        Assert.Contains($"({own} of 1,000 half-days)", criterion.Arithmetic, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 25, false)]
    [InlineData(100, 26, true)]
    [InlineData(0, 0, false)]
    [Trait("Row", "S169")]
    public void More_than_a_quarter_persistently_absent_is_a_concern(int children, int persistent, bool met) =>
        Assert.Equal(met, Judge(new HalfDays(10, 0, 0), new HalfDays(10, 0, 0), children, persistent)[1].Met);

    [Fact]
    [Trait("Row", "S169")]
    public void Attendance_that_fell_in_two_terms_is_a_concern_and_one_fall_or_two_terms_are_not()
    {
        Assert.True(Falling(950, 945, 940).Met);
        Assert.Contains("fell by 0.5 and by 0.5 points", Falling(950, 945, 940).Arithmetic, StringComparison.Ordinal);
        Assert.False(Falling(950, 946, 940).Met);
        Assert.False(Falling(950, 940, 945).Met);
        Assert.False(Falling(950, 900).Met);
        Assert.Contains("there are 2", Falling(950, 900).Arithmetic, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(930, 930, TargetLight.Green)]
    [InlineData(929, 930, TargetLight.Amber)]
    [InlineData(920, 930, TargetLight.Amber)]
    [InlineData(919, 930, TargetLight.Red)]
    [InlineData(919, null, null)]
    [Trait("Row", "S168")]
    public void A_school_is_green_at_its_target_amber_within_a_point_and_red_below(int attended, int? target, object? light) =>
        Assert.Equal(light, TargetRule.Of(new HalfDays(1000, 1000 - attended, 0), target, Options.Amber));

    [Fact]
    [Trait("Row", "S171")]
    public void The_nearest_school_of_the_phase_comes_first_and_its_distance_is_the_sum_of_the_parts_shown()
    {
        (SchoolInput, SchoolPicture)[] all =
        [
            School(3552001, SchoolPhase.Primary, 200, 900, 20),
            School(3552002, SchoolPhase.Primary, 180, 920, 10),
            School(3552003, SchoolPhase.Primary, 200, 905, 20),
            School(3554004, SchoolPhase.Secondary, 200, 900, 20),
            School(3552005, SchoolPhase.Primary, 4, 900, 1),
        ];
        var found = SimilarSchools.Of(Laestab.From(3552001), all, 8);
        Assert.Equal([3552003, 3552002], found.Select(other => other.School.Value));
        Assert.Equal(0.5m, found[0].Distance);
        // 20 of 200 is ten per cent: 1; two points of absence: 2; 10% and 5.56% persistently absent: 4.44 points, 0.89.
        Assert.Equal([1m, 2m, 0.89m], found[1].Parts.Select(part => part.Distance));
        Assert.Equal(3.89m, found[1].Distance);
        Assert.Empty(SimilarSchools.Of(Laestab.From(3552005), all, 8));
        Assert.Empty(SimilarSchools.Of(Laestab.From(3559999), all, 8));
    }

    [Fact]
    [Trait("Row", "S169")]
    public void The_last_three_terms_end_with_the_term_of_the_day()
    {
        var terms = SchoolPictures.TermsTo(new DateOnly(2006, 11, 1));
        Assert.Equal(["spring 2006", "summer 2006", "autumn 2006"], terms.Select(term => term.Name));
        Assert.Equal(new DateOnly(2006, 12, 31), terms[2].To);
        Assert.Equal(terms[1].From, terms[0].To.AddDays(1));
    }

    private static (SchoolInput, SchoolPicture) School(int number, SchoolPhase phase, int roll, int attended, int persistent) =>
        (
            new SchoolInput(Laestab.From(number), $"School {number}", phase, roll, 0, 0),
            new SchoolPicture(new HalfDays(1000, 1000 - attended, 0), default, "primary", roll, persistent, [])
        );

    private static IReadOnlyList<Criterion> Judge(HalfDays own, HalfDays alike, int children, int persistent) =>
        ConcernCriteria.Of(new SchoolPicture(own, alike, "primary", children, persistent, []), Options);

    private static Criterion Falling(params int[] attended) =>
        ConcernCriteria.Of(
            new SchoolPicture(
                default,
                default,
                "primary",
                0,
                0,
                [.. attended.Select(term => ($"term {term}", new HalfDays(1000, 0, 1000 - term)))]
            ),
            Options
        )[2];

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text);
}
