using System.Data.Common;
using Attendance.Casework.Cases;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Casework.Letters;

/// <summary>The table that the outbox is made from. The words are in the case's events.</summary>
internal sealed class LetterStore(Database database)
{
    private const int Most = 100;

    /// <summary>A letter waits.</summary>
    public static Task AddAsync(DbTransaction transaction, CaseFile file, LetterWritten letter) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into casework_letter (id, case_id, pupil_id, matter, kind, state, by_email, written_on)
            values (@id, @case, @pupil, @matter, @kind, 'waiting', @email, @on)
            """,
            new
            {
                id = letter.Letter,
                @case = file.Id.Value,
                pupil = file.Pupil.Value,
                matter = letter.Matter,
                kind = Stored.Name(letter.Kind),
                email = letter.Email is not null,
                on = letter.On,
            },
            transaction
        );

    /// <summary>A letter left, or is not sent.</summary>
    public static Task SetAsync(DbTransaction transaction, long letter, string state) =>
        transaction.Connection!.ExecuteAsync(
            "update casework_letter set state = @state where id = @letter",
            new { state, letter },
            transaction
        );

    /// <summary>A letter does not go by email any more.</summary>
    public static Task KeepFromEmailAsync(DbTransaction transaction, long letter) =>
        transaction.Connection!.ExecuteAsync(
            "update casework_letter set by_email = @no where id = @letter",
            new { no = false, letter },
            transaction
        );

    /// <summary>Letters that may go by email and wait, the oldest first.</summary>
    public async Task<IReadOnlyList<(long Case, long Letter)>> WaitingAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return
        [
            .. await connection.QueryAsync<(long, long)>(
                new CommandDefinition(
                    "select case_id, id from casework_letter where state = 'waiting' and by_email = @yes order by id limit @most",
                    new { yes = true, most = Most },
                    cancellationToken: cancellation
                )
            ),
        ];
    }
}
