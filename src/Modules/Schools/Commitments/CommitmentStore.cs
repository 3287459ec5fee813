using System.Data.Common;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Commitments;

/// <summary>Reads and writes signatures.</summary>
internal sealed class CommitmentStore(Database database)
{
    public const string School = "school";
    public const string Agency = "agency";

    /// <summary>The signatures of a school year by party.</summary>
    public async Task<IReadOnlyDictionary<(string Kind, string Party), CommitmentSignature>> ReadAsync(
        AcademicYear year,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command("select party_kind, party, statements, signed_at, signed_by from schools_commitment where year = @year")
            .With("year", year.StartYear)
            .ReadAsync(
                reader =>
                    (
                        Party: (reader.GetString(0), reader.GetString(1)),
                        Signature: new CommitmentSignature(reader.GetInt32(2), reader.Instant(3), reader.GetString(4))
                    ),
                cancellation
            );
        return rows.ToDictionary(row => row.Party, row => row.Signature);
    }

    /// <summary>Signs for a party; false when it was signed already, which stays.</summary>
    public static async Task<bool> SignAsync(
        DbTransaction transaction,
        AcademicYear year,
        string kind,
        string party,
        CommitmentSignature signature
    ) =>
        await transaction
            .Command(
                """
                insert into schools_commitment (year, party_kind, party, statements, signed_at, signed_by)
                values (@year, @kind, @party, @statements, @at, @by) on conflict do nothing
                """
            )
            .With("year", year.StartYear)
            .With("kind", kind)
            .With("party", party)
            .With("statements", signature.Statements)
            .With("at", signature.At)
            .With("by", signature.By)
            .RunAsync(CancellationToken.None) == 1;
}

/// <summary>A signature: to which version of the statements, when, and by whom, as records name them.</summary>
internal sealed record CommitmentSignature(int Statements, DateTimeOffset At, string By);
