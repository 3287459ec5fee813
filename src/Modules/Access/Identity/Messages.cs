using System.Data.Common;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.DataProtection;

namespace Attendance.Access.Identity;

/// <summary>
/// Messages to people, kept sealed until they run out. With a mail server they are sent (<see cref="MailDelivery"/>); without one they wait on the page of
/// whoever caused them, to be handed over.
/// </summary>
internal sealed class Messages(Database database, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Access.Messages");

    /// <summary>Queues a message in the transaction that has a reason for it.</summary>
    public Task QueueAsync(DbTransaction transaction, string recipient, string subject, string text, string by, DateTimeOffset expires)
    {
        var now = time.GetUtcNow();
        return transaction.Connection!.ExecuteAsync(
            """
            insert into access_message (id, recipient, subject, sealed_text, created_at, created_by, expires_at)
            values (@id, @recipient, @subject, @text, @now, @by, @expires)
            """,
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                recipient,
                subject,
                text = _protector.Protect(text),
                now,
                by,
                expires,
            },
            transaction
        );
    }

    /// <summary>Messages that somebody caused and that have not been sent or run out, newest first.</summary>
    public async Task<IReadOnlyList<Message>> WaitingAsync(string by, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return Open(
            await connection.QueryAsync<MessageRow>(
                new CommandDefinition(
                    """
                    select id, recipient, subject, sealed_text, created_at from access_message
                    where created_by = @by and sent_at is null and expires_at > @now order by created_at desc, id limit 100
                    """,
                    new { by, now = time.GetUtcNow() },
                    cancellationToken: cancellation
                )
            )
        );
    }

    /// <summary>Messages that wait for the mail server, oldest first.</summary>
    public async Task<IReadOnlyList<Message>> UnsentAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return Open(
            await connection.QueryAsync<MessageRow>(
                new CommandDefinition(
                    """
                    select id, recipient, subject, sealed_text, created_at from access_message
                    where sent_at is null and expires_at > @now order by created_at, id limit 20
                    """,
                    new { now = time.GetUtcNow() },
                    cancellationToken: cancellation
                )
            )
        );
    }

    private List<Message> Open(IEnumerable<MessageRow> rows) =>
        [.. rows.Select(row => new Message(row.Id, row.Recipient, row.Subject, _protector.Unprotect(row.SealedText), row.CreatedAt))];

    private sealed class MessageRow
    {
        public string Id { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Subject { get; init; } = "";
        public string SealedText { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }
}

/// <summary>A message with its text opened.</summary>
internal sealed record Message(string Id, string Recipient, string Subject, string Text, DateTimeOffset CreatedAt);
