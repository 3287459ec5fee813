using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>Running totals of a pupil's state: the child in the year of the last judged session, and every school year at every school.</summary>
internal sealed class Totals
{
    private SchoolYear[] _schoolYears = [];

    /// <summary>The school year of the child's totals.</summary>
    public AcademicYear Year { get; private set; } = new(1);

    /// <summary>Session numbers of <see cref="Year"/>: from this one,</summary>
    public int From { get; private set; }

    /// <summary>to before this one.</summary>
    public int Before { get; private set; }

    /// <summary>The child, over all schools, in <see cref="Year"/>, up to the last judged session.</summary>
    public Counts Child;

    /// <summary>The same, in the half terms that the year's statistics count for a child of this age.</summary>
    public Counts Measured;

    /// <summary>Sessions of <see cref="Year"/> whose mark in the child's view is "no value yet".</summary>
    public int Missing { get; set; }

    /// <summary>Age that the statistics of <see cref="Year"/> use.</summary>
    public int StatisticalAge { get; private set; }

    public IReadOnlyList<SchoolYear> SchoolYears => _schoolYears;

    /// <summary>Forgets the child's totals, to count them again from the first session on; the schools' stay.</summary>
    public void RestartChild()
    {
        Year = new AcademicYear(1);
        (From, Before, Missing, StatisticalAge) = (0, 0, 0, 0);
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
            Before = (Year.LastDay.DayNumber + 1) * 2;
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
        foreach (var known in _schoolYears)
        {
            if (known.School == school && session >= known.From && session < known.Before)
                return known;
        }
        var added = new SchoolYear(school, StatisticalPeriods.YearOf(session >> 1));
        _schoolYears = [.. _schoolYears, added];
        return added;
    }

    /// <summary>One child at one school in one school year.</summary>
    internal sealed class SchoolYear(int school, AcademicYear year)
    {
        public int School { get; } = school;

        public AcademicYear Year { get; } = year;

        public int From { get; } = year.FirstDay.DayNumber * 2;

        public int Before { get; } = (year.LastDay.DayNumber + 1) * 2;

        public Counts Counts;

        public int Missing { get; private set; }

        public int LateBeforeClose { get; private set; }

        public int LateAfterClose { get; private set; }

        public byte[] Detail { get; private set; } = PackedCounts.Empty;

        public void Add(int session, MarkClass markClass, byte code, int by)
        {
            Counts.Add(markClass, by);
            if (markClass == MarkClass.Missing)
                Missing += by;
            if (code == PupilView.L)
                LateBeforeClose += by;
            else if (code == PupilView.U)
                LateAfterClose += by;
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
                Missing,
                LateBeforeClose,
                LateAfterClose,
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
