using Attendance.City.Figures;
using Attendance.City.Plan;
using Attendance.SharedKernel;

namespace Attendance.City.LookedAfter;

/// <summary>
/// Makes the looked-after children of one published row, and nobody else, in schools of that year with its six half terms. Children of Year 11 leave before the second half of the summer term, which
/// the statistics do not count for them. Pure: the same row and seed give the same children.
/// </summary>
internal static class LookedAfterCity
{
    private const int ChildrenOfASchool = 12;
    private const int InsetDays = 8;

    /// <summary>The city. Throws <see cref="FormatException"/> when no year of marks adds up to the row.</summary>
    public static CityPlan Generate(LookedAfterRow row, int seed)
    {
        var random = CityRandom.For(seed, row.Year.StartYear, row.Possible);
        var years = Enumerable.Range(0, row.Pupils).Select(i => 1 + (i * 11 / row.Pupils)).ToList();
        var terms = new TermDates(row.Year);
        for (var shut = InsetDays; shut >= 0; shut--)
        {
            var (open, closed, before) = Calendar(terms, shut);
            var days = years.ConvertAll(year => year == 11 ? before : open.Count);
            if (LookedAfterBudgets.Divide(row, days, random) is not { } budgets)
                continue;
            var schools = years
                .Zip(budgets)
                .GroupBy(child => child.First >= 7)
                .SelectMany(phase => phase.Chunk(ChildrenOfASchool).Select(members => (Secondary: phase.Key, Members: members)))
                .Select((school, place) => School(row.Year, place, school.Secondary, school.Members, open, closed, seed))
                .ToList();
            foreach (var enrolment in schools.SelectMany(school => school.Enrolments))
                new MarkPlacement(enrolment, seed).Write();
            return new CityPlan(row.Year, seed, schools, []);
        }
        throw new FormatException($"No year of marks adds up to the row of {row.Year}, {row.Phase}.");
    }

    /// <summary>The open days, the closed ones, and how many of the open ones lie before the spring bank holiday.</summary>
    private static (List<DateOnly> Open, List<DateOnly> Closed, int Before) Calendar(TermDates terms, int shut)
    {
        var open = terms.DaysToBankHoliday.Concat(terms.DaysAfterBankHoliday).ToList();
        var closed = new List<DateOnly>();
        for (var inset = 0; inset < shut; inset++)
        {
            // The first day, and then some that lie evenly over the year.
            var at = inset * open.Count / Math.Max(1, shut);
            closed.Add(open[at]);
            open.RemoveAt(at);
        }
        return (open, closed, open.Count(day => day < terms.SpringBankHoliday));
    }

    private static CitySchool School(
        AcademicYear year,
        int place,
        bool secondary,
        (int Year, Budget Budget)[] members,
        List<DateOnly> open,
        List<DateOnly> closed,
        int seed
    )
    {
        var number = Laestab.From(355_0000 + (secondary ? 4900 : 2900) + place);
        var phase = secondary ? "secondary" : "primary";
        var sessions = open.SelectMany(day => new[] { new SessionKey(day, HalfDay.AM), new SessionKey(day, HalfDay.PM) }).ToArray();
        var school = new CitySchool
        {
            Row = Row(number, place, phase, year, [.. members.Select(member => member.Budget)]),
            Name = Names.OfSchool(place, phase, number.Value),
            Sessions = sessions,
            CountedSessions = sessions.Length,
            ClosedDays = [.. closed.Order()],
        };
        var random = CityRandom.For(seed, number.Value, 1);
        var children = new ChildMaker(number, year, random);
        foreach (var (taught, budget) in members)
        {
            var child = children.Next(taught, children.Family(), InCareSince(year, random));
            // Year 11 may come late as little as leave late: all its half-days lie before the bank holiday.
            var late = taught != 11 && budget.Window < sessions.Length && random.Chance(0.5);
            var first = late ? sessions.Length - budget.Window : 0;
            school.Enrolments.Add(
                new CityEnrolment
                {
                    School = school,
                    Child = child,
                    YearGroup = taught.ToString(),
                    Group = $"Class {taught}",
                    EntryDate = late ? sessions[first].Date : new DateOnly(year.StartYear, 9, 1),
                    LeavingDate = !late && budget.Window < sessions.Length ? sessions[budget.Window - 1].Date : null,
                    FirstSession = first,
                    Marks = new byte[budget.Window],
                    Budget = budget,
                }
            );
        }
        SpellPlan.Share(school.Row, school.Enrolments, random);
        return school;
    }

    /// <summary>In care for longer than the twelve months to 31 March of the year.</summary>
    private static DateOnly InCareSince(AcademicYear year, CityRandom random) =>
        new DateOnly(year.StartYear, 3, 1).AddDays(-random.Next(1500));

    /// <summary>What the school's marks add up to. The row names no reasons: mostly illness, and mostly no reason that anybody agreed to.</summary>
    private static FigureRow Row(Laestab school, int place, string phase, AcademicYear year, IReadOnlyList<Budget> budgets)
    {
        var all = Sum(budgets);
        var (ill, visits) = (all.Authorised * 7 / 10, all.Authorised / 5);
        var late = all.Unauthorised / 10;
        return new FigureRow(
            school,
            190_000 + place,
            phase,
            year,
            6,
            all,
            Sum([.. budgets.Where(budget => budget.Persistent)]),
            Codes("IMRSTHFEC", ('I', ill), ('M', visits), ('C', all.Authorised - ill - visits)),
            Codes("GUON", ('U', late), ('O', all.Unauthorised - late))
        );
    }

    private static GroupTotals Sum(IReadOnlyList<Budget> budgets) =>
        new(
            budgets.Count,
            budgets.Sum(budget => budget.Possible),
            budgets.Sum(budget => budget.Authorised),
            budgets.Sum(budget => budget.Unauthorised)
        );

    private static Dictionary<char, int> Codes(string all, params (char Code, int Sessions)[] some)
    {
        var codes = all.ToDictionary(code => code, _ => 0);
        foreach (var (code, sessions) in some)
            codes[code] = sessions;
        return codes;
    }
}
