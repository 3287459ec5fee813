using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Watching;

/// <summary>
/// What a watched child's grain says of the marks that count. <paramref name="From"/>: every session from this number on is said, those not listed have no mark;
/// <see cref="int.MaxValue"/>: only those listed are said.
/// </summary>
[GenerateSerializer, Immutable, Alias("WatchedView")]
internal sealed record WatchedView([property: Id(0)] int From, [property: Id(1)] WatchedMark[] Marks)
{
    /// <summary>The sessions named; null: all of this school year and the one before, which is as far back as a school may correct.</summary>
    public static WatchedView Of(PupilState state, PupilContext context, IEnumerable<int>? sessions)
    {
        var view = new PupilView(state, context);
        PupilFold.Warm(view);
        if (sessions is not null)
            return new WatchedView(int.MaxValue, [.. sessions.Select(session => Mark(view, session))]);
        var from = state.JudgedTo == 0 ? 0 : PupilView.YearStart(PupilView.YearStart(state.JudgedTo) - 2);
        var marks = new List<WatchedMark>();
        for (var session = Math.Max(from, view.First); session < view.End; session++)
        {
            if (view.Code(session) != 0)
                marks.Add(Mark(view, session));
        }
        return new WatchedView(from, [.. marks]);
    }

    private static WatchedMark Mark(PupilView view, int session) =>
        new(session, view.Code(session), view.Class(session) is MarkClass.Authorised or MarkClass.Unauthorised);
}

/// <summary>The mark that counts for a child at a session: a code's id, 0 for none; and whether it is an absence.</summary>
[GenerateSerializer, Immutable, Alias("WatchedMark")]
internal readonly record struct WatchedMark([property: Id(0)] int Session, [property: Id(1)] byte Code, [property: Id(2)] bool Missed);
