using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.BehaviourImprovement;

/// <summary>Reads and writes what is recorded of the programme's schools; nothing is overwritten. Judges nobody.</summary>
internal sealed class BipBook(Database database)
{
    /// <summary>The latest of everything.</summary>
    public async Task<BipRecords> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var leads = await connection.QueryAsync<(long School, string Kind, string Name, DateOnly From)>(
            new CommandDefinition(
                "select school_id, kind, name, from_date from partners_bip_lead order by written_at",
                cancellationToken: cancellation
            )
        );
        var policies = await connection.QueryAsync<(long School, string Kind, DateOnly Agreed, DateOnly Review)>(
            new CommandDefinition(
                "select school_id, kind, agreed_on, review_on from partners_bip_policy order by written_at",
                cancellationToken: cancellation
            )
        );
        var counts = await connection.QueryAsync<(long School, string Kind, DateOnly HalfTerm, int Count)>(
            new CommandDefinition(
                "select school_id, kind, half_term, count from partners_bip_count order by written_at",
                cancellationToken: cancellation
            )
        );
        return new BipRecords(
            leads
                .GroupBy(row => row.School)
                .ToDictionary(
                    rows => Laestab.From(rows.Key),
                    rows => new SchoolLead(Enum.Parse<LeadKind>(rows.Last().Kind), rows.Last().Name, rows.Last().From)
                ),
            policies
                .GroupBy(row => (row.School, row.Kind))
                .ToLookup(
                    rows => Laestab.From(rows.Key.School),
                    rows => new SchoolPolicy(Enum.Parse<PolicyKind>(rows.Key.Kind), rows.Last().Agreed, rows.Last().Review)
                ),
            counts
                .GroupBy(row => (row.School, row.Kind, row.HalfTerm))
                .ToLookup(
                    rows => Laestab.From(rows.Key.School),
                    rows => new SchoolCount(Enum.Parse<CountKind>(rows.Key.Kind), rows.Key.HalfTerm, rows.Last().Count)
                )
        );
    }

    /// <summary>Names the lead of a school.</summary>
    public static Task LeadAsync(DbTransaction transaction, Laestab school, SchoolLead lead, string by, DateTimeOffset at) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_bip_lead (school_id, kind, name, from_date, written_by, written_at)
            values (@school, @kind, @name, @from, @by, @at)
            on conflict (school_id, written_at) do update set kind = excluded.kind, name = excluded.name, from_date = excluded.from_date
            """,
            new
            {
                school = (long)school.Value,
                kind = lead.Kind.ToString(),
                name = lead.Name,
                from = lead.From,
                by,
                at,
            },
            transaction
        );

    /// <summary>Records a policy of a school.</summary>
    public static Task PolicyAsync(DbTransaction transaction, Laestab school, SchoolPolicy policy, string by, DateTimeOffset at) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_bip_policy (school_id, kind, agreed_on, review_on, written_by, written_at)
            values (@school, @kind, @agreed, @review, @by, @at)
            on conflict (school_id, kind, written_at) do update set agreed_on = excluded.agreed_on, review_on = excluded.review_on
            """,
            new
            {
                school = (long)school.Value,
                kind = policy.Kind.ToString(),
                agreed = policy.AgreedOn,
                review = policy.ReviewOn,
                by,
                at,
            },
            transaction
        );

    /// <summary>Records a count of a half term.</summary>
    public static Task CountAsync(DbTransaction transaction, Laestab school, SchoolCount count, string by, DateTimeOffset at) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_bip_count (school_id, kind, half_term, count, written_by, written_at)
            values (@school, @kind, @half, @count, @by, @at)
            on conflict (school_id, kind, half_term, written_at) do update set count = excluded.count
            """,
            new
            {
                school = (long)school.Value,
                kind = count.Kind.ToString(),
                half = count.HalfTerm,
                count = count.Count,
                by,
                at,
            },
            transaction
        );
}
