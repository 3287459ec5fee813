using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Transport;

/// <summary>How often the policy was opened, by day and language; nobody's name is kept.</summary>
internal sealed class PolicyLooks(Database database, IWriter writer, SchoolClock clock)
{
    /// <summary>Counts one.</summary>
    public Task AddAsync(string language, CancellationToken cancellation) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into partners_transport_policy_look (day, language, looks) values (@day, @language, 1)
                    on conflict (day, language) do update set looks = partners_transport_policy_look.looks + 1
                    """,
                    new { day = clock.Today, language },
                    transaction
                ),
            cancellation
        );

    /// <summary>All since a day.</summary>
    public async Task<long> CountAsync(DateOnly since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "select coalesce(sum(looks), 0) from partners_transport_policy_look where day >= @since",
                new { since },
                cancellationToken: cancellation
            )
        );
    }
}
