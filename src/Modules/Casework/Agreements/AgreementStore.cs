using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Casework.Agreements;

/// <summary>What was agreed with schools and services about their roles (S115, S116), and who signed it. Judges nobody.</summary>
internal sealed class AgreementStore(Database database, IWriter writer, SchoolClock clock)
{
    public const string School = "school";
    public const string Service = "service";

    /// <summary>The latest agreement of each party of a kind that has one, by party.</summary>
    public async Task<IReadOnlyDictionary<string, RoleAgreement>> ReadAsync(string kind, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                """
                select a.party, a.version, a.body, a.review_on, a.recorded_at, s.signed_at, s.signed_by from casework_agreement a
                left join casework_agreement_signature s on s.kind = a.kind and s.party = a.party and s.version = a.version
                where a.kind = @kind and a.version = (select max(l.version) from casework_agreement l where l.kind = a.kind and l.party = a.party)
                """,
                new { kind },
                cancellationToken: cancellation
            )
        );
        return rows.ToDictionary(
            row => row.Party,
            row => new RoleAgreement(row.Version, row.Body, row.ReviewOn, row.RecordedAt, row.SignedAt, row.SignedBy)
        );
    }

    /// <summary>Writes the next version, which nobody signed yet.</summary>
    public Task SaveAsync(string kind, string party, string body, DateOnly reviewOn, string by, CancellationToken cancellation) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into casework_agreement (kind, party, version, body, review_on, recorded_at, recorded_by)
                    select @kind, @party, coalesce(max(version), 0) + 1, @body, @reviewOn, @at, @by
                    from casework_agreement where kind = @kind and party = @party
                    """,
                    new
                    {
                        kind,
                        party,
                        body,
                        reviewOn,
                        at = clock.Now,
                        by,
                    },
                    transaction
                ),
            cancellation
        );

    /// <summary>Signs a version; a signature stays as it is. False when there is no such version.</summary>
    public Task<bool> SignAsync(string kind, string party, int version, string by, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
            {
                var known = await transaction.Connection!.ExecuteScalarAsync<long>(
                    "select count(*) from casework_agreement where kind = @kind and party = @party and version = @version",
                    new
                    {
                        kind,
                        party,
                        version,
                    },
                    transaction
                );
                if (known == 0)
                    return false;
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into casework_agreement_signature (kind, party, version, signed_at, signed_by) values (@kind, @party, @version, @at, @by)
                    on conflict do nothing
                    """,
                    new
                    {
                        kind,
                        party,
                        version,
                        at = clock.Now,
                        by,
                    },
                    transaction
                );
                return true;
            },
            cancellation
        );

    private sealed class Row
    {
        public string Party { get; init; } = "";
        public int Version { get; init; }
        public string Body { get; init; } = "";
        public DateOnly ReviewOn { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public DateTimeOffset? SignedAt { get; init; }
        public string? SignedBy { get; init; }
    }
}

/// <summary>An agreement about a school's or service's role, in its latest version; not signed: the signature is null.</summary>
internal sealed record RoleAgreement(
    int Version,
    string Body,
    DateOnly ReviewOn,
    DateTimeOffset RecordedAt,
    DateTimeOffset? SignedAt,
    string? SignedBy
);
