using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Disclosures;

/// <summary>The ledger of disclosures: which agency looked at which child, by which agreement, for what. Append-only.</summary>
internal sealed class DisclosureBook(Database database, IWriter writer, SchoolClock clock)
{
    private const string Insert = """
        insert into partners_disclosure (id, agreement, agency, pupil_id, person, seen_at, purpose, expires_on, fields, request)
        values (@id, @agreement, @agency, @pupil, @person, @now, @purpose, @expires, @fields, @request)
        """;

    /// <summary>Writes a look at children, and notes them for the audit of the request. Returns when it is durable: before that nothing may be shown.</summary>
    public async Task WriteAsync(SharedScope scope, Caller caller, IReadOnlyList<PupilId> children, CancellationToken cancellation)
    {
        if (children.Count == 0)
            return;
        foreach (var child in children)
            AuditScope.Current?.Show(child);
        var rows = children.Select(child => new
        {
            id = GrowingNumber.Next(TimeProvider.System),
            agreement = scope.Agreement.Id,
            agency = scope.Agreement.Agency,
            pupil = child.Value,
            person = caller.Person ?? 0,
            now = clock.Now,
            purpose = scope.Agreement.Purpose,
            expires = scope.Agreement.ExpiresOn,
            fields = string.Join(',', scope.Fields.Order(StringComparer.Ordinal)),
            request = AuditScope.Current?.RequestId ?? "",
        });
        await writer.Run(transaction => transaction.Connection!.ExecuteAsync(Insert, rows, transaction), cancellation);
    }

    /// <summary>Writes that people of an agency are told of a child without asking, by a notice.</summary>
    public Task ToldAsync(DbTransaction transaction, Agreement agreement, IReadOnlyCollection<long> people, PupilId child, string how) =>
        transaction.Connection!.ExecuteAsync(
            Insert,
            people.Select(person => new
            {
                id = GrowingNumber.Next(TimeProvider.System),
                agreement = agreement.Id,
                agency = agreement.Agency,
                pupil = child.Value,
                person,
                now = clock.Now,
                purpose = agreement.Purpose,
                expires = agreement.ExpiresOn,
                fields = how,
                request = how,
            }),
            transaction
        );

    /// <summary>The looks at a child, summed by agreement.</summary>
    public async Task<IReadOnlyDictionary<string, (int Views, DateTimeOffset Last)>> OfChildAsync(
        PupilId pupil,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select agreement, count(*) as views, max(seen_at) as last_at from partners_disclosure where {MergedPupils.Are("pupil_id", "@pupil")} group by agreement",
                new { pupil = pupil.Value },
                cancellationToken: cancellation
            )
        );
        return rows.ToDictionary(row => row.Agreement, row => ((int)row.Views, row.LastAt));
    }

    /// <summary>How many looks an agency has had since a day.</summary>
    public async Task<long> CountAsync(string agency, DateOnly since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "select count(*) from partners_disclosure where agency = @agency and seen_at >= @since",
                new { agency, since = SchoolClock.Instant(since, TimeOnly.MinValue) },
                cancellationToken: cancellation
            )
        );
    }

    private sealed class Row
    {
        public string Agreement { get; init; } = "";
        public long Views { get; init; }
        public DateTimeOffset LastAt { get; init; }
    }
}
