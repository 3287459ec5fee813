using System.Globalization;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Documents;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.TenDays;

/// <summary>
/// What the quarter's report says of a child that reached ten missed days, as it was known at an instant. Half-days are those of the year from 1 September to the end of the quarter.
/// <paramref name="ReachedWith"/>: the number of the session; <paramref name="Late"/>: the tenth day lies in an earlier quarter and was learned of in this one;
/// <paramref name="Action"/>: what the team does about it, as the team wrote it; null: nothing was written.
/// </summary>
internal sealed record TenDayEntry(
    string Name,
    string Upn,
    string? School,
    string? Unit,
    string Placement,
    string? SocialWorker,
    int Year,
    int ReachedWith,
    DateOnly ReachedOn,
    bool Late,
    int Possible,
    int Authorised,
    int Unauthorised,
    int Missed,
    string Pattern,
    string Reasons,
    string? Action
)
{
    /// <summary>The report of a quarter on paper and as a workbook.</summary>
    public static ReportDocument Document(Quarter quarter, DateTimeOffset knownAt, IReadOnlyList<TenDayEntry> entries) =>
        new(
            "Looked-after children who missed ten days",
            [
                $"Quarter: {quarter}.",
                $"As it was known on {SchoolClock.Local(knownAt).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture)}. What was recorded later is in later reports.",
                $"Children: {entries.Count}. Missed days are absences of every kind at every school since 1 September; two half-days are a day.",
            ],
            [
                new ReportTable(
                    "Children",
                    "Ten days",
                    [
                        new ReportColumn("Child", 0.19),
                        new ReportColumn("School, home", 0.17),
                        new ReportColumn("Reached", 0.12),
                        new ReportColumn("Days", 0.07),
                        new ReportColumn("Pattern and reasons", 0.27),
                        new ReportColumn("Action", 0.18),
                    ],
                    [
                        .. entries.Select(entry =>
                            (IReadOnlyList<object?>)
                                [
                                    $"{entry.Name}\n{entry.Upn}",
                                    $"{entry.School ?? "on no roll"}\n{entry.Unit ?? $"placement {entry.Placement}"}\n{entry.SocialWorker}".TrimEnd(),
                                    $"{new SessionKey(entry.ReachedWith)}{(entry.Late ? " (learned of later)" : "")}",
                                    entry.Missed / 2m,
                                    $"{entry.Pattern}\n{entry.Reasons}",
                                    entry.Action ?? "None was recorded by then.",
                                ]
                        ),
                    ],
                    "No looked-after child reached ten missed days."
                ),
            ],
            knownAt
        );
}
