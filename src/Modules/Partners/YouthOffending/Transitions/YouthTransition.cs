using System.ComponentModel;
using System.Globalization;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.YouthOffending.Transitions;

/// <summary>
/// The way of a young person from custody to a school. <paramref name="WeeklyHours"/>: of education in the setting. <paramref name="School"/>: null: no place yet. <paramref name="FirstMark"/>: the first
/// half-day from the release on with a mark that counts; <paramref name="FirstAttended"/>: the first that was attended.
/// </summary>
internal sealed record YouthTransition(
    long Id,
    string Agreement,
    PupilId Pupil,
    string Setting,
    int WeeklyHours,
    DateOnly ReleaseOn,
    Laestab? School,
    DateOnly? StartsOn,
    SessionKey? FirstMark,
    SessionKey? FirstAttended,
    long CaseManager,
    IReadOnlyList<DoneItem> Done
)
{
    /// <summary>Days before a release from which a missing school place is flagged. Ours: four weeks, in which a school can admit a pupil.</summary>
    public const int DaysForPlace = 28;

    /// <summary>Days before a release from which a checklist that is not complete is flagged.</summary>
    public const int DaysForChecklist = 7;

    /// <summary>Calendar days from the release to the first mark; null before.</summary>
    public int? DaysToFirstMark => FirstMark is { } mark ? mark.Date.DayNumber - ReleaseOn.DayNumber : null;

    /// <summary>The day on which the last item was done; null while one is not.</summary>
    public DateOnly? CompleteOn => Done.Count == Enum.GetValues<PreReleaseItem>().Length ? Done.Max(item => item.On) : null;

    /// <summary>Every item was done before the day of the release.</summary>
    public bool CompleteInTime => CompleteOn < ReleaseOn;

    /// <summary>What is late on a day.</summary>
    public IReadOnlyList<TransitionFlag> FlagsOn(DateOnly today)
    {
        var flags = new List<TransitionFlag>();
        if (School is null && FirstMark is null && today >= ReleaseOn.AddDays(-DaysForPlace))
            flags.Add(TransitionFlag.NoPlace);
        if (CompleteOn is null ? today >= ReleaseOn.AddDays(-DaysForChecklist) : !CompleteInTime)
            flags.Add(TransitionFlag.ChecklistLate);
        return flags;
    }

    /// <summary>A flag in words that name no child.</summary>
    public string Tell(TransitionFlag flag)
    {
        var day = ReleaseOn.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return flag switch
        {
            TransitionFlag.NoPlace => $"A young person is released on {day} and has no school place.",
            TransitionFlag.ChecklistLate =>
                $"A young person is released on {day}: {Done.Count} of {Enum.GetValues<PreReleaseItem>().Length} things to do before are done.",
        };
    }

    /// <summary>With the first marks from the release on, by the marks as they are now: a correction moves them too.</summary>
    public YouthTransition Seen(ChildSessions sessions)
    {
        var after = sessions
            .Sessions.Where(session => session.Session.Date >= ReleaseOn)
            .OrderBy(session => session.Session.Number)
            .ToList();
        return this with { FirstMark = First(after, counted: true), FirstAttended = First(after, counted: false) };
    }

    private static SessionKey? First(List<ChildSession> sessions, bool counted)
    {
        foreach (var session in sessions)
        {
            if (session.Class is MarkClass.Present or MarkClass.Approved || (counted && session.IsMissed))
                return session.Session;
        }
        return null;
    }
}

/// <summary>An item that was done.</summary>
internal sealed record DoneItem(PreReleaseItem Item, DateOnly On, string By);

/// <summary>What is late about a release.</summary>
[Description("What is late about a release.")]
internal enum TransitionFlag
{
    [Description("The release is within four weeks or past, and there is no school place.")]
    NoPlace,

    [Description("The checklist was not complete before the day of the release, or is not a week before it.")]
    ChecklistLate,
}

/// <summary>What is done before a young person leaves custody (S146). Stored by name.</summary>
[Description("What is done before a young person leaves custody.")]
internal enum PreReleaseItem
{
    [Description("The pre-release planning meeting was held.")]
    MeetingHeld,

    [Description("Work and attainment in the setting were sent to the school.")]
    RecordsSent,

    [Description("The school agreed to the first day and the timetable.")]
    TimetableAgreed,

    [Description("Somebody at the school is named to meet the young person.")]
    ContactNamed,

    [Description("The way to school is arranged.")]
    TravelArranged,

    [Description("The parents or carers know the plan.")]
    FamilyTold,
}
