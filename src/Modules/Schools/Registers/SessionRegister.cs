using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>The effective marks of one session at one school, in the school grain's memory; what a post is judged against.</summary>
internal sealed class SessionRegister(SessionKey session)
{
    private readonly Dictionary<PupilId, EffectiveMark> _marks = [];

    /// <summary>The session.</summary>
    public SessionKey Session { get; } = session;

    /// <summary>The number of the last submission about this session; the register's version (ETag). 0: no register yet.</summary>
    public long Version { get; set; }

    /// <summary>The effective marks.</summary>
    public IReadOnlyDictionary<PupilId, EffectiveMark> Marks => _marks;

    /// <summary>The child's effective mark, if any.</summary>
    public EffectiveMark? Find(PupilId pupil) => _marks.TryGetValue(pupil, out var mark) ? mark : null;

    /// <summary>Replaces the child's effective mark.</summary>
    public void Put(PupilId pupil, EffectiveMark mark) => _marks[pupil] = mark;

    /// <summary>Effective marks by group and code: the rows of <c>schools_session_tally</c>, for the groups given.</summary>
    public Dictionary<(string Group, byte Code), int> Tally(IReadOnlySet<string> groups)
    {
        var tally = new Dictionary<(string, byte), int>();
        foreach (var mark in _marks.Values)
        {
            if (groups.Contains(mark.Group))
                tally[(mark.Group, mark.Code)] = tally.GetValueOrDefault((mark.Group, mark.Code)) + 1;
        }
        return tally;
    }
}

/// <summary>An effective mark: its code, minutes late, entry number, when it was taken (see ARCHITECTURE "Which mark counts") and the group it was posted for ("" none).</summary>
internal readonly record struct EffectiveMark(byte Code, int? MinutesLate, long Seq, DateTimeOffset EffectiveAt, string Group);
