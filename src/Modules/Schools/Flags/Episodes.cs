using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;

namespace Attendance.Schools.Flags;

/// <summary>
/// The episodes around the rules. At every possible session of the child, in time order: a rule that is met opens an episode; a worse level changes it at
/// once; a better one only after <see cref="FlagRule.CloseAfter"/> possible sessions in a row, and level 0 then closes it.
/// </summary>
internal sealed class Episodes(PupilView view)
{
    private readonly PupilState _state = view.State;
    private List<FlagChange>? _changes;
    private bool _silent;
    private int _correctedAt = int.MaxValue;
    private string? _trace;

    /// <summary>What differs so far.</summary>
    public IReadOnlyList<FlagChange> Changes => (IReadOnlyList<FlagChange>?)_changes ?? [];

    /// <summary>The flags that are open now.</summary>
    public static IReadOnlyList<OpenFlag> Open(PupilView view)
    {
        List<OpenFlag>? open = null;
        foreach (ref readonly var episode in view.State.Episodes.AsSpan())
        {
            if (!episode.IsOpen)
                continue;
            var rule = FlagRules.All[episode.Rule];
            (open ??= []).Add(
                new OpenFlag(
                    rule.Id,
                    rule.Version,
                    new SessionKey(episode.Opened),
                    episode.Level,
                    (FlagSeverity)episode.Severity,
                    IsDismissed(view.Context, episode)
                )
            );
        }
        return (IReadOnlyList<OpenFlag>?)open ?? [];
    }

    /// <summary>Every episode as it is, said as an opening or a closing.</summary>
    public static IReadOnlyList<FlagChange> Restate(PupilView view)
    {
        var said = new Episodes(view);
        foreach (ref readonly var episode in view.State.Episodes.AsSpan())
        {
            if (episode.IsOpen)
                said.Raise(FlagChangeKind.Opened, episode, episode.LevelAt, "Counted again");
            else
                said.Raise(FlagChangeKind.Closed, episode, episode.Closed, "Counted again");
        }
        return said.Changes;
    }

    /// <summary>Remembers what made an earlier session different, for the trace.</summary>
    public void Corrected(int session, byte before, byte after)
    {
        if (session >= _correctedAt)
            return;
        _correctedAt = session;
        _trace = $"{new SessionKey(session)}: {Text(before)} became {Text(after)}";
    }

    /// <summary>Judges one possible session that lies after every one judged before.</summary>
    public void Judge(int session, MarkClass markClass)
    {
        var before = _state.JudgedTo;
        var attended = markClass is MarkClass.Present or MarkClass.Approved;
        var newYear = view.Totals.Add(session, markClass, view.Context);
        if (newYear)
            view.Totals.Missing = view.CountMissing(view.Totals.From, view.Totals.Before);
        _state.JudgedTo = session;
        var options = view.Context.Options.On(session >> 1);
        var trigger = 1 << (int)markClass;
        var code = view.Code(session);
        var open = 0UL;
        for (var i = 0; i < _state.Episodes.Length; i++)
        {
            ref var episode = ref _state.Episodes[i];
            if (!episode.IsOpen || episode.Rule == FlagRules.Daily)
                continue;
            var rule = FlagRules.All[episode.Rule];
            if (newYear && rule.EndsWithYear)
            {
                Close(ref episode, session, "The school year ended");
                continue;
            }
            open |= 1UL << episode.Rule;
            var values = options[episode.Rule];
            if (
                episode.Good == 0
                && rule.Levels == 1
                && values[FlagRule.Enabled] == 1
                && rule.StillMet(before, session, attended)
                && view.Context.Options.On(before >> 1) == options
                && !rule.MaySoften(view, values)
            )
                continue;
            var level = values[FlagRule.Enabled] == 0 ? 0 : rule.Level(view, session, values);
            if (level > episode.Level && (rule.OpensOn & trigger) != 0 && rule.OpensAt(view, session, code))
                Change(ref episode, session, level, values);
            else if (level >= episode.Level)
            {
                episode.Good = 0;
                // Absence beyond the care plan restores the severity that it had softened.
                if (
                    (rule.OpensOn & trigger) != 0
                    && rule.OpensAt(view, session, code)
                    && rule.MaySoften(view, values)
                    && rule.SeverityAt(view, session, episode.Level, values) > (FlagSeverity)episode.Severity
                )
                    Change(ref episode, session, episode.Level, values);
            }
            else if (++episode.Good >= values[FlagRule.CloseAfter])
            {
                if (level == 0)
                    Close(ref episode, session, $"{episode.Good} possible sessions on the good side");
                else
                    Change(ref episode, session, level, values);
            }
        }
        foreach (var index in options.Openers(markClass))
        {
            if ((open & (1UL << index)) != 0)
                continue;
            var rule = FlagRules.All[index];
            if (!rule.OpensAt(view, session, code))
                continue;
            var values = options[index];
            var level = rule.Level(view, session, values);
            if (level > 0)
                Add(index, session, level, values);
        }
    }

