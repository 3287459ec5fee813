using Attendance.City.Figures;
using Attendance.City.Plan;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Flags;

/// <summary>A list that cries wolf is no list: the severities are set so that few children of the simulated city need action at one time.</summary>
[Trait("Row", "S94")]
public sealed class CityFlagsTests
{
    [Fact]
    public void Action_flags_are_open_on_at_most_a_twentieth_of_the_children_at_any_half_term_end()
    {
        var city = CityGenerator.Generate(FigureFile.Read(FigureFile.Salford2006));
        var calendars = city.Schools.ToDictionary(
            school => school.Laestab,
            school => new SchoolCalendar(
                school.Laestab,
                1,
                [
                    .. school.Sessions.Select(session => new CalendarSession(
                        session,
                        Open: true,
                        CitySchool.StartOf(session.Half),
                        CitySchool.CloseOf(session.Half)
                    )),
                ]
            )
        );
        // Every tenth child, with every enrolment of that child.
        var children = city.Enrolments.GroupBy(enrolment => enrolment.Child).Where((_, i) => i % 10 == 0).ToList();
        var ends = Enum.GetValues<HalfTerm>().Select(half => StatisticalPeriods.LastDay(city.Year, half)).ToList();
        var inAction = new int[ends.Count];
        foreach (var child in children)
        {
            var context = new PupilContext(
                new PupilId(1),
                child.Key.BirthDate,
                [
                    .. child.Select(at => new Enrolment(
                        at.School.Laestab,
                        new PupilId(1),
                        at.EntryDate,
                        at.LeavingDate,
                        at.Status,
                        at.Boarder,
                        at.YearGroup,
                        at.Group
                    )),
                ],
                school => calendars[school]
            );
            var state = new PupilState();
            for (var half = 0; half < ends.Count; half++)
            {
                var from = half == 0 ? DateOnly.MinValue : ends[half - 1];
                foreach (var at in child)
                    PupilFold.Apply(
                        state,
                        context,
                        at.School.Laestab,
                        half + 1,
                        at.Marks.Select((code, i) => new MarkChange(at.School.Sessions[at.FirstSession + i], code))
                            .Where(mark => mark.Code != 0 && mark.Session.Date > from && mark.Session.Date <= ends[half])
                            .ToArray()
                    );
                if (PupilFold.Current(state, context).Severity == FlagSeverity.Action)
                    inAction[half]++;
            }
        }
        Assert.All(inAction, count => Assert.InRange(20 * count, 1, children.Count));
    }
}
