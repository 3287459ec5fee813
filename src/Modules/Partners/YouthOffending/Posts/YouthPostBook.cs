using System.Data.Common;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.YouthOffending.Posts;

/// <summary>Reads and writes the posts of the service's people. Judges nobody.</summary>
internal sealed class YouthPostBook(Database database, SchoolClock clock)
{
    private const string Live = "agency = @agency and from_date <= @today and (until_date is null or until_date > @today)";

    /// <summary>The people who work for the service today, and their posts.</summary>
    public async Task<IReadOnlyDictionary<long, YouthPost?>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(long Person, string? Post)>(
            new CommandDefinition(
                $"select person, post from partners_member where {Live}",
                new { agency = YouthDesk.Agency, today = clock.Today },
                cancellationToken: cancellation
            )
        );
        return rows.ToDictionary(row => row.Person, row => row.Post is null ? (YouthPost?)null : Enum.Parse<YouthPost>(row.Post));
    }

    /// <summary>Says what a person does. False: the person does not work for the service.</summary>
    public async Task<bool> SaveAsync(DbTransaction transaction, long person, YouthPost? post) =>
        await transaction.Connection!.ExecuteAsync(
            $"update partners_member set post = @post where person = @person and {Live}",
            new
            {
                person,
                post = post?.ToString(),
                agency = YouthDesk.Agency,
                today = clock.Today,
            },
            transaction
        ) > 0;
}
