using Attendance.Schools.Contracts;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// The half-days that legal action may rest on. Only sessions whose code is unauthorised absence on that date, and only inside compulsory school age, are admitted;
/// everything else is kept aside with its reason, so that a reader sees what was left out. There is no other way to make one. Source: RULES 6.1, evidence rule.
/// </summary>
internal sealed class Evidence
{
    /// <summary>No half-days.</summary>
    public static readonly Evidence None = new([], 0, 0, 0);

    private Evidence(IReadOnlyList<ChildSession> admitted, int possible, int attended, int excluded)
    {
        Admitted = admitted;
        Possible = possible;
        Attended = attended;
        Excluded = excluded;
    }

    /// <summary>Unauthorised half-days in time order.</summary>
    public IReadOnlyList<ChildSession> Admitted { get; }

    /// <summary>Possible half-days of the period.</summary>
    public int Possible { get; }

    /// <summary>Half-days attended in the period.</summary>
    public int Attended { get; }

    /// <summary>Absences of the period that may not be used: authorised, or outside compulsory school age.</summary>
    public int Excluded { get; }

    /// <summary>Sifts a child's marks of a period, both days included.</summary>
    public static Evidence Of(IEnumerable<ChildSession> marks, DateOnly from, DateOnly to, DateOnly birthDate)
    {
        var admitted = new List<ChildSession>();
        var (possible, attended, excluded) = (0, 0, 0);
        foreach (var mark in marks.Where(mark => mark.Session.Date >= from && mark.Session.Date <= to).OrderBy(mark => mark.Session))
        {
            var kind = mark.Class;
            if (kind is MarkClass.Present or MarkClass.Approved or MarkClass.Authorised or MarkClass.Unauthorised)
                possible++;
            if (kind is MarkClass.Present or MarkClass.Approved)
                attended++;
            else if (kind is MarkClass.Unauthorised && SchoolAge.IsCompulsory(birthDate, mark.Session.Date))
                admitted.Add(mark);
            else if (kind is MarkClass.Unauthorised or MarkClass.Authorised)
                excluded++;
        }
        return new Evidence(admitted, possible, attended, excluded);
    }
}
