using System.ComponentModel;
using System.Globalization;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Enforcement;

[Description("Matters of one way, at one school, that stand alike.")]
internal sealed record OutcomeRow(
    [property: Description("The way of enforcement.")] string Title,
    [property: Description("Where they stand.")] string Stands,
    [property: Description("The school's number; null: the child was on no roll.")] string? School,
    [property: Description("How many.")] int Matters,
    [property: Description("Pounds paid or fined.")] decimal Amount,
    [property: Description("Costs awarded, in pounds.")] decimal Costs,
    [property: Description("Days from the case to the first step, on average.")] int DaysToDecision,
    [property: Description("Days from the case to the hearing, on average of those that have one; null: none has.")] int? DaysToCourt,
    [property: Description("Hearings later than the time that the authority sets itself from the case to court.")] int LateInCourt
)
{
    /// <summary>Groups matters; the rows add up to them.</summary>
    public static IReadOnlyList<OutcomeRow> Of(IEnumerable<OutcomeLine> lines, EnforcementOptions options) =>
        [
            .. lines
                .GroupBy(line => (line.Track, line.Stage, line.SchoolId))
                .Select(rows =>
                {
                    var toCourt = rows.Where(row => row.HearingOn is not null)
                        .Select(row => row.HearingOn!.Value.DayNumber - row.CaseOpenedOn.DayNumber)
                        .ToList();
                    return new OutcomeRow(
                        MatterWords.Title(Stored.Read<Track>(rows.Key.Track)),
                        MatterWords.Stands(Stored.Read<Stage>(rows.Key.Stage)),
                        rows.Key.SchoolId?.ToString(CultureInfo.InvariantCulture),
                        rows.Count(),
                        rows.Sum(row => row.Amount ?? 0),
                        rows.Sum(row => row.Costs ?? 0),
                        (int)Math.Round(rows.Average(row => row.OpenedOn.DayNumber - row.CaseOpenedOn.DayNumber)),
                        toCourt.Count == 0 ? null : (int)Math.Round(toCourt.Average()),
                        toCourt.Count(days => days > options.FastTrackWeeks * 7)
                    );
                }),
        ];
}

/// <summary>A matter as the report reads it.</summary>
internal sealed class OutcomeLine
{
    public string Track { get; init; } = "";
    public string Stage { get; init; } = "";
    public long? SchoolId { get; init; }
    public decimal? Amount { get; init; }
    public decimal? Costs { get; init; }
    public DateOnly OpenedOn { get; init; }
    public DateOnly? HearingOn { get; init; }
    public DateOnly CaseOpenedOn { get; init; }
}
