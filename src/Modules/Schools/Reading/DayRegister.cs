using System.Runtime.InteropServices;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Reading;

/// <summary>One half-day's register of a school. <paramref name="Counts"/>: marks in force by class, each code as it counts that day.</summary>
internal sealed record DayRegister(
    Laestab School,
    SessionKey Session,
    DateTimeOffset Starts,
    DateTimeOffset Closes,
    LastPost? LastPost,
    IReadOnlyDictionary<MarkClass, int> Counts,
    IReadOnlyList<DayGroup> Groups,
    bool Closed
)
{
    /// <summary>The same at an instant: what closes makes what is not complete partial or missing.</summary>
    public DayRegister At(DateTimeOffset now)
    {
        var closed = Closes <= now;
        return this with
        {
            Closed = closed,
            Groups = [.. Groups.Select(group => group with { State = RegisterStates.Of(closed, group.Expected, group.Marked) })],
        };
    }

    /// <summary>Children due.</summary>
    public int Expected => Groups.Sum(group => group.Expected);

    /// <summary>Of these with a mark in force.</summary>
    public int Marked => Groups.Sum(group => group.Marked);

    /// <summary>The state of the classes together.</summary>
    public RegisterState State => RegisterStates.Of(Closed, Expected, Marked);
}

/// <summary>One class of a register; <paramref name="Group"/> is null for children whose roll names no class.</summary>
internal sealed record DayGroup(string? Group, int Expected, int Marked, RegisterState State);

/// <summary>The last post of a register: when it was recorded, and how it came (rest, csv, hand, release, stale, proposal, transport).</summary>
internal sealed record LastPost(DateTimeOffset At, string Via);

/// <summary>How far a register is, by the children on roll without a mark in force.</summary>
internal enum RegisterState
{
    /// <summary>Not closed yet, and not complete.</summary>
    Due,

    /// <summary>Every child due has a mark.</summary>
    Complete,

    /// <summary>Closed, and some children have no mark.</summary>
    Partial,

    /// <summary>Closed, and no child has a mark.</summary>
    Missing,
}

/// <summary>Decides the state of a register. Source: ARCHITECTURE, completeness of a register.</summary>
internal static class RegisterStates
{
    public static RegisterState Of(bool closed, int expected, int marked) =>
        marked >= expected ? RegisterState.Complete
        : !closed ? RegisterState.Due
        : marked == 0 ? RegisterState.Missing
        : RegisterState.Partial;
}

/// <summary>What a school's registers rest on: the versions of its roll and calendar, and how far its journal is in the standings.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SchoolVersion(long Roll, long Calendar, long Seq);
