using System.Globalization;
using Attendance.Partners.Effects;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Documents;

namespace Attendance.Partners.Community;

/// <summary>The pack of an area on paper. Pure.</summary>
internal static class AreaPackDocument
{
    /// <summary>The pack on paper.</summary>
    public static ReportDocument Of(AreaPack pack, DateTimeOffset madeAt) =>
        new(
            $"{pack.Area}: attendance in {pack.Year}",
            [
                $"{pack.Schools} schools. Half-days of the school year so far, as the registers count now. Nothing is told of fewer than five children.",
                Effect.Caveat,
            ],
            [
                new ReportTable(
                    "Attendance by half term",
                    "Attendance",
                    [new("Half term", 2), new("Attendance %", 1), new("All schools %", 1), new("With leave", 1), new("Without leave", 1)],
                    [
                        .. pack.Terms.Select(term =>
                            (IReadOnlyList<object?>)
                                [
                                    NameOf(term.HalfTerm),
                                    Told(term.Percent),
                                    term.AllSchoolsPercent,
                                    Told(term.Authorised),
                                    Told(term.Unauthorised),
                                ]
                        ),
                    ],
                    "No half-day is counted yet."
                ),
                new ReportTable(
                    "Community sector meetings",
                    "Meetings",
                    [new("When", 1), new("Where", 1), new("What was agreed", 3), new("Open", 1)],
                    [
                        .. pack.Meetings.Select(meeting =>
                            (IReadOnlyList<object?>)[Day(meeting.On), meeting.Place, string.Join("; ", meeting.Agreed), meeting.Open]
                        ),
                    ],
                    "No meeting yet."
                ),
                new ReportTable(
                    "Events and campaigns",
                    "Events",
                    [new("When", 1), new("What", 2), new("Reached", 1), new("Change, points", 1)],
                    [.. pack.Campaigns.Select(each => (IReadOnlyList<object?>)[Day(each.From), each.Title, each.Reached, each.Change])],
                    "No event yet."
                ),
            ],
            madeAt
        );

    private static object Told(object? value) => value ?? "not told";

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static string NameOf(HalfTerm half) =>
        half switch
        {
            HalfTerm.Aut1 => "Autumn 1",
            HalfTerm.Aut2 => "Autumn 2",
            HalfTerm.Spr1 => "Spring 1",
            HalfTerm.Spr2 => "Spring 2",
            HalfTerm.Sum1 => "Summer 1",
            HalfTerm.Sum2 => "Summer 2",
        };
}
