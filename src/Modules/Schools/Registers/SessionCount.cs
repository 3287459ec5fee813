using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Registers;

/// <summary>How many of something there are in a half-day's register; <paramref name="Group"/> is empty where a post named no class.</summary>
internal sealed record SessionCount(SessionKey Session, string Group, int Count)
{
    /// <summary>Counts the rows of a list of a school's marks (with date, session and group_code) between two dates.</summary>
    public static async Task<List<SessionCount>> ReadAsync(
        Database database,
        string list,
        Laestab school,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(
                $"""
                select q.date, q.session, q.group_code, count(*) from ({list} and s.date >= @from and s.date <= @to) q
                group by q.date, q.session, q.group_code
                """
            )
            .With("school", (long)school.Value)
            .With("from", from)
            .With("to", to)
            .ReadAsync(
                reader => new SessionCount(
                    JournalReader.Session(reader.GetValue(0), reader.GetString(1)),
                    reader.GetString(2),
                    (int)reader.GetInt64(3)
                ),
                cancellation
            );
    }
}