    /// <summary>Judges every session again and raises only what differs from the episodes that were there.</summary>
    public void JudgeAgain()
    {
        var old = _state.Episodes;
        _state.Episodes = [];
        _state.JudgedTo = 0;
        _state.Totals?.RestartChild();
        view.ForgetWeeks();
        PupilFold.Warm(view);
        var changes = _changes;
        _silent = true;
        var end = view.End;
        for (var session = view.First; session < end; session++)
        {
            var markClass = view.Class(session);
            if (PupilView.IsPossible(markClass))
                Judge(session, markClass);
        }
        JudgeDay();
        _silent = false;
        _changes = changes;
        Compare(old, _state.Episodes);
    }

    /// <summary>Judges the rule that the passing of school days opens, and raises what differs.</summary>
    public void JudgeDay()
    {
        var old = Array.FindAll(_state.Episodes, episode => episode.Rule == FlagRules.Daily);
        var now = UnresolvedReason.Episodes(view);
        if (old.Length == 0 && now.Count == 0)
            return;
        _state.Episodes =
        [
            .. _state
                .Episodes.Where(episode => episode.Rule != FlagRules.Daily)
                .Concat(now)
                .OrderBy(episode => episode.Opened)
                .ThenBy(episode => episode.Rule),
        ];
        if (!_silent)
            Compare(old, [.. now]);
    }

    internal static bool IsDismissed(PupilContext context, in FlagEpisode episode)
    {
        foreach (var dismissal in context.Dismissals)
        {
            if (
                dismissal.At.Number >= episode.Opened
                && (episode.IsOpen || dismissal.At.Number <= episode.Closed)
                && episode.Level <= dismissal.Level
                && dismissal.Rule == FlagRules.All[episode.Rule].Id
            )
                return true;
        }
        return false;
    }

    private static string Text(byte code) => code == 0 ? "no mark" : AttendanceCode.FromId(code).Text;

    private void Add(byte rule, int session, int level, int[] values)
    {
        var episode = new FlagEpisode { Rule = rule, Opened = session };
        Set(ref episode, session, level, values);
        _state.Episodes = [.. _state.Episodes, episode];
        if (!_silent)
            Raise(FlagChangeKind.Opened, episode, session, "Met at this session");
    }

    private void Change(ref FlagEpisode episode, int session, int level, int[] values)
    {
        var (before, severity) = (episode.Level, episode.Severity);
        Set(ref episode, session, level, values);
        if (!_silent && severity != episode.Severity)
            Raise(
                FlagChangeKind.Changed,
                episode,
                session,
                before == level ? "More of it counts in full" : $"Level {before} became {level}"
            );
    }

    private void Close(ref FlagEpisode episode, int session, string trace)
    {
        episode.Closed = session;
        if (!_silent)
            Raise(FlagChangeKind.Closed, episode, session, trace);
    }

