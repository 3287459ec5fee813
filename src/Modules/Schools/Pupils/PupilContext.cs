using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// Everything outside the marks that the fold depends on. Immutable: when a roll, a calendar, a birth date, the contact log, a dismissal, a care plan or an option
/// changes, the grain builds a new one and calls <see cref="PupilFold.Refold"/>.
/// </summary>
internal sealed class PupilContext
{
    private static readonly ConditionalWeakTable<
        SchoolCalendar,
        ConcurrentDictionary<(DateOnly From, DateOnly? To, string YearGroup), Place[]>
    > Shared = [];

    // Most children have none of these.
    private readonly Records? _records;

    public PupilContext(
        PupilId pupil,
        DateOnly birthDate,
        IReadOnlyList<Enrolment> enrolments,
        Func<Laestab, SchoolCalendar?> calendar,
        FlagOptions? options = null,
        IReadOnlyList<AbsenceContact>? contacts = null,
        IReadOnlyList<FlagDismissal>? dismissals = null,
        IReadOnlyList<CarePlan>? carePlans = null
    )
    {
        Pupil = pupil;
        BirthDate = birthDate;
        Options = options ?? FlagOptions.Default;
        if (contacts is { Count: > 0 } || dismissals is { Count: > 0 } || carePlans is { Count: > 0 })
            _records = new Records(contacts ?? [], dismissals ?? [], carePlans ?? []);
        CompulsoryFrom = SchoolAge.CompulsoryFrom(birthDate).DayNumber;
        CompulsoryTo = SchoolAge.CompulsoryTo(birthDate).DayNumber;
        Places =
            enrolments is [var only] && calendar(only.School) is { } known
                ? SharedPlaces(known, only)
                : [.. enrolments.Select(enrolment => new Place(enrolment, calendar(enrolment.School)))];
    }

    /// <summary>Most children of a year group came and leave on the same days: they share one place for as long as their school has this calendar.</summary>
    private static Place[] SharedPlaces(SchoolCalendar calendar, Enrolment enrolment) =>
        Shared
            .GetOrCreateValue(calendar)
            .GetOrAdd(
                (enrolment.EntryDate, enrolment.LeavingDate, enrolment.YearGroup),
                static (_, at) => [new Place(at.enrolment, at.calendar)],
                (enrolment, calendar)
            );

    /// <summary>The child.</summary>
    public PupilId Pupil { get; }

    /// <summary>Decides compulsory school age and statistical age.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>The options of the rules, by date.</summary>
    public FlagOptions Options { get; }

    /// <summary>The absence contact log.</summary>
    public IReadOnlyList<AbsenceContact> Contacts => _records?.Contacts ?? [];

    /// <summary>Flags that somebody dismissed with a reason.</summary>
    public IReadOnlyList<FlagDismissal> Dismissals => _records?.Dismissals ?? [];

    /// <summary>Medical care plans, by their first day.</summary>
    public IReadOnlyList<CarePlan> CarePlans => _records?.CarePlans ?? [];

    internal int CompulsoryFrom { get; }

    internal int CompulsoryTo { get; }

    /// <summary>Every place on a roll, past ones too. A city's children are in memory at once, so this keeps no more of an enrolment than the fold asks for.</summary>
    internal Place[] Places { get; }

    /// <summary>Whether a mark of this school at this session counts: on the roll that day, and the calendar, where it knows the date, has the session open.</summary>
    internal bool Counts(int school, int session)
    {
        foreach (var place in Places)
        {
            if (place.School == school && place.Covers(session >> 1) && place.IsOpenOrUnknown(session))
                return true;
        }
        return false;
    }

    /// <summary>The half-days between two dates at which a school that has the child on its roll is open to the child, in time order.</summary>
    internal IEnumerable<SessionKey> Due(DateOnly from, DateOnly to)
    {
        for (var day = from.DayNumber; day <= to.DayNumber; day++)
        {
            var bits = Places.Where(place => place.Covers(day)).Aggregate(0, (all, place) => all | place.DayBits(day));
            if ((bits & 1) != 0)
                yield return new SessionKey(day << 1);
            if ((bits & 2) != 0)
                yield return new SessionKey((day << 1) | 1);
        }
    }

    internal bool IsCompulsory(int day) => day >= CompulsoryFrom && day <= CompulsoryTo;

    private sealed record Records(
        IReadOnlyList<AbsenceContact> Contacts,
        IReadOnlyList<FlagDismissal> Dismissals,
        IReadOnlyList<CarePlan> CarePlans
    );

    /// <summary>One stay on a roll with the sessions open to its year group.</summary>
    internal sealed class Place(Enrolment enrolment, SchoolCalendar? calendar)
    {
        private readonly OpenSessions? _open = calendar?.For(enrolment.YearGroup);
        private readonly int _from = enrolment.EntryDate.DayNumber;
        private readonly int _to = enrolment.LeavingDate?.DayNumber ?? int.MaxValue;

        public int School { get; } = enrolment.School.Value;

        public bool Covers(int day) => day >= _from && day <= _to;

        /// <summary>True when the calendar says anything about the day; outside its lines nothing is known.</summary>
        public bool Knows(int day) =>
            calendar is not null && calendar.Everyone.Count > 0 && day >= calendar.Everyone.FirstDay && day <= calendar.Everyone.LastDay;

        public bool IsOpenOrUnknown(int session) =>
            _open is null || _open.IsOpen(session) || (!Knows(session >> 1) && calendar!.Line(new SessionKey(session)) is null);

        /// <summary>0 closed, 1 morning only, 2 afternoon only, 3 both.</summary>
        public int DayBits(int day) => _open?.DayBits(day) ?? 0;
    }
}

/// <summary>An attempt to reach a child's family about an absence, or what came of it.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("AbsenceContact")]
internal readonly record struct AbsenceContact(
    [property: Orleans.Id(0)] DateOnly Date,
    [property: Orleans.Id(1)] AbsenceContactOutcome Outcome
);

/// <summary>What came of an attempt.</summary>
internal enum AbsenceContactOutcome : byte
{
    /// <summary>Nobody answered: not a contact.</summary>
    NoAnswer = 0,

    /// <summary>Someone with responsibility was reached.</summary>
    Reached = 1,

    /// <summary>The child was traced: the whereabouts are known.</summary>
    Traced = 2,

    /// <summary>Sickness or an unavoidable cause was given, and there are grounds to believe it.</summary>
    UnavoidableCause = 3,
}

/// <summary>
/// Someone dismissed a flag: the rule, a session at which the episode was open, the level it had. It hides that episode up to that level; a worse level
/// shows it again.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("FlagDismissal")]
internal readonly record struct FlagDismissal(
    [property: Orleans.Id(0)] string Rule,
    [property: Orleans.Id(1)] SessionKey At,
    [property: Orleans.Id(2)] int Level
);
