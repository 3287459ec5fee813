using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>The effective marks of one session at one school, in the school grain's memory; what a post is judged against. <paramref name="children"/>: how many are expected.</summary>
internal sealed class SessionRegister(SessionKey session, int children = 0)
{
    private readonly Dictionary<PupilId, EffectiveMark> _marks = new(children);
    private readonly Dictionary<(string Group, byte Code), int> _tally = [];

    /// <summary>The session.</summary>
    public SessionKey Session { get; } = session;

    /// <summary>The number of the last submission about this session; the register's version (ETag). 0: no register yet.</summary>
    public long Version { get; set; }

    /// <summary>The effective marks.</summary>
    public IReadOnlyDictionary<PupilId, EffectiveMark> Marks => _marks;

    /// <summary>
    /// Effective marks by group and code, the rows of <c>schools_session_tally</c>. A code that fell to none stays with 0, so that its row can say so.
    /// </summary>
    public IReadOnlyDictionary<(string Group, byte Code), int> Tally => _tally;

    /// <summary>The child's effective mark, if any.</summary>
    public EffectiveMark? Find(PupilId pupil) => _marks.TryGetValue(pupil, out var mark) ? mark : null;

    /// <summary>Replaces the child's effective mark.</summary>
    public void Put(PupilId pupil, EffectiveMark mark)
    {
        if (_marks.TryGetValue(pupil, out var old))
            _tally[(old.Group, old.Code)]--;
        _marks[pupil] = mark;
        _tally[(mark.Group, mark.Code)] = _tally.GetValueOrDefault((mark.Group, mark.Code)) + 1;
    }
}

/// <summary>
/// An effective mark: its code, minutes late, entry number, when it was taken (see ARCHITECTURE "Which mark counts") and the group it was posted for ("" none).
/// A school keeps one for each child of each of its last sessions, so it is laid out in 32 bytes.
/// </summary>
internal readonly record struct EffectiveMark
{
    private readonly short _minutesLate;
    private readonly long _effectiveAt;

    public EffectiveMark(byte code, int? minutesLate, long seq, DateTimeOffset effectiveAt, string group)
    {
        Code = code;
        _minutesLate = checked((short)(minutesLate ?? -1));
        Seq = seq;
        _effectiveAt = effectiveAt.UtcTicks;
        Group = group;
    }

    public byte Code { get; }

    public int? MinutesLate => _minutesLate < 0 ? null : _minutesLate;

    public long Seq { get; }

    public DateTimeOffset EffectiveAt => new(_effectiveAt, TimeSpan.Zero);

    public string Group { get; }
}
