using System.ComponentModel;
using System.Globalization;
using Attendance.Partners.Sharing;

namespace Attendance.Partners.Connexions;

/// <summary>
/// How likely a young person is to be in no education, employment or training after school, as far as attendance tells: by half-days missed this school year, with the thresholds of persistent and severe absence
/// and half of the first for absence without leave. Compared in whole half-days. Pure, and made of what the agreement shows alone. Source: S200; the thresholds are ours, on RULES 4.
/// </summary>
internal static class NeetRule
{
    public const string Id = "NEET";
    public const int Version = 1;

    /// <summary>Possible half-days under which nothing is said: four school weeks.</summary>
    public const int Least = 40;

    /// <summary>Percent of possible half-days missed from which the risk is high, and raised; and missed without leave from which it is high.</summary>
    public const int HighPercent = 20;
    public const int RaisedPercent = 10;
    public const int HighWithoutLeavePercent = 10;

    /// <summary>The risk by the weeks of this school year, with the arithmetic in words.</summary>
    public static NeetRisk Of(IReadOnlyList<SharedWeek> weeks)
    {
        var unauthorised = weeks.Sum(week => week.Unauthorised);
        var missed = weeks.Sum(week => week.Authorised) + unauthorised;
        var possible = weeks.Sum(week => week.Present) + missed;
        var (level, sentence) =
            possible < Least ? (NeetLevel.NotKnown, $"{possible} possible half-days this school year are fewer than {Least}.")
            : Reaches(missed, HighPercent) ? (NeetLevel.High, $"Missed: {Tell(missed, HighPercent, true)}")
            : Reaches(unauthorised, HighWithoutLeavePercent)
                ? (NeetLevel.High, $"Missed without leave: {Tell(unauthorised, HighWithoutLeavePercent, true)}")
            : Reaches(missed, RaisedPercent) ? (NeetLevel.Raised, $"Missed: {Tell(missed, RaisedPercent, true)}")
            : (NeetLevel.Low, $"Missed: {Tell(missed, RaisedPercent, false)}");
        return new NeetRisk(Id, Version, level, possible, missed, unauthorised, sentence);

        bool Reaches(int count, int percent) => count * 100L >= (long)percent * possible;

        string Tell(int count, int percent, bool reaches) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} of {possible} half-days, and {count} × 100 = {count * 100L} is {(reaches ? "at least" : "less than")} {percent} × {possible} = {(long)percent * possible}."
            );
    }
}

[Description("How likely a young person is to be in no education, employment or training, by attendance.")]
internal enum NeetLevel
{
    [Description("High.")]
    High,

    [Description("Raised.")]
    Raised,

    [Description("Low.")]
    Low,

    [Description("Too few half-days to say.")]
    NotKnown,
}

[Description("The risk that a young person is in no education, employment or training after school, and what it rests on.")]
internal sealed record NeetRisk(
    [property: Description("The rule.")] string Rule,
    [property: Description("Its version.")] int Version,
    [property: Description("How likely.")] NeetLevel Level,
    [property: Description("Possible half-days this school year.")] int Possible,
    [property: Description("Half-days missed.")] int Missed,
    [property: Description("Half-days missed without leave.")] int Unauthorised,
    [property: Description("The arithmetic, as a sentence.")] string Sentence
);
