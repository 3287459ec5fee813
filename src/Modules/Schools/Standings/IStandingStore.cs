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
}
