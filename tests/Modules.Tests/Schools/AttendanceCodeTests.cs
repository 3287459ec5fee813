using Attendance.Schools.Contracts;
using Xunit;

namespace Attendance.Modules.Tests.Schools;

[Trait("Row", "S12")]
public sealed class AttendanceCodeTests
{
    [Theory]
    [InlineData("2007-02-05", "/\\L", "BDJPVW", "CEFHIMRST", "GNOU", "XYQ")]
    [InlineData("2012-02-06", "/\\L", "BJPVW", "CEFHIMRST", "GNOU", "DXYQ")]
    [InlineData("2014-02-03", "/\\L", "BJPVW", "CEHIMRST", "GNOU", "DXYQ")]
    [InlineData("2024-09-09", "/\\L", "BPVWK", "CEIMRST", "GNOU", "DXQ")]
    public void Single_letter_codes_count_by_the_era_of_the_session(
        string date,
        string present,
        string approved,
        string authorised,
        string unauthorised,
        string notPossible
    )
    {
        var day = DateOnly.Parse(date);
        All(present, MarkClass.Present);
        All(approved, MarkClass.Approved);
        All(authorised, MarkClass.Authorised);
        All(unauthorised, MarkClass.Unauthorised);
        // Q before 2024: the data file decides; RULES 2.2 calls it authorised then.
        All(day.Year < 2024 ? notPossible.Replace("Q", "") : notPossible, MarkClass.NotPossible);
        All("Z#", MarkClass.Administrative);
        All("-", MarkClass.Missing);

        void All(string codes, MarkClass expected)
        {
            foreach (var code in codes)
                Assert.Equal(expected, AttendanceCode.Parse(code.ToString()).ClassOn(day));
        }
    }

    [Theory]
    [InlineData("C1 C2 J1", MarkClass.Authorised)]
    [InlineData("Y1 Y2 Y3 Y4 Y5 Y6 Y7 Q", MarkClass.NotPossible)]
    [InlineData("K", MarkClass.Approved)]
    public void Codes_of_August_2024_have_their_classes(string codes, MarkClass expected)
    {
        foreach (var text in codes.Split(' '))
        {
            var code = AttendanceCode.Parse(text);
            Assert.Equal(expected, code.ClassOn(new DateOnly(2024, 8, 19)));
            if (text != "Q")
                Assert.True(code.IsBefore(new DateOnly(2024, 8, 18)));
        }
    }

    [Fact]
    public void D_counts_as_attended_until_31_August_2011_and_not_at_all_after()
    {
        var d = AttendanceCode.Parse("D");
        Assert.Equal(MarkClass.Approved, d.ClassOn(new DateOnly(2011, 8, 31)));
        Assert.Equal(MarkClass.NotPossible, d.ClassOn(new DateOnly(2011, 9, 1)));
    }

    [Theory]
    [InlineData("H", "2024-09-09", MarkClass.Authorised)]
    [InlineData("J", "2024-09-09", MarkClass.Approved)]
    [InlineData("F", "2014-09-08", MarkClass.Authorised)]
    public void Withdrawn_code_keeps_its_last_class_and_says_so(string text, string date, MarkClass expected)
    {
        var code = AttendanceCode.Parse(text);
        Assert.True(code.IsWithdrawn(DateOnly.Parse(date)));
        Assert.Equal(expected, code.ClassOn(DateOnly.Parse(date)));
    }

    [Fact]
    public void Ids_never_change()
    {
        Assert.Equal(39, AttendanceCode.All.Count());
        Assert.Equal((1, 2, 13, 18, 39), (Id("/"), Id("\\"), Id("I"), Id("N"), Id("-")));
        Assert.All(AttendanceCode.All, code => Assert.Equal(code, AttendanceCode.Parse(code.Text)));

        static int Id(string text) => AttendanceCode.Parse(text).Id;
    }

    [Theory]
    [InlineData("i")]
    [InlineData(" I")]
    [InlineData("I ")]
    [InlineData("ZZ")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_but_an_exact_code_is_refused(string? text) => Assert.False(AttendanceCode.TryParse(text, out _));
}
