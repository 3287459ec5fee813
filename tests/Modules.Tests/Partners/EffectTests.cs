using Attendance.Partners.Effects;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Partners;

public sealed class EffectTests
{
    private static readonly DateOnly Day = new(2006, 10, 9);
    private static readonly DateOnly Long = new(2007, 7, 1);

    [Fact]
    public void As_many_days_lie_before_the_day_as_have_passed_since_and_never_more_than_was_asked_for()
    {
        Assert.Equal(new EffectDays(new(2006, 9, 25), Day, new(2006, 10, 22)), EffectDays.Of(Day, 2, Long));
        Assert.Equal(new EffectDays(new(2006, 10, 7), Day, new(2006, 10, 10)), EffectDays.Of(Day, 2, Day.AddDays(1)));
        Assert.Equal(1, EffectDays.Of(Day, 2, Day).Length);
        Assert.Equal(0, EffectDays.Of(Day, 2, Day.AddDays(-1)).Length);
        Assert.Equal(0, EffectDays.Of(Day, 2, Day.AddDays(-99)).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectDays.Of(Day, 0, Long));
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectDays.Of(Day, 53, Long));
    }

    [Fact]
    public void Only_children_with_half_days_on_both_sides_are_compared_and_under_five_are_hidden()
    {
        var days = EffectDays.Of(Day, 1, Long);
        var both = Child(1, (-7, MarkClass.Unauthorised), (-1, MarkClass.Present), (0, MarkClass.Present), (6, MarkClass.Approved));
        var four = Effect.OfChildren(days, Enumerable.Repeat(both, 4));
        Assert.True(four.IsHidden);
        Assert.Null(BeforeAfter.Of(four).Before);
        Assert.Null(BeforeAfter.Of(four).Change);
        Assert.Equal(new HalfDaysNode(8, 0, 4), BeforeAfter.OfOne(four).Before);

        // Outside the days, and with nothing to compare: neither counts.
        var outside = Child(2, (-8, MarkClass.Authorised), (0, MarkClass.Authorised), (7, MarkClass.Present));
        var five = Effect.OfChildren(days, [.. Enumerable.Repeat(both, 5), outside]);
        Assert.False(five.IsHidden);
        Assert.Equal(
            (5, new HalfDays(10, 0, 5), new HalfDays(10, 0, 0), 50m),
            (five.Compared, five.Before, five.After, five.Change!.Value)
        );
        var none = Effect.OfChildren(days, [outside]);
        Assert.Equal((0, false, null), (none.Compared, none.IsHidden, none.Change));
    }

    [Fact]
    public void Schools_are_summed_before_they_are_divided_and_held_against_all()
    {
        var days = EffectDays.Of(Day, 1, Long);
        var (big, small) = (Laestab.From(3552007), Laestab.From(3552008));
        HalfDayCounts[] registers =
        [
            Register(big, -1, 100, 5, 5),
            Register(big, 0, 100, 2, 2),
            Register(small, -1, 4, 0, 4),
            Register(small, 0, 4, 0, 0),
            Register(small, 7, 4, 0, 4),
        ];
        var all = Effect.Split(days, registers);
        var effect = Effect.OfSchools(days, registers, all);
        Assert.Equal((2, 104), (effect.Compared, effect.Children));
        Assert.Equal(9.6m, effect.Change);
        Assert.Equal(effect.Change, effect.ChangeBeside);
        Assert.True(Effect.OfSchools(days, registers.Where(register => register.School == small), all).IsHidden);
    }

    private static HalfDayCounts Register(Laestab school, int after, int possible, int authorised, int unauthorised) =>
        new(school, new SessionKey(Day.AddDays(after), HalfDay.AM), possible, authorised, unauthorised);

    private static ChildSessions Child(long id, params (int After, MarkClass Class)[] sessions) =>
        new(
            new PupilId(id),
            new DateOnly(1996, 1, 1),
            [
                .. sessions.Select(each => new ChildSession(
                    new SessionKey(Day.AddDays(each.After), HalfDay.AM),
                    Laestab.From(3552007),
                    "?",
                    each.Class
                )),
            ],
            []
        );
}
