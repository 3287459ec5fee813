using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// The fold of a child's marks into totals and flags. Everything follows from the final set of effective marks in the order of their sessions, so the
/// order of delivery never matters and a repeat changes nothing. A mark after the last judged session is one step; anything earlier judges all again and
/// raises only the difference. Changes the state it is given; otherwise pure.
/// </summary>
internal static class PupilFold
{
    /// <summary>
    /// Takes the effective marks of one school up to a journal position. Marks need no order; the state's position never goes back. The caller leaves out
    /// what is at or under <see cref="PupilState.PositionOf"/>.
    /// </summary>
    public static FoldOutcome Apply(PupilState state, PupilContext context, Laestab school, long position, ReadOnlySpan<MarkChange> changes)
    {
        var view = new PupilView(state, context);
        var marks = state.MarksOf(school);
        Warm(view);
        marks.Position = Math.Max(marks.Position, position);
        var episodes = new Episodes(view);
        Totals.SchoolYear? touched = null;
        List<Totals.SchoolYear>? more = null;
        var again = false;
        var reasons = false;
        foreach (var change in changes)
        {
            var session = change.Session.Number;
            var old = marks[session];
            var now = change.Code == 0 || context.Counts(school.Value, session) ? change.Code : (byte)(change.Code | SchoolMarks.Uncounted);
            if (old == now)
                continue;
            var before = view.Code(session);
            marks.Set(session, now);
            view.Resolve(session);
            var after = view.Code(session);

            var year = state.Totals!.At(school.Value, session);
            if (old is not 0 and < SchoolMarks.Uncounted)
                year.Add(session, view.ClassOf(old, session), old, -1);
            if (now is not 0 and < SchoolMarks.Uncounted)
                year.Add(session, view.ClassOf(now, session), now, 1);
            if (touched is null)
                touched = year;
            else if (touched != year && !(more ??= []).Contains(year))
                more.Add(year);

            if (before == after)
                continue;
            reasons |= before == PupilView.N || after == PupilView.N;
            if (session <= state.JudgedTo)
            {
                again = true;
                episodes.Corrected(session, before, after);
            }
            else if (!again && PupilView.IsPossible(view.ClassOf(after, session)))
                episodes.Judge(session, view.ClassOf(after, session));
            CountMissing(view, session, before, after);
        }
        if (again)
            episodes.JudgeAgain();
        else if (reasons)
            episodes.JudgeDay();

        IReadOnlyList<EnrolmentStanding> enrolments = touched is null ? [] : [touched.ToStanding(context.Pupil)];
        if (more is not null)
            enrolments = [.. enrolments, .. more.Select(year => year.ToStanding(context.Pupil))];
        return new FoldOutcome(Standing(view), enrolments, episodes.Changes);
    }

    /// <summary>Roll, calendar, birth date, contacts, dismissals or options changed: counts and judges all again and raises only the difference.</summary>
    public static FoldOutcome Refold(PupilState state, PupilContext context)
    {
        var view = new PupilView(state, context);
        Warm(view);
        var before = state.Totals!.SchoolYears.Select(year => year.ToStanding(context.Pupil)).ToList();
        var (after, flags) = JudgeAll(view);
        var differ = after.Where(now => !before.Any(old => Same(old, now)));
        var gone = before
            .Where(old => !after.Any(now => now.School == old.School && now.Year == old.Year))
            .Select(old => new Totals.SchoolYear(old.School.Value, old.Year).ToStanding(context.Pupil));
        return new FoldOutcome(Standing(view), [.. differ, .. gone], flags);
    }

    /// <summary>A school day has ended: judges the rules that time alone can open. Days that are done already change nothing.</summary>
    public static FoldOutcome Daily(PupilState state, PupilContext context, DateOnly schoolDay)
    {
        var view = new PupilView(state, context);
        Warm(view);
        var episodes = new Episodes(view);
        if (schoolDay.DayNumber > state.DayDone)
        {
            state.DayDone = schoolDay.DayNumber;
            episodes.JudgeDay();
        }
        return new FoldOutcome(Standing(view), [], episodes.Changes);
    }

