using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.City.Plan;

/// <summary>Writes one enrolment's marks: its spells on days that make sense, then what is left as attended.</summary>
internal sealed class MarkPlacement(CityEnrolment enrolment, int seed)
{
    private static readonly byte Morning = Id("/");
    private static readonly byte Afternoon = Id("\\");
    private static readonly byte Late = Id("L");
    private static readonly byte Visit = Id("V");
    private static readonly byte Work = Id("W");
    private static readonly byte Dual = Id("D");
    private static readonly byte Closed = Id("Y");
    private static readonly byte Study = Id("S");
    private static readonly byte Ill = Id("I");
    private static readonly byte Unexplained = Id("O");
    private static readonly byte NotRequired = Id("X");

    private readonly CitySchool _school = enrolment.School;
    private readonly byte[] _marks = enrolment.Marks;
    private readonly CityRandom _random = CityRandom.For(
        seed,
        enrolment.School.Laestab.Value,
        enrolment.Child.Upn.Value.GetHashCodeStable(),
        2
    );
    private readonly int _window = enrolment.Budget?.Window ?? 0;

    public void Write()
    {
        if (enrolment.Elsewhere is { } elsewhere)
            for (var i = 0; i < _marks.Length; i++)
                if (elsewhere[i])
                    _marks[i] = Dual;
        if (enrolment.Budget is { } budget)
        {
            foreach (var spell in budget.Spells.OrderByDescending(s => s.Sessions))
                Place(Id(spell.Code.ToString()), spell.Code, spell.Sessions);
            for (var i = 0; i < budget.NotPossible; i++)
                Scatter(Closed, 1);
        }
        MarkUncounted();
        Attend();
    }

    private void Place(byte code, char letter, int sessions)
    {
        // What a family does together its children try at the same times, in the same order.
        var together = letter is 'H' or 'F' or 'T' or 'R' or 'G' || (letter == 'I' && _random.Chance(0.35));
        var times = together ? CityRandom.For(seed, enrolment.Child.Family.Id, letter) : _random;
        var second = -1;
        for (var tries = 0; tries < 14; tries++)
        {
            var start = Candidate(times, letter, sessions) - enrolment.FirstSession;
            if (!Free(start, sessions))
                continue;
            if (EndsSpell(start - 1) && EndsSpell(start + sessions))
            {
                _marks.AsSpan(start, sessions).Fill(code);
                return;
            }
            second = start;
        }
        if (second >= 0)
            _marks.AsSpan(second, sessions).Fill(code);
        else
            Scatter(code, sessions);
    }

    /// <summary>A session of the school (by place) at which such a spell likes to start.</summary>
    private int Candidate(CityRandom times, char letter, int sessions)
    {
        var start = times.Next(_school.CountedSessions);
        var session = _school.Sessions[start];
        switch (letter)
        {
            case 'S':
                return _school.CountedSessions - 2 - times.Next(Math.Min(60, _school.CountedSessions - 1));
            case 'H' or 'G' or 'F':
                return WeekStart(start);
            case 'U':
                return start & ~1;
            case 'I' when session.Date.Month is 9 or 4 or 5 && times.Chance(0.4):
                start = times.Next(_school.CountedSessions);
                break;
            default:
                break;
        }
        if (sessions is 1 or 2 && letter is 'I' or 'O' or 'N' or 'C' && times.Chance(0.35))
        {
            var monday = times.Chance(0.45);
            var week = WeekStart(start);
            start = monday ? week : WeekEnd(week) - sessions;
        }
        return sessions % 2 == 0 ? start & ~1 : start;
    }

    private int WeekStart(int session)
    {
        var week = Week(session);
        while (session > 0 && Week(session - 1) == week)
            session--;
        return session;
    }

    private int WeekEnd(int session)
    {
        var week = Week(session);
        while (session < _school.CountedSessions && Week(session) == week)
            session++;
        return session;
    }

    // Day 1 of the calendar, 0001-01-01, is a Monday.
    private int Week(int session) => _school.Sessions[session].Date.DayNumber / 7;

    /// <summary>True when the session lies outside the counted window or holds no absence yet, so that spells stay apart.</summary>
    private bool EndsSpell(int at) => at < 0 || at >= _window || _marks[at] == 0;

    /// <summary>True when the whole run lies in the counted window and nothing is there yet.</summary>
    private bool Free(int start, int sessions)
    {
        if (start < 0 || start + sessions > _window)
            return false;
        for (var i = start; i < start + sessions; i++)
            if (_marks[i] != 0)
                return false;
        return true;
    }

    /// <summary>Puts what found no room in one piece wherever there is room.</summary>
    private void Scatter(byte code, int sessions)
    {
        var start = _random.Next(_window);
        for (var step = 0; sessions > 0 && step < _window; step++)
        {
            var i = (start + step) % _window;
            if (_marks[i] != 0)
                continue;
            _marks[i] = code;
            sessions--;
        }
        if (sessions > 0)
            throw new InvalidOperationException($"{_school.Laestab}: an enrolment has more absence than sessions.");
    }

    /// <summary>Absence that no figure counts: all of a child outside the statistics, and June.</summary>
    private void MarkUncounted()
    {
        for (var i = _window; i < _marks.Length; i += 2)
        {
            if (_marks[i] != 0 || !_random.Chance(0.055))
                continue;
            var code = enrolment.YearGroup switch
            {
                "11" => Study,
                "12" or "13" => NotRequired,
                "R" => Ill,
                _ when _random.Chance(0.2) => Unexplained,
                _ => Ill,
            };
            for (var j = i; j < Math.Min(_marks.Length, i + 2); j++)
                if (_marks[j] == 0)
                    _marks[j] = code;
        }
    }

    private void Attend()
    {
        var lateness = _random.Share() switch
        {
            < 0.70 => 0.002,
            < 0.95 => 0.012,
            _ => 0.06,
        };
        // A class goes out on one day; Year 10 of a secondary school works for a week.
        var classTimes = CityRandom.For(seed, _school.Laestab.Value, enrolment.Group.GetHashCodeStable(), 3);
        var trip = _school.Sessions[classTimes.Next(_school.Sessions.Length)].Date;
        var work = enrolment.YearGroup == "10" ? WeekStart(classTimes.Next(_school.CountedSessions)) : -1;
        for (var i = 0; i < _marks.Length; i++)
        {
            if (_marks[i] != 0)
                continue;
            var at = enrolment.FirstSession + i;
            var session = _school.Sessions[at];
            _marks[i] =
                work >= 0 && Week(at) == Week(work) ? Work
                : session.Date == trip ? Visit
                : session.Half == HalfDay.PM ? Afternoon
                : _random.Chance(lateness) ? Late
                : Morning;
        }
    }

    private static byte Id(string code) => AttendanceCode.Parse(code).Id;
}

/// <summary>Hash codes of text that are the same in every process.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over the characters.</summary>
    public static int GetHashCodeStable(this string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16777619u);
        return unchecked((int)hash);
    }
}
