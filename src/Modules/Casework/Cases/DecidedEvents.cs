using Attendance.SharedKernel;

namespace Attendance.Casework.Cases;

/// <summary>What a decision about a case comes to.</summary>
internal static class DecidedEvents
{
    /// <summary>What was decided, unless something was wrong with the words.</summary>
    public static Result<CaseEvent[]> Or(this Words words, params CaseEvent[] events) => words.Error is { } error ? error : events;
}
