using System.Globalization;
using System.Text;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Standings;

/// <summary>The rows of a batch: one per key, the latest, in key order.</summary>
internal sealed class StandingRows
{
    public StandingRows(IReadOnlyList<StandingUpdate> updates)
    {
        var enrolments = new Dictionary<(int School, int Year, long Pupil), EnrolmentRow>();
        var pupils = new Dictionary<long, PupilRow>();
        foreach (var update in updates)
        {
            foreach (var reply in update.Replies)
            {
                var fold = 0L;
                foreach (var position in reply.Positions)
                    fold += position.Seq;
                var standing = reply.Outcome.Standing;
                if (!pupils.TryGetValue(standing.Pupil.Value, out var row) || row.Fold <= fold)
                    pupils[standing.Pupil.Value] = new PupilRow(standing, fold, reply.Positions);
                foreach (var enrolment in reply.Outcome.Enrolments)
                {
                    var position = 0L;
                    foreach (var known in reply.Positions)
                    {
                        if (known.School == enrolment.School)
                            position = known.Seq;
                    }
                    var key = (enrolment.School.Value, enrolment.Year.StartYear, enrolment.Pupil.Value);
                    if (!enrolments.TryGetValue(key, out var other) || other.Position <= position)
                        enrolments[key] = new EnrolmentRow(enrolment, position);
                }
            }
        }
        Enrolments = [.. enrolments.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        Pupils = [.. pupils.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
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
internal readonly record struct EnrolmentRow(EnrolmentStanding Standing, long Position);

/// <summary>One row of <c>schools_pupil_standing</c>. <paramref name="Fold"/> is the sum of the positions: it rises with every fold of the one activation.</summary>
internal readonly record struct PupilRow(PupilStanding Standing, long Fold, SchoolPosition[] Positions);
