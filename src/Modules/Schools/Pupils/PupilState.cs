using Attendance.Schools.Flags;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// What one pupil's grain remembers, and the snapshot it stores: the effective marks of each school with the journal position they reach, and the
/// flag episodes. Everything else is counted again from these after a load. About 800 bytes for a year at one school.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Alias("PupilState")]
internal sealed class PupilState
{
    /// <summary>One entry per school that ever marked the child.</summary>
    [Orleans.Id(0)]
    public SchoolMarks[] Schools { get; set; } = [];

    /// <summary>Every flag episode, open and closed, in order of opening.</summary>
    [Orleans.Id(1)]
    public FlagEpisode[] Episodes { get; set; } = [];

    /// <summary>Number of the last session on which the rules were judged: the child's last possible session. 0: none yet.</summary>
    [Orleans.Id(2)]
    public int JudgedTo { get; set; }

    /// <summary>Day number of the last school day that the daily work has ended for this child. 0: none yet.</summary>
    [Orleans.Id(3)]
    public int DayDone { get; set; }

    /// <summary>Running totals; null after a load, counted again by the next fold.</summary>
    [field: NonSerialized]
    internal Totals? Totals { get; set; }

    /// <summary>The child's view of the marks: the school's own when there is one, else the marks that win. Null after a load or a new school.</summary>
    [field: NonSerialized]
    internal SchoolMarks? Child { get; set; }

    /// <summary>The journal position that this state holds for a school; 0 when the school never marked the child.</summary>
    public long PositionOf(Laestab school)
    {
        foreach (var marks in Schools)
        {
            if (marks.School == school.Value)
                return marks.Position;
        }
        return 0;
    }

    /// <summary>The effective code at a school, counted or not; 0 when there is none.</summary>
    public byte CodeAt(Laestab school, SessionKey session)
    {
        foreach (var marks in Schools)
        {
            if (marks.School == school.Value)
                return (byte)(marks[session.Number] & ~SchoolMarks.Uncounted);
        }
        return 0;
    }

    /// <summary>A deep copy, for what-if questions.</summary>
    public PupilState Clone() =>
        new()
        {
            Schools = [.. Schools.Select(marks => marks.Clone())],
            Episodes = [.. Episodes],
            JudgedTo = JudgedTo,
            DayDone = DayDone,
        };

    internal SchoolMarks MarksOf(Laestab school)
    {
        foreach (var marks in Schools)
        {
            if (marks.School == school.Value)
                return marks;
        }
        var added = new SchoolMarks { School = school.Value };
        Schools = [.. Schools, added];
        Child = null;
        return added;
    }
}
