namespace Attendance.Schools.Rolls;

/// <summary>Moves a child between groups on a date, so that the group of every earlier day stays what it was. Pure.</summary>
internal static class GroupMoves
{
    /// <summary>
    /// The enrolment with the group counting from a day (no earlier than entry). What was recorded for later days is replaced; a move into the
    /// group where the child already was on the eve is no move.
    /// </summary>
    public static EnrolmentRow Move(EnrolmentRow enrolment, DateOnly from, string yearGroup, string? group)
    {
        if (from < enrolment.EntryDate)
            from = enrolment.EntryDate;
        var kept = new List<GroupSpell>();
        var start = enrolment.EntryDate;
        foreach (var spell in enrolment.Earlier.Append(new GroupSpell(DateOnly.MaxValue, enrolment.YearGroup, enrolment.Group)))
        {
            if (start >= from)
                break;
            kept.Add(spell.Until >= from ? spell with { Until = from.AddDays(-1) } : spell);
            if (spell.Until == DateOnly.MaxValue)
                break;
            start = spell.Until.AddDays(1);
        }
        if (kept.Count > 0 && kept[^1].YearGroup == yearGroup && kept[^1].Group == group)
            kept.RemoveAt(kept.Count - 1);
        return enrolment with { YearGroup = yearGroup, Group = group, Earlier = kept };
    }

    /// <summary>
    /// The day from which a changed group counts when nobody says: 1 September of this school year for a new year group, today for a new group of the
    /// same year. Never before the present group began, and a change after the child has left corrects the last group.
    /// </summary>
    public static DateOnly DefaultFrom(EnrolmentRow enrolment, string yearGroup, DateOnly today)
    {
        var from = yearGroup == enrolment.YearGroup ? today : new DateOnly(today.Month >= 8 ? today.Year : today.Year - 1, 9, 1);
        return from <= enrolment.GroupFrom || from > enrolment.LeavingDate ? enrolment.GroupFrom : from;
    }
}
