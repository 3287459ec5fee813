using Attendance.City.Figures;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.City.Plan;

/// <summary>A simulated city for one school year: schools in the file's order, their rolls, and every mark. Same file and seed, same city.</summary>
internal sealed record CityPlan(AcademicYear Year, int Seed, IReadOnlyList<CitySchool> Schools, IReadOnlyList<RefusedRow> Refused)
{
    /// <summary>Every enrolment of every school.</summary>
    public IEnumerable<CityEnrolment> Enrolments => Schools.SelectMany(school => school.Enrolments);

    /// <summary>Every child once, in the order of first appearance.</summary>
    public IEnumerable<CityChild> Children => Enrolments.Select(enrolment => enrolment.Child).Distinct();
}

/// <summary>A school: its row, its calendar and its roll.</summary>
internal sealed class CitySchool
{
    /// <summary>The published row that its marks add up to.</summary>
    public required FigureRow Row { get; init; }

    public required string Name { get; init; }

    /// <summary>Every open session of the year, in order. A mark belongs to one of them by its place.</summary>
    public required SessionKey[] Sessions { get; init; }

    /// <summary>How many of them, from the first, fall in the statistical period.</summary>
    public required int CountedSessions { get; init; }

    /// <summary>Weekdays in term on which this school is shut (INSET, late opening): closed lines of the calendar.</summary>
    public required IReadOnlyList<DateOnly> ClosedDays { get; init; }

    public List<CityEnrolment> Enrolments { get; } = [];

    public Laestab Laestab => Row.School;

    public string Phase => Row.Phase;

    /// <summary>When a half-day starts, England's time.</summary>
    public static TimeOnly StartOf(HalfDay half) => half == HalfDay.AM ? new TimeOnly(8, 50) : new TimeOnly(13, 0);

    /// <summary>When its register closes.</summary>
    public static TimeOnly CloseOf(HalfDay half) => StartOf(half).AddMinutes(30);
}

/// <summary>Children who live together; what they have in common makes them alike.</summary>
internal sealed class CityFamily
{
    /// <summary>Seeds what the family does together: the weeks of a holiday, the days of a cold.</summary>
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>How much its children miss, as deviations from the usual.</summary>
    public required double Propensity { get; init; }
}

/// <summary>A child: one person, however many rolls hold him or her.</summary>
internal sealed class CityChild
{
    public required Upn Upn { get; init; }

    /// <summary>A temporary UPN that the child had before, or null.</summary>
    public Upn? FormerUpn { get; init; }

    public required string GivenName { get; init; }

    public required DateOnly BirthDate { get; init; }

    /// <summary>F or M.</summary>
    public required char Sex { get; init; }

    public required CityFamily Family { get; init; }

    /// <summary>When the authority began to look after the child; null for most.</summary>
    public DateOnly? LookedAfterFrom { get; init; }
}

/// <summary>A child's time on one school's roll, and a mark for each open session of it.</summary>
internal sealed class CityEnrolment
{
    public required CitySchool School { get; init; }

    /// <summary>Whose enrolment it is. Changes once, while the city is made, when a joiner turns out to be another school's leaver.</summary>
    public required CityChild Child { get; set; }

    public required DateOnly EntryDate { get; set; }

    /// <summary>Last day on roll, or null when still there at the end of the year.</summary>
    public DateOnly? LeavingDate { get; set; }

    public EnrolmentStatus Status { get; set; } = EnrolmentStatus.Single;

    public bool Boarder { get; init; }

    /// <summary>National Curriculum year as taught: R, 1 to 13.</summary>
    public required string YearGroup { get; init; }

    /// <summary>The class whose register holds the child.</summary>
    public string Group { get; set; } = "";

    /// <summary>Place in <see cref="CitySchool.Sessions"/> of the first mark.</summary>
    public required int FirstSession { get; init; }

    /// <summary>Code ids (<see cref="AttendanceCode.Id"/>), one for each session from <see cref="FirstSession"/> on.</summary>
    public required byte[] Marks { get; init; }

    /// <summary>One past the last session with a mark.</summary>
    public int EndSession => FirstSession + Marks.Length;

    /// <summary>The mark of one of the school's sessions, or null when not on roll then.</summary>
    public AttendanceCode? MarkAt(int session) =>
        session >= FirstSession && session < EndSession ? AttendanceCode.FromId(Marks[session - FirstSession]) : null;

    /// <summary>What the enrolment must add up to; null for a child outside the statistics.</summary>
    internal Budget? Budget { get; init; }

    /// <summary>For a child on two rolls: true where a session belongs to the other school, which this one codes D.</summary>
    internal bool[]? Elsewhere { get; set; }

    /// <summary>The other school's enrolment of a child who moved or is on two rolls.</summary>
    internal CityEnrolment? Other { get; set; }
}
