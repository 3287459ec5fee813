using System.Globalization;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Documents;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.Updates;

/// <summary>
/// What a termly update says of a looked-after child, as it was known at the end of the term. Half-days are those of the term; <paramref name="PossibleBefore"/> and
/// <paramref name="MissedBefore"/>: of the term before; <paramref name="MissedInYear"/>: since 1 September, those that count for the ladder.
/// </summary>
internal sealed record UpdateEntry(
    string Name,
    string Upn,
    string? School,
    string? Unit,
    string? SocialWorker,
    string? KeyWorker,
    int Possible,
    int Authorised,
    int Unauthorised,
    int PossibleBefore,
    int MissedBefore,
    int MissedInYear,
    string Pattern,
    string Reasons
)
{
    /// <summary>Half-days missed in the term.</summary>
    public int Missed => Authorised + Unauthorised;

    /// <summary>Attended of possible in the term, in per cent to 1 place; null without a possible half-day.</summary>
    public decimal? Attendance => AbsenceRate.Percent(Possible - Missed, Possible, 1);

    /// <summary>The same of the term before.</summary>
    public decimal? AttendanceBefore => AbsenceRate.Percent(PossibleBefore - MissedBefore, PossibleBefore, 1);

    /// <summary>Where the child stands on the ladder, in words.</summary>
    public string Ladder =>
        MissedInYear >= LadderStep.TwentyFiveDays ? "25 days reached"
        : MissedInYear >= LadderStep.TenDays ? "10 days reached"
        : "below 10 days";

    /// <summary>An update on paper and as a workbook. <paramref name="of"/>: whose children these are.</summary>
    public static ReportDocument Document(Term term, string of, DateTimeOffset knownAt, IReadOnlyList<UpdateEntry> entries) =>
        new(
            $"{term}: attendance of looked-after children",
            [
                $"For {of}.",
                $"As it was known on {SchoolClock.Local(knownAt).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture)}.",
                "Days missed in the year are absences of every kind at every school since 1 September; two half-days are a day.",
            ],
            [
                new ReportTable(
                    "Children",
                    "Children",
                    [
                        new ReportColumn("Child", 0.16),
                        new ReportColumn("School", 0.14),
                        new ReportColumn("Attendance %", 0.11),
                        new ReportColumn("Term before %", 0.1),
                        new ReportColumn("Days missed in the year", 0.1),
                        new ReportColumn("Ladder", 0.11),
                        new ReportColumn("Pattern and reasons", 0.28),
                    ],
                    [
                        .. entries.Select(entry =>
                            (IReadOnlyList<object?>)
                                [
                                    entry.Name,
                                    entry.School ?? "on no roll",
                                    entry.Attendance,
                                    entry.AttendanceBefore,
                                    entry.MissedInYear / 2m,
                                    entry.Ladder,
                                    $"{entry.Pattern}\n{entry.Reasons}".TrimEnd(),
                                ]
                        ),
                    ],
                    "No looked-after child."
                ),
            ],
            knownAt
        );
}