    private void Set(ref FlagEpisode episode, int session, int level, int[] values)
    {
        var rule = FlagRules.All[episode.Rule];
        episode.Level = (byte)level;
        episode.Severity = (byte)rule.SeverityAt(view, session, level, values);
        episode.LevelAt = session;
        episode.Good = 0;
        episode.Evidence = Evidence.Digest(view, rule, session, values);
    }

    private void Raise(FlagChangeKind kind, in FlagEpisode episode, int at, string trace, int? previous = null)
    {
        var rule = FlagRules.All[episode.Rule];
        (_changes ??= []).Add(
            new FlagChange(
                kind,
                rule.Id,
                rule.Version,
                new SessionKey(episode.Opened),
                previous is { } was ? new SessionKey(was) : null,
                episode.Level,
                (FlagSeverity)episode.Severity,
                new SessionKey(at),
                kind == FlagChangeKind.Withdrawn
                    ? null
                    : Evidence.Of(view, rule, episode.LevelAt, episode.Level, (FlagSeverity)episode.Severity),
                trace
            )
            {
                IsOpen = kind != FlagChangeKind.Withdrawn && (episode.IsOpen || kind == FlagChangeKind.Opened),
            }
        );
    }

    /// <summary>Same: nothing. Moved, other level or other half-days: changed. Gone: withdrawn. New: opened.</summary>
    private void Compare(FlagEpisode[] old, FlagEpisode[] current)
    {
        var trace = _trace ?? "Roll, calendar, contacts, care plans or options changed";
        var at = _correctedAt == int.MaxValue ? _state.JudgedTo : _correctedAt;
        var matched = new bool[old.Length];
        var matches = new int[current.Length];
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] = Match(old, matched, current[i], exactly: true);
            if (matches[i] >= 0)
                matched[matches[i]] = true;
        }
        for (var i = 0; i < matches.Length; i++)
        {
            if (matches[i] >= 0)
                continue;
            matches[i] = Match(old, matched, current[i], exactly: false);
            if (matches[i] >= 0)
                matched[matches[i]] = true;
        }
        for (var i = 0; i < old.Length; i++)
        {
            if (!matched[i])
                Raise(FlagChangeKind.Withdrawn, old[i], at, trace);
        }
        for (var i = 0; i < matches.Length; i++)
        {
            var now = current[i];
            if (matches[i] < 0)
            {
                Raise(FlagChangeKind.Opened, now, now.Opened, _correctedAt == int.MaxValue ? trace : $"Met after {trace}");
                if (!now.IsOpen)
                    Raise(FlagChangeKind.Closed, now, now.Closed, "Possible sessions on the good side");
                continue;
            }
            var was = old[matches[i]];
            if (was.Opened != now.Opened || was.Level != now.Level || was.Severity != now.Severity || was.Evidence != now.Evidence)
                Raise(FlagChangeKind.Changed, now, now.LevelAt, trace, was.Opened == now.Opened ? null : was.Opened);
            else if (!was.IsOpen && now.IsOpen)
                Raise(FlagChangeKind.Changed, now, now.LevelAt, $"Open again: {trace}");
            if (was.IsOpen && !now.IsOpen)
                Raise(FlagChangeKind.Closed, now, now.Closed, trace);
        }
    }

    private static int Match(FlagEpisode[] old, bool[] matched, in FlagEpisode now, bool exactly)
    {
        for (var i = 0; i < old.Length; i++)
        {
            if (matched[i] || old[i].Rule != now.Rule)
                continue;
            if (exactly ? old[i].Opened == now.Opened : Overlap(old[i], now))
                return i;
        }
        return -1;
    }

    private static bool Overlap(in FlagEpisode a, in FlagEpisode b) =>
        a.Opened <= (b.IsOpen ? int.MaxValue : b.Closed) && b.Opened <= (a.IsOpen ? int.MaxValue : a.Closed);
}
