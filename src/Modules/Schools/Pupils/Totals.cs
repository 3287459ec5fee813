using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>Running totals of a pupil's state: the child in the year of the last judged session, and every school year at every school.</summary>
internal sealed class Totals
{
    private SchoolYear? _newest;

    /// <summary>The school year of the child's totals.</summary>
    public AcademicYear Year { get; private set; } = new(1);

    /// <summary>The first session number of <see cref="Year"/>.</summary>
    public int From { get; private set; }

    /// <summary>The first session number after <see cref="Year"/>; 0 before any session.</summary>
    public int Before => From == 0 ? 0 : (Year.LastDay.DayNumber + 1) * 2;

    /// <summary>The child, over all schools, in <see cref="Year"/>, up to the last judged session.</summary>
    public Counts Child;

    /// <summary>The same, in the half terms that the year's statistics count for a child of this age.</summary>
    public Counts Measured;

    /// <summary>Sessions of <see cref="Year"/> whose mark in the child's view is "no value yet".</summary>
    public int Missing { get; set; }

    /// <summary>Age that the statistics of <see cref="Year"/> use.</summary>
    public int StatisticalAge { get; private set; }

    /// <summary>Every school year at every school, in the order in which they were begun.</summary>
    public IReadOnlyList<SchoolYear> SchoolYears
    {
        get
        {
            var years = new List<SchoolYear>();
            for (var year = _newest; year is not null; year = year.Earlier)
                years.Add(year);
            years.Reverse();
            return years;
        }
    }

    /// <summary>Forgets the child's totals, to count them again from the first session on; the schools' stay.</summary>
    public void RestartChild()
    {
        Year = new AcademicYear(1);
        (From, Missing, StatisticalAge) = (0, 0, 0);
        (Child, Measured) = (default, default);
    }

    /// <summary>Adds a possible session of the child. True when it starts a new school year.</summary>
    public bool Add(int session, MarkClass markClass, PupilContext context)
    {
        var started = session >= Before || session < From;
        if (started)
        {
            Year = StatisticalPeriods.YearOf(session >> 1);
            From = Year.FirstDay.DayNumber * 2;
            Child = default;
            Measured = default;
            StatisticalAge = SchoolAge.Statistical(context.BirthDate, Year);
        }
        Child.Add(markClass, 1);
        if (StatisticalPeriods.Counts(Year, StatisticalPeriods.HalfTermOf(session >> 1), StatisticalAge))
            Measured.Add(markClass, 1);
        return started;
    }

    /// <summary>The totals of a school in the year of a session.</summary>
    public SchoolYear At(int school, int session)
    {
        for (var known = _newest; known is not null; known = known.Earlier)
        {
            if (known.School == school && known.Has(session))
                return known;
        }
        return _newest = new SchoolYear(school, StatisticalPeriods.YearOf(session >> 1), _newest);
    }

    /// <summary>One child at one school in one school year. <paramref name="earlier"/>: the one that was begun before it, most children have none.</summary>
    internal sealed class SchoolYear(int school, AcademicYear year, SchoolYear? earlier = null)
    {
        private ushort _missing;
        private ushort _lateBeforeClose;
        private ushort _lateAfterClose;

        public SchoolYear? Earlier { get; } = earlier;

        public int School { get; } = school;

        public AcademicYear Year { get; } = year;

        public Counts Counts;

        public byte[] Detail { get; private set; } = PackedCounts.Empty;

        public bool Has(int session)
        {
            var day = session >> 1;
            return day >= Year.FirstDay.DayNumber && day <= Year.LastDay.DayNumber;
        }

        public void Add(int session, MarkClass markClass, byte code, int by)
        {
            Counts.Add(markClass, by);
            if (markClass == MarkClass.Missing)
                _missing = checked((ushort)(_missing + by));
            if (code == PupilView.L)
                _lateBeforeClose = checked((ushort)(_lateBeforeClose + by));
            else if (code == PupilView.U)
                _lateAfterClose = checked((ushort)(_lateAfterClose + by));
            Detail = PackedCounts.Add(Detail, StatisticalPeriods.HalfTermOf(session >> 1), markClass, code, by);
        }

        public EnrolmentStanding ToStanding(PupilId pupil) =>
            new(
                Laestab.From(School),
                Year,
                pupil,
                Counts.Possible,
                Counts.Attended,
                Counts.Authorised,
                Counts.Unauthorised,
                _missing,
                _lateBeforeClose,
                _lateAfterClose,
                Detail
            );
    }
}

/// <summary>Sessions by how they count. Attended and absent make the possible ones.</summary>
internal struct Counts
{
    public int Attended;
    public int Authorised;
    public int Unauthorised;

    public readonly int Absent => Authorised + Unauthorised;

    public readonly int Possible => Attended + Authorised + Unauthorised;

    public void Add(MarkClass markClass, int by)
    {
        switch (markClass)
        {
            case MarkClass.Present:
            case MarkClass.Approved:
                Attended += by;
                break;
            case MarkClass.Authorised:
                Authorised += by;
                break;
            case MarkClass.Unauthorised:
                Unauthorised += by;
                break;
            case MarkClass.Missing:
            case MarkClass.NotPossible:
            case MarkClass.Administrative:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(markClass));
        }
    }
}