    /// <summary>Folds a set of marks from nothing: for as-of, known-at and verify.</summary>
    public static (PupilState State, FoldOutcome Outcome) Fresh(
        PupilContext context,
        IEnumerable<(Laestab School, long Position, SessionKey Session, byte Code)> marks,
        DateOnly? dayDone = null
    )
    {
        var state = new PupilState { DayDone = dayDone?.DayNumber ?? 0 };
        foreach (var mark in marks)
        {
            var at = state.MarksOf(mark.School);
            at.Set(mark.Session.Number, mark.Code);
            at.Position = Math.Max(at.Position, mark.Position);
        }
        var view = new PupilView(state, context);
        var (enrolments, flags) = JudgeAll(view);
        return (state, new FoldOutcome(Standing(view), enrolments, flags));
    }

    /// <summary>The child's standing as the state has it, without changing anything but the counting after a load.</summary>
    public static PupilStanding Current(PupilState state, PupilContext context)
    {
        var view = new PupilView(state, context);
        Warm(view);
        return Standing(view);
    }

    /// <summary>Every episode, open or closed, as a change that says how it is: for a writer that compares them with what is stored.</summary>
    public static IReadOnlyList<FlagChange> Restate(PupilState state, PupilContext context)
    {
        var view = new PupilView(state, context);
        Warm(view);
        return Episodes.Restate(view);
    }

    /// <summary>Every school year at every school, as the state has them.</summary>
    public static IReadOnlyList<EnrolmentStanding> Enrolments(PupilState state, PupilContext context)
    {
        Warm(new PupilView(state, context));
        return [.. state.Totals!.SchoolYears.Select(year => year.ToStanding(context.Pupil))];
    }

    /// <summary>Counts the totals again when a load left them out.</summary>
    internal static void Warm(PupilView view)
    {
        var state = view.State;
        view.Resolve();
        if (state.Totals is not null)
            return;
        var totals = state.Totals = new Totals();
        foreach (var marks in state.Schools)
        {
            for (var session = marks.First; session < marks.End; session++)
            {
                var code = marks[session];
                if (code is 0 or >= SchoolMarks.Uncounted)
                    continue;
                totals.At(marks.School, session).Add(session, view.ClassOf(code, session), code, 1);
            }
        }
        if (state.JudgedTo == 0)
            return;
        for (var session = PupilView.YearStart(state.JudgedTo); session <= state.JudgedTo; session++)
        {
            var markClass = view.Class(session);
            if (PupilView.IsPossible(markClass))
                totals.Add(session, markClass, view.Context);
        }
        totals.Missing = view.CountMissing(totals.From, totals.Before);
    }

    private static (List<EnrolmentStanding> Enrolments, IReadOnlyList<FlagChange> Flags) JudgeAll(PupilView view)
    {
        foreach (var marks in view.State.Schools)
        {
            for (var session = marks.First; session < marks.End; session++)
            {
                var code = (byte)(marks[session] & ~SchoolMarks.Uncounted);
                if (code != 0)
                    marks.Set(session, view.Context.Counts(marks.School, session) ? code : (byte)(code | SchoolMarks.Uncounted));
            }
        }
        view.State.Totals = null;
        view.State.Child = null;
        var episodes = new Episodes(view);
        episodes.JudgeAgain();
        return ([.. view.Totals.SchoolYears.Select(year => year.ToStanding(view.Context.Pupil))], episodes.Changes);
    }

    private static void CountMissing(PupilView view, int session, byte before, byte after)
    {
        var totals = view.Totals;
        if (session < totals.From || session >= totals.Before)
            return;
        if (before != 0 && view.ClassOf(before, session) == MarkClass.Missing)
            totals.Missing--;
        if (after != 0 && view.ClassOf(after, session) == MarkClass.Missing)
            totals.Missing++;
    }

    private static PupilStanding Standing(PupilView view)
    {
        var totals = view.Totals;
        var child = totals.Child;
        return new PupilStanding(
            view.Context.Pupil,
            totals.Year,
            child.Possible,
            child.Attended,
            child.Authorised,
            child.Unauthorised,
            totals.Missing,
            view.State.JudgedTo == 0 ? null : new SessionKey(view.State.JudgedTo),
            Episodes.Open(view)
        )
        {
            LastMissed = child.Authorised + child.Unauthorised == 0 ? null : view.LastMissed(view.State.JudgedTo),
        };
    }

    private static bool Same(EnrolmentStanding a, EnrolmentStanding b) =>
        a.School == b.School && a.Year == b.Year && a.Missing == b.Missing && a.Detail.AsSpan().SequenceEqual(b.Detail);
}
