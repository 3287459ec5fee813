using System.Globalization;
using System.Text;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Standings;

/// <summary>The rows of a batch: one per key, the latest, in key order.</summary>
internal sealed class StandingRows
{
    public StandingRows(IReadOnlyList<StandingUpdate> updates)
    {
        var count = updates.Sum(update => update.Replies.Count);
        var enrolments = new List<EnrolmentRow>(count);
        var pupils = new List<PupilRow>(count);
        foreach (var update in updates)
        {
            foreach (var reply in update.Replies)
            {
                var fold = 0L;
                foreach (var position in reply.Positions)
                    fold += position.Seq;
                pupils.Add(new PupilRow(reply.Outcome.Standing, fold, reply.Positions));
                foreach (var enrolment in reply.Outcome.Enrolments)
                {
                    var position = 0L;
                    foreach (var known in reply.Positions)
                    {
                        if (known.School == enrolment.School)
                            position = known.Seq;
                    }
                    enrolments.Add(new EnrolmentRow(enrolment, position));
                }
            }
        }
        Enrolments = Latest(enrolments, EnrolmentRow.ByKey, static (a, b) => a.Position.CompareTo(b.Position));
        Pupils = Latest(pupils, PupilRow.ByKey, static (a, b) => a.Fold.CompareTo(b.Fold));
    }

    /// <summary>In key order, one row to a key: the one whose position is the highest, of equals the last.</summary>
    private static T[] Latest<T>(List<T> rows, Comparison<T> byKey, Comparison<T> byPosition)
    {
        var order = new int[rows.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(
            order,
            (a, b) =>
            {
                var keys = byKey(rows[a], rows[b]);
                if (keys != 0)
                    return keys;
                var positions = byPosition(rows[a], rows[b]);
                return positions != 0 ? positions : a.CompareTo(b);
            }
        );
        var latest = new List<T>(order.Length);
        for (var i = 0; i < order.Length; i++)
        {
            if (i + 1 == order.Length || byKey(rows[order[i]], rows[order[i + 1]]) != 0)
                latest.Add(rows[order[i]]);
        }
        return [.. latest];
    }

    public EnrolmentRow[] Enrolments { get; }

    public PupilRow[] Pupils { get; }

    /// <summary>"3552007:120,3554001:88": how far each school's journal went into the row.</summary>
    public static string Positions(SchoolPosition[] positions)
    {
        if (positions.Length == 1)
            return string.Create(CultureInfo.InvariantCulture, $"{positions[0].School.Value}:{positions[0].Seq}");
        var text = new StringBuilder();
        foreach (var position in positions)
            text.Append(text.Length == 0 ? "" : ",").Append(position.School.Value).Append(':').Append(position.Seq);
        return text.ToString();
    }

    /// <summary>The open flags by rule, for lists: ",PA,TREND,".</summary>
    public static string Flags(PupilStanding standing) =>
        standing.Flags.Count == 0
            ? ""
            : $",{string.Join(',', standing.Flags.Where(flag => !flag.Dismissed).Select(flag => flag.Rule).Distinct())},";
}

/// <summary>One row of <c>schools_enrolment_standing</c>.</summary>
internal readonly record struct EnrolmentRow(EnrolmentStanding Standing, long Position)
{
    public static int ByKey(EnrolmentRow a, EnrolmentRow b)
    {
        var schools = a.Standing.School.Value.CompareTo(b.Standing.School.Value);
        if (schools != 0)
            return schools;
        var years = a.Standing.Year.StartYear.CompareTo(b.Standing.Year.StartYear);
        return years != 0 ? years : a.Standing.Pupil.CompareTo(b.Standing.Pupil);
    }
}

/// <summary>One row of <c>schools_pupil_standing</c>. <paramref name="Fold"/> is the sum of the positions: it rises with every fold of the one activation.</summary>
internal readonly record struct PupilRow(PupilStanding Standing, long Fold, SchoolPosition[] Positions)
{
    public static int ByKey(PupilRow a, PupilRow b) => a.Standing.Pupil.CompareTo(b.Standing.Pupil);
}
