using Attendance.Lac.Children;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Lac.Years;

/// <summary>
/// What the annual report says of a school year. Two measures, each with its own children. <see cref="Published"/>: children in care without a break for the twelve months to 31 March of the
/// year, as the Department for Education publishes looked-after children's absence since 2010. <see cref="Oc2"/>: children in care for the twelve months to the 30 September after the year, as
/// the OC2 return asked until 2009. Source: RULES 5.3. Pure.
/// </summary>
internal sealed record YearFigures(AcademicYear Year, CohortAbsence Published, Oc2Figures Oc2, IReadOnlyList<TermAbsence> Terms)
{
    /// <summary>National percentage of OC2 in 2005, the line to compare with. Source: RULES 5.3.</summary>
    public const decimal Benchmark = 13;

    /// <summary>The children of the year's first measure are those in care for the twelve months to this day.</summary>
    public static DateOnly PublishedOn(AcademicYear year) => new(year.StartYear + 1, 3, 31);

    /// <summary>The same of OC2.</summary>
    public static DateOnly Oc2On(AcademicYear year) => new(year.StartYear + 1, 9, 30);

    /// <summary>Counts a year.</summary>
    public static YearFigures Of(AcademicYear year, IReadOnlyCollection<YearChild> children)
    {
        var published = children
            .Where(child => IsLookedAfter(child.Care, PublishedOn(year)))
            .Select(child => Statistical(child, year))
            .OfType<ChildAbsence>()
            .ToList();
        var oc2 = children
            .Where(child => IsLookedAfter(child.Care, Oc2On(year)) && SchoolAge.InStatistics(child.Sessions.BirthDate, year))
            .ToList();
        var first = new LacYear(year.StartYear).FirstDay;
        return new YearFigures(
            year,
            CohortAbsence.Of(published),
            new Oc2Figures(oc2.Count, oc2.Count(child => child.Sessions.Count(first, year.LastDay).Missed >= LadderStep.TwentyFiveDays)),
            [
                .. Enum.GetValues<SchoolTerm>()
                    .Select(term => new TermAbsence(
                        term,
                        published.Sum(child => child.ByTerm[(int)term].Possible),
                        published.Sum(child => child.ByTerm[(int)term].Missed)
                    )),
            ]
        );
    }

    /// <summary>
    /// True when a child was in care without a break for the twelve months to a day. Two times in care that meet, one ending the day before or the day on which the next begins, are no break. Agreed short
    /// breaks (legal status V3 and V4) are left out, as the return leaves them out.
    /// </summary>
    public static bool IsLookedAfter(IReadOnlyList<CareEpisode> care, DateOnly day)
    {
        var since = day.AddYears(-1).AddDays(1);
        foreach (var episode in care.Where(episode => episode.LegalStatus is not ("V3" or "V4")).OrderBy(episode => episode.Started))
        {
            if (episode.Started > since)
                return false;
            if (episode.Ended is not { } ended || ended >= day)
                return true;
            if (ended >= since.AddDays(-1))
                since = ended.AddDays(1);
        }
        return false;
    }

    /// <summary>A child's half-days that the statistics of the year count; null: not of an age, or none was possible, and then it is in no figure.</summary>
    private static ChildAbsence? Statistical(YearChild child, AcademicYear year)
    {
        if (!SchoolAge.InStatistics(child.Sessions.BirthDate, year))
            return null;
        var age = SchoolAge.Statistical(child.Sessions.BirthDate, year);
        var halves = Enum.GetValues<HalfTerm>()
            .Where(half => StatisticalPeriods.Counts(year, half, age))
            .Select(half =>
                (Half: half, Counts: child.Sessions.Count(StatisticalPeriods.FirstDay(year, half), StatisticalPeriods.LastDay(year, half)))
            )
            .ToList();
        var terms = Enum.GetValues<SchoolTerm>()
            .Select(term => Sum(halves.Where(half => (int)half.Half / 2 == (int)term).Select(half => half.Counts)))
            .ToArray();
        var all = Sum(terms);
        return all.Possible == 0 ? null : new ChildAbsence(all, terms);
    }

    private static SessionCounts Sum(IEnumerable<SessionCounts> counts) =>
        counts.Aggregate(
            default(SessionCounts),
            (sum, own) =>
                new SessionCounts(sum.Attended + own.Attended, sum.Authorised + own.Authorised, sum.Unauthorised + own.Unauthorised)
        );
}

/// <summary>A child that was in care around a year, with its half-days of the year.</summary>
internal sealed record YearChild(IReadOnlyList<CareEpisode> Care, ChildSessions Sessions);

/// <summary>A child's half-days that count, of the year and of its three terms.</summary>
internal sealed record ChildAbsence(SessionCounts All, IReadOnlyList<SessionCounts> ByTerm);

/// <summary>
/// Absence of the children in care for twelve months, with the columns of the published file: pupils, half-days, and how many missed at least a tenth and at least half of their own possible
/// half-days. Percentages to 1 place, summed first.
/// </summary>
internal sealed record CohortAbsence(int Pupils, long Possible, long Authorised, long Unauthorised, int Persistent, int Severe)
{
    public long Overall => Authorised + Unauthorised;
    public decimal? OverallPercent => AbsenceRate.Percent(Overall, Possible, 1);
    public decimal? AuthorisedPercent => AbsenceRate.Percent(Authorised, Possible, 1);
    public decimal? UnauthorisedPercent => AbsenceRate.Percent(Unauthorised, Possible, 1);
    public decimal? PersistentPercent => AbsenceRate.Percent(Persistent, Pupils, 1);
    public decimal? SeverePercent => AbsenceRate.Percent(Severe, Pupils, 1);

    public static CohortAbsence Of(IReadOnlyCollection<ChildAbsence> children) =>
        new(
            children.Count,
            children.Sum(child => (long)child.All.Possible),
            children.Sum(child => (long)child.All.Authorised),
            children.Sum(child => (long)child.All.Unauthorised),
            children.Count(child => PersistentAbsence.IsTenPercent(child.All.Possible, child.All.Missed)),
            children.Count(child => PersistentAbsence.IsSevere(child.All.Possible, child.All.Missed))
        );
}

/// <summary>The OC2 measure: children of school age in care for twelve months, and those of them who missed at least 25 days.</summary>
internal sealed record Oc2Figures(int Pupils, int MissedTwentyFiveDays)
{
    public decimal? Percent => AbsenceRate.Percent(MissedTwentyFiveDays, Pupils, 1);
}

/// <summary>Half-days of the published measure's children in one term.</summary>
internal sealed record TermAbsence(SchoolTerm Term, long Possible, long Missed)
{
    public decimal? Percent => AbsenceRate.Percent(Missed, Possible, 1);
}
