using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>Answers about one child from the state of its grain. Changes nothing but the counting after a load.</summary>
internal static class PupilReading
{
    /// <summary>The open flags with what they rest on now.</summary>
    public static IReadOnlyList<FlagReading> OpenFlags(PupilState state, PupilContext context) =>
        [.. History(state, context).Where(reading => reading.Closed is null)];

    /// <summary>Every episode, open and closed, in order of opening, each with its evidence.</summary>
    public static IReadOnlyList<FlagReading> History(PupilState state, PupilContext context)
    {
        var view = new PupilView(state, context);
        PupilFold.Warm(view);
        return [.. state.Episodes.Select(episode => Read(view, episode))];
    }

    /// <summary>The marks from one date to another, both included, in time order; a session marked at two schools comes twice.</summary>
    public static IReadOnlyList<MarkReading> Marks(PupilState state, PupilContext context, DateOnly from, DateOnly to)
    {
        var view = new PupilView(state, context);
        view.Resolve();
        var marks = new List<MarkReading>();
        for (var s = Math.Max(from.DayNumber * 2, view.First); s < Math.Min((to.DayNumber + 1) * 2, view.End); s++)
        {
            foreach (var school in state.Schools)
            {
                var stored = school[s];
                if (stored == 0)
                    continue;
                var code = (byte)(stored & ~SchoolMarks.Uncounted);
                marks.Add(
                    new MarkReading(new SessionKey(s), school.Laestab, code, view.ClassOf(code, s), Counted: stored < SchoolMarks.Uncounted)
                );
            }
        }
        return marks;
    }

    /// <summary>One for each session between two days, both included, at which the child has a mark: the one that counts for the child.</summary>
    public static IReadOnlyList<ChildSession> Sessions(PupilState state, PupilContext context, DateOnly from, DateOnly to)
    {
        var view = new PupilView(state, context);
        view.Resolve();
        var sessions = new List<ChildSession>();
        for (var s = Math.Max(from.DayNumber * 2, view.First); s < Math.Min((to.DayNumber + 1) * 2, view.End); s++)
        {
            if (view.Code(s) is var code and not 0)
                sessions.Add(new ChildSession(new SessionKey(s), view.SchoolAt(s), AttendanceCode.FromId(code).Text, view.Class(s)));
        }
        return sessions;
    }

    /// <summary>The child's totals of the school year of a date, up to and with that date; null when no session of it counted.</summary>
    public static PupilTotals? TotalsOn(PupilState state, PupilContext context, DateOnly date)
    {
        var view = new PupilView(state, context);
        view.Resolve();
        var session = (date.DayNumber * 2) + 1;
        var (child, _) = view.CountYear(session);
        return child.Possible == 0
            ? null
            : new PupilTotals(AcademicYear.Of(date), child.Possible, child.Attended, child.Authorised, child.Unauthorised);
    }

    /// <summary>What these marks would change. Stores nothing: the fold works on a copy.</summary>
    public static FoldOutcome WhatIf(PupilState state, PupilContext context, Laestab school, IReadOnlyList<MarkChange> changes)
    {
        var copy = state.Clone();
        return PupilFold.Apply(copy, context, school, copy.PositionOf(school), changes.ToArray());
    }

    private static FlagReading Read(PupilView view, FlagEpisode episode)
    {
        var rule = FlagRules.All[episode.Rule];
        var options = view.Context.Options.On(episode.LevelAt >> 1)[episode.Rule];
        var at = episode.LevelAt;
        var met = episode.IsOpen;
        if (episode.IsOpen && episode.Rule != FlagRules.Daily)
        {
            met = rule.Level(view, view.State.JudgedTo, options) >= episode.Level;
            if (met)
                at = view.State.JudgedTo;
        }
        return new FlagReading(
            rule.Id,
            rule.Version,
            rule.Title,
            new SessionKey(episode.Opened),
            episode.Closed == 0 ? null : new SessionKey(episode.Closed),
            episode.Level,
            (FlagSeverity)episode.Severity,
            Episodes.IsDismissed(view.Context, episode),
            met,
            episode.Good,
            options[FlagRule.CloseAfter],
            Evidence.Of(view, rule, at, episode.Level, (FlagSeverity)episode.Severity)
        );
    }
}

/// <summary>
/// A flag episode as people read it. <paramref name="Met"/>: the rule still asks for this level; otherwise <paramref name="Good"/> of
/// <paramref name="CloseAfter"/> possible sessions on the good side have passed, and the evidence is that of the session at which it got its level.
/// </summary>
internal sealed record FlagReading(
    string Rule,
    int RuleVersion,
    string Title,
    SessionKey Episode,
    SessionKey? Closed,
    int Level,
    FlagSeverity Severity,
    bool Dismissed,
    bool Met,
    int Good,
    int CloseAfter,
    FlagEvidence Evidence
);

/// <summary>One effective mark. <paramref name="Counted"/> false: kept, but the calendar closes the session or the child was not on the roll.</summary>
internal readonly record struct MarkReading(SessionKey Session, Laestab School, byte Code, MarkClass Class, bool Counted);

/// <summary>Sessions of one child in one school year, over all schools.</summary>
internal sealed record PupilTotals(AcademicYear Year, int Possible, int Attended, int Authorised, int Unauthorised);
