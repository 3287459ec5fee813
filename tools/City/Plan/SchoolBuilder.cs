using Attendance.City.Figures;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.City.Plan;

/// <summary>
/// Makes one school out of its row: a calendar as long as the row needs, families, and an enrolment with a budget for each of the row's enrolments,
/// and the children whom statistics do not count. Marks come later (<see cref="MarkPlacement"/>).
/// </summary>
internal sealed class SchoolBuilder(FigureRow row, int place, int seed)
{
    private readonly CityRandom _random = CityRandom.For(seed, row.School.Value, 1);
    private readonly TermDates _terms = new(row.Year);
    private ChildMaker? _children;

    private ChildMaker Children => _children ??= new ChildMaker(row.School, row.Year, _random);

    /// <summary>The school, or null when no year of marks can add up to the row.</summary>
    public CitySchool? Build()
    {
        var cohort = Cohort();
        var order = PersistentFirst(cohort);
        var persistentPropensity = order.Take(row.Persistent.Enrolments).Select(i => cohort[i].Propensity).ToList();
        var otherPropensity = order.Skip(row.Persistent.Enrolments).Select(i => cohort[i].Propensity).ToList();
        foreach (var days in Lengths())
        {
            var persistent = GroupBudgets.Divide(row.Persistent, persistent: true, days, persistentPropensity, _random);
            var others = GroupBudgets.Divide(row.Others, persistent: false, days, otherPropensity, _random);
            if (persistent is null || others is null)
                continue;
            var school = Open(days);
            foreach (var (i, budget) in order.Zip([.. persistent, .. others]).OrderBy(pair => pair.First))
                school.Enrolments.Add(Enrol(school, cohort[i], budget));
            GroupIntoClasses(school);
            SpellPlan.Share(row, school.Enrolments, _random);
            AddOutsideStatistics(school);
            return school;
        }
        return null;
    }

    /// <summary>Lengths of year to try, in whole days: a little longer than the average enrolment, then others.</summary>
    private IEnumerable<int> Lengths()
    {
        var most = _terms.DaysToBankHoliday.Count + _terms.SpareDays.Count + (row.HalfTerms == 6 ? _terms.DaysAfterBankHoliday.Count : 0);
        var usual = _terms.DaysToBankHoliday.Count + (row.HalfTerms == 6 ? _terms.DaysAfterBankHoliday.Count : 0);
        var least = Math.Max(Needed(row.Persistent), Needed(row.Others));
        var wanted = Math.Max(least, Math.Min(usual, (int)Math.Ceiling(least * 1.012)));
        for (var days = wanted; days <= Math.Min(most, wanted + 10); days++)
            yield return days;
        for (var days = wanted - 1; days >= least; days--)
            yield return days;

        static int Needed(GroupTotals group) =>
            group.Enrolments == 0 ? 1 : ((group.Possible + 1) / 2 + group.Enrolments - 1) / group.Enrolments;
    }

    /// <summary>The calendar: usual school days less INSET days and weeks on which this school is shut, more when the row needs more; some go on into June.</summary>
    private CitySchool Open(int days)
    {
        IReadOnlyList<DateOnly> usual =
            row.HalfTerms == 6 ? [.. _terms.DaysToBankHoliday, .. _terms.DaysAfterBankHoliday] : _terms.DaysToBankHoliday;
        var open = usual.ToList();
        var closed = new List<DateOnly>();
        if (days > usual.Count)
            open.AddRange(_terms.SpareDays.OrderBy(day => Distance(day, usual)).ThenBy(day => day).Take(days - usual.Count));
        open.Sort();
        // Up to eight days are INSET and the like, spread over the year; more mean that the school opened late or shut early.
        var shut = open.Count - days;
        for (var inset = Math.Min(shut, 8); inset > 0; inset--, shut--)
            Close(inset % 2 == 0 || open.Count < 3 ? 0 : _random.Next(open.Count));
        var early = _random.Chance(0.3);
        for (; shut > 0; shut--)
            Close(early ? open.Count - 1 : 0);
        var counted = open.Count;
        if (row.HalfTerms == 5 && !early && _random.Chance(0.18))
            open.AddRange(_terms.DaysAfterBankHoliday.Take(10));
        return new CitySchool
        {
            Row = row,
            Name = Names.OfSchool(place, row.Phase, row.School.Value),
            Sessions = [.. open.SelectMany(day => new[] { new SessionKey(day, HalfDay.AM), new SessionKey(day, HalfDay.PM) })],
            CountedSessions = counted * 2,
            ClosedDays = [.. closed.Order()],
        };

        void Close(int index)
        {
            closed.Add(open[index]);
            open.RemoveAt(index);
        }

        static int Distance(DateOnly day, IReadOnlyList<DateOnly> days) => days.Min(d => Math.Abs(d.DayNumber - day.DayNumber));
    }

