using Attendance.Partners.Transport;
using Attendance.Schools.Contracts;
using Xunit;

namespace Attendance.Modules.Tests.Partners;

/// <summary>Who is taken to school, and by which code a failed service is marked: boundaries by distance, age and date.</summary>
public sealed class TransportPolicyTests
{
    private static readonly DateOnly Born = new(1998, 10, 16);

    [Theory]
    [Trait("Row", "S165")]
    // Two miles until the day before the eighth birthday, three from then on.
    [InlineData("2006-10-15", 3219, false, false, false, "WithinWalking")]
    [InlineData("2006-10-15", 3220, false, false, false, "Distance")]
    [InlineData("2006-10-16", 3220, false, false, false, "WithinWalking")]
    [InlineData("2006-10-16", 4828, false, false, false, "WithinWalking")]
    [InlineData("2006-10-16", 4829, false, false, false, "Distance")]
    [InlineData("2006-10-16", null, false, false, false, "NotMeasured")]
    [InlineData("2006-10-16", null, true, false, false, "SpecialNeeds")]
    [InlineData("2006-10-16", 100, false, true, false, "UnsafeRoute")]
    // A low income: from September 2007 under eleven, from September 2008 up to six miles.
    [InlineData("2007-08-31", 4000, false, false, true, "WithinWalking")]
    [InlineData("2007-09-01", 4000, false, false, true, "LowIncome")]
    [InlineData("2007-09-01", 3219, false, false, true, "WithinWalking")]
    [InlineData("2009-10-16", 4000, false, false, true, "LowIncome")]
    [InlineData("2003-01-01", 9000, false, false, false, "NotOfAge")]
    public void A_child_is_taken_by_distance_for_its_age_by_need_or_by_income_as_the_law_of_the_day_has_it(
        string on,
        int? metres,
        bool needs,
        bool isUnsafe,
        bool low,
        string basis
    ) => Assert.Equal(basis, TransportPolicy.Judge(new WayToSchool(metres, needs, isUnsafe, low), Born, DateOnly.Parse(on)).ToString());

    [Theory]
    [Trait("Row", "S165")]
    [InlineData("2006-10-16", true, "Y")]
    [InlineData("2024-08-18", true, "Y")]
    [InlineData("2024-08-18", false, "Y")]
    [InlineData("2024-08-19", true, "Y1")]
    [InlineData("2024-08-19", null, "Y1")]
    [InlineData("2024-08-19", false, "Y7")]
    public void A_failed_service_gives_the_code_that_is_valid_on_the_day(string on, bool? beyondWalking, string code) =>
        Assert.Equal(code, TransportPolicy.CodeOn(DateOnly.Parse(on), beyondWalking).Text);

    [Theory]
    [Trait("Row", "S166")]
    [InlineData(null, "", TransportPrompt.NotMeasured)]
    [InlineData(null, MarkerKinds.Sen, TransportPrompt.LooksEligible)]
    [InlineData(4000, "", null)]
    [InlineData(4000, MarkerKinds.FreeMeals, TransportPrompt.LooksEligible)]
    [InlineData(5000, "", TransportPrompt.LooksEligible)]
    internal void A_prompt_fires_by_what_is_known_of_way_and_markers(int? metres, string marker, TransportPrompt? prompt) =>
        Assert.Equal(
            prompt,
            TransportPrompts.Judge(
                new WayToSchool(metres, false, false, false),
                Born,
                new DateOnly(2007, 10, 1),
                marker.Length == 0 ? new HashSet<string>() : new HashSet<string> { marker }
            )
        );
}
