using System.Data.Common;

namespace Attendance.Schools.Standings;

/// <summary>The rows of the read model in one database. There are two: SQLite and PostgreSQL, under one contract test.</summary>
internal interface IStandingStore
{
    /// <summary>
    /// Writes enrolment standings, pupil standings and tallies in key order, and the mark of every school, in the caller's transaction. A row is replaced
    /// only by one whose position is as high.
    /// </summary>
    Task WriteAsync(DbTransaction transaction, IReadOnlyList<StandingUpdate> updates);

    /// <summary>
    /// Writes flag episodes in the order given, in the caller's transaction, and answers for each whether the stored row became another: a fold repeated
    /// after a lost reply says the same again, and no fact is told twice.
    /// </summary>
    Task<bool[]> WriteFlagsAsync(DbTransaction transaction, IReadOnlyList<FlagRow> rows);

    /// <summary>Which of these children have a flag of concern or action by their stored standing, as the caller's transaction sees it.</summary>
    Task<IReadOnlySet<long>> ConcernedAsync(DbTransaction transaction, long[] pupils);

    /// <summary>The stored flags of children, as the caller's transaction sees them.</summary>
    Task<IEnumerable<StoredFlag>> FlagsAsync(DbTransaction transaction, long[] pupils);
}
