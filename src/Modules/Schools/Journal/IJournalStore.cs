using System.Data.Common;

namespace Attendance.Schools.Journal;

/// <summary>The journal's rows in one database. There are two: SQLite and PostgreSQL, under one contract test.</summary>
internal interface IJournalStore
{
    /// <summary>Inserts submissions with their entries, held marks and texts in the caller's transaction.</summary>
    Task AppendAsync(DbTransaction transaction, IReadOnlyList<Submission> submissions);

    /// <summary>True when an exception of <see cref="AppendAsync"/> says that a number or key is taken.</summary>
    bool IsConflict(Exception exception);
}
