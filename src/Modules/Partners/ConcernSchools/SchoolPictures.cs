using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolImprovement;
using Attendance.Partners.SchoolVisits;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.ConcernSchools;

/// <summary>Reads every school's attendance as it stands today, from the registers of the school year and of the last three terms.</summary>
internal sealed class SchoolPictures(SchoolList schools, EffectFigures registers, AbsenceFigures absence, SchoolClock clock)
{
    private const int Terms = 3;

    /// <summary>Every school, by number.</summary>
    public async Task<IReadOnlyList<(SchoolInput School, SchoolPicture Picture, ILookup<Laestab, HalfDayCounts> Registers)>> ReadAsync(
        CancellationToken cancellation
    )
    {
        var today = clock.Today;
        var year = AcademicYear.Of(today).FirstDay;
        var terms = TermsTo(today);
        var read = await registers.RegistersAsync(terms[0].From < year ? terms[0].From : year, today);
        var counted = await absence.BySchoolAsync(absence.Year);
        var all = await schools.ListAsync(cancellation);
        var own = all.ToDictionary(
            school => school.School,
            school => HalfDays.Sum(read[school.School].Where(register => register.Session.Date >= year))
        );
        return
        [
            .. all.Select(school =>
                (
                    school,
                    new SchoolPicture(
                        own[school.School],
                        all.Where(other => other.Phase == school.Phase)
                            .Aggregate(default(HalfDays), (sum, other) => sum + own[other.School]),
                        school.Phase.Text(),
                        counted.GetValueOrDefault(school.School).Enrolments,
                        counted.GetValueOrDefault(school.School).Persistent,
                        [
                            .. terms.Select(term =>
                                (
                                    term.Name,
                                    HalfDays.Sum(
                                        read[school.School]
                                            .Where(register => register.Session.Date >= term.From && register.Session.Date <= term.To)
                                    )
                                )
                            ),
                        ]
                    ),
                    read
                )
            ),
        ];
    }

    /// <summary>The term of a day and the two before it, the earliest first: "autumn 2006".</summary>
    public static IReadOnlyList<(string Name, DateOnly From, DateOnly To)> TermsTo(DateOnly day)
    {
        var terms = new List<(string, DateOnly, DateOnly)>();
        for (var count = 0; count < Terms; count++)
        {
            var from = VisitDuty.FirstDayOfTerm(day);
            terms.Insert(
                0,
                ($"{StatisticalPeriods.TermOf(day).ToString().ToLowerInvariant()} {day.Year}", from, VisitDuty.LastDayOfTerm(day))
            );
            day = from.AddDays(-1);
        }
        return terms;
    }
}
