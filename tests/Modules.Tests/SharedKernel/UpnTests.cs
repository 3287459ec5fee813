using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.SharedKernel;

public sealed class UpnTests
{
    [Theory]
    [InlineData("R201100018042")]
    [InlineData("T20110001804V")]
    [InlineData("H801200001001")]
    [InlineData("B801200005001")]
    [InlineData("D355200100001")]
    [InlineData("P207000016049")]
    public void Right_check_letter_is_accepted(string text)
    {
        Assert.True(Upn.TryParse(text, out var upn));
        Assert.Equal(text, upn.Value);
        Assert.Equal(text, Upn.FromBody(text[1..])!.Value.Value);
    }

    [Theory]
    [InlineData("A801200005001")]
    [InlineData("X80120000A001")]
    [InlineData("Q207000016049")] // two vendors' worked example, with a wrong sum
    [InlineData("I201100018042")]
    [InlineData("R20110001804")]
    [InlineData("R2011000180422")]
    [InlineData("T20110001804O")]
    [InlineData("T20110001804S")]
    [InlineData("")]
    [InlineData(null)]
    public void Wrong_check_letter_or_form_is_refused(string? text) => Assert.False(Upn.TryParse(text, out _));

    [Fact]
    public void Lower_case_and_blanks_around_are_normalised()
    {
        Assert.True(Upn.TryParse(" t20110001804v ", out var upn));
        Assert.Equal("T20110001804V", upn.Value);
        Assert.True(upn.IsTemporary);
        Assert.False(Upn.Parse("R201100018042").IsTemporary);
    }
}