    /// <summary>The children of the row: year groups of about the same size, in families; the order is that of year groups.</summary>
    private List<Member> Cohort()
    {
        int[] years = row.Phase switch
        {
            "primary" => [1, 2, 3, 4, 5, 6],
            "secondary" => [7, 8, 9, 10, 11],
            "alternative-provision" => [9, 10, 11],
            _ => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        };
        var members = Enumerable
            .Range(0, row.All.Enrolments)
            .Select(i => new Member(years[i * years.Length / row.All.Enrolments]))
            .ToList();
        var homeless = new List<Member>(members);
        _random.Shuffle(homeless);
        for (var first = 0; first < homeless.Count; )
        {
            var size = _random.Share() switch
            {
                < 0.62 => 1,
                < 0.92 => 2,
                _ => 3,
            };
            var family = Children.Family();
            for (var i = 0; i < size && first < homeless.Count; i++)
            {
                // Brothers and sisters are seldom in the same year.
                for (var other = first + 1; i > 0 && other < Math.Min(first + 6, homeless.Count); other++)
                    if (homeless[first].Year == homeless[first - 1].Year && homeless[other].Year != homeless[first - 1].Year)
                        (homeless[first], homeless[other]) = (homeless[other], homeless[first]);
                var member = homeless[first++];
                member.Family = family;
                member.Propensity = (0.75 * family.Propensity) + (0.66 * _random.Normal());
            }
        }
        return members;
    }

    private static List<int> PersistentFirst(List<Member> cohort) =>
        [.. Enumerable.Range(0, cohort.Count).OrderByDescending(i => cohort[i].Propensity).ThenBy(i => i)];

    private CityEnrolment Enrol(CitySchool school, Member member, Budget budget)
    {
        var late = budget.Window < school.CountedSessions && _random.Chance(0.5);
        var first = late ? school.CountedSessions - budget.Window : 0;
        var leaves = !late && budget.Window < school.CountedSessions;
        var end = leaves ? budget.Window : school.Sessions.Length;
        var child = Children.Next(member.Year, member.Family!);
        return new CityEnrolment
        {
            School = school,
            Child = child,
            YearGroup = member.Year.ToString(),
            EntryDate = late ? school.Sessions[first].Date : FirstEntry(member.Year),
            LeavingDate = leaves ? school.Sessions[end - 1].Date : null,
            FirstSession = first,
            Marks = new byte[end - first],
            Budget = budget,
        };
    }

    /// <summary>The September in which a child of a year group came to a school of this phase.</summary>
    private DateOnly FirstEntry(int year)
    {
        var yearsHere = row.Phase switch
        {
            "secondary" => year - 7,
            "primary" => year,
            _ => _random.Next(year + 1),
        };
        return new DateOnly(row.Year.StartYear - yearsHere, 9, 1);
    }

    /// <summary>Classes of about 30: by year group, or across neighbouring years in a small school.</summary>
    private static void GroupIntoClasses(CitySchool school)
    {
        var years = school.Enrolments.GroupBy(e => e.YearGroup).ToList();
        var mixed =
            school.Phase != "secondary" && years.Exists(year => year.Count() / Math.Max(1, (year.Count() + 29) / 31) is < 18 or > 33);
        if (mixed)
        {
            var classes = Math.Max(1, (school.Enrolments.Count + 15) / 30);
            for (var i = 0; i < school.Enrolments.Count; i++)
                school.Enrolments[i].Group = $"Class {(i * classes / school.Enrolments.Count) + 1}";
            return;
        }
        foreach (var year in years)
        {
            var members = year.ToList();
            var classes = Math.Max(1, (members.Count + 29) / 31);
            for (var i = 0; i < members.Count; i++)
                members[i].Group = $"{year.Key}{(char)('A' + (i % classes))}";
        }
    }

    /// <summary>Reception, sixth form, boarders, guests and those who came in June: on the roll and marked, in no figure.</summary>
    private void AddOutsideStatistics(CitySchool school)
    {
        switch (row.Phase)
        {
            case "primary" when _random.Chance(0.4):
                Add(school, Math.Clamp(row.All.Enrolments / 7, 4, 30), year: 0, "RA");
                break;
            case "secondary":
                if (_random.Chance(0.3))
                    Add(school, 24, year: 12, "12A");
                if (_random.Chance(0.3))
                    Add(school, 3, year: 9, school.Enrolments.First(e => e.YearGroup == "9").Group, EnrolmentStatus.Guest);
                break;
            case "special" when _random.Chance(0.5):
                Add(school, 6, year: 8, "Boarders", boarder: true);
                break;
            default:
                break;
        }
        if (school.Sessions.Length > school.CountedSessions)
            Add(school, 2, row.Phase == "primary" ? 3 : 7, school.Enrolments[0].Group, first: school.CountedSessions);
    }

    private void Add(
        CitySchool school,
        int count,
        int year,
        string group,
        EnrolmentStatus status = EnrolmentStatus.Single,
        bool boarder = false,
        int first = 0
    )
    {
        for (var i = 0; i < count; i++)
        {
            school.Enrolments.Add(
                new CityEnrolment
                {
                    School = school,
                    Child = Children.Next(year, Children.Family()),
                    YearGroup = year == 0 ? "R" : year.ToString(),
                    Group = group,
                    Status = status,
                    Boarder = boarder,
                    EntryDate = first > 0 ? school.Sessions[first].Date : new DateOnly(row.Year.StartYear, 9, 1),
                    FirstSession = first,
                    Marks = new byte[school.Sessions.Length - first],
                }
            );
        }
    }

    /// <summary>A child of the row before it has a budget.</summary>
    private sealed class Member(int year)
    {
        public int Year { get; } = year;

        public CityFamily? Family { get; set; }

        public double Propensity { get; set; }
    }
}
