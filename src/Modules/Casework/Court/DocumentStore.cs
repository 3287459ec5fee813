using System.Data.Common;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Casework.Court;

/// <summary>Documents of cases, under the child's key.</summary>
internal sealed class DocumentStore(Database database, IPupilTexts texts, SchoolClock clock)
{
    /// <summary>Seals a document. It is stored by <see cref="SaveAsync"/>, in the transaction that says it was made.</summary>
    public async Task<SealedDocument> SealAsync(CaseFile file, string name, byte[] content, CancellationToken cancellation) =>
        new(
            GrowingNumber.Next(TimeProvider.System),
            name,
            clock.Now,
            await texts.SealAsync(file.Pupil, Convert.ToBase64String(content), cancellation)
        );

    /// <summary>Stores a sealed document of a case.</summary>
    public static Task SaveAsync(DbTransaction transaction, CaseFile file, SealedDocument document) =>
        transaction.Connection!.ExecuteAsync(
            "insert into casework_document (id, case_id, pupil_id, name, made_at, sealed) values (@id, @case, @pupil, @name, @at, @content)",
            new
            {
                id = document.Id,
                @case = file.Id.Value,
                pupil = file.Pupil.Value,
                name = document.Name,
                at = document.MadeAt,
                content = document.Content,
            },
            transaction
        );

    /// <summary>A document of a case; null: there is none, or it was erased with the child's key.</summary>
    public async Task<(string Name, byte[] Content)?> FindAsync(CaseFile file, long id, CancellationToken cancellation)
    {
        Row? row;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            row = await connection.QuerySingleOrDefaultAsync<Row>(
                new CommandDefinition(
                    "select name, sealed from casework_document where id = @id and case_id = @case",
                    new { id, @case = file.Id.Value },
                    cancellationToken: cancellation
                )
            );
        }
        if (row is null)
            return null;
        var opened = await texts.OpenAsync(file.Pupil, [row.Sealed], cancellation);
        return opened[0] is { } text ? (row.Name, Convert.FromBase64String(text)) : null;
    }

    private sealed class Row
    {
        public string Name { get; init; } = "";
        public byte[] Sealed { get; init; } = [];
    }
}

/// <summary>A document ready to be stored. <paramref name="Name"/> names no child.</summary>
internal sealed record SealedDocument(long Id, string Name, DateTimeOffset MadeAt, byte[] Content);
