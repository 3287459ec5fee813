using System.Data.Common;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;
using Microsoft.Data.Sqlite;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// The base of every <c>When&lt;Fact&gt;</c>. A fact is told at least once; this makes its effect happen exactly once: what the handler writes in the
/// lent transaction is committed together with a note in the inbox, and a fact that is noted there is not handled again.
/// <code>
/// internal sealed class WhenFlagOpened(Cases cases) : FactHandler&lt;FlagOpened&gt;
/// {
///     protected override Task HandleAsync(FlagOpened fact, FactContext context) => cases.OpenReferralAsync(fact, context.Transaction);
/// }
/// </code>
/// The facts of one stream come in order. A handler that throws is tried ten times, then the fact is parked and its stream goes on.
/// </summary>
public abstract class FactHandler<TFact> : INotificationHandler<Delivery<TFact>>
    where TFact : IFact
{
    /// <summary>The handler's name in the inbox. Override it when the class is renamed, or facts that wait would be handled twice.</summary>
    protected virtual string Name => GetType().FullName!;

    /// <summary>
    /// The effect. It must await nothing but its own transaction (see <see cref="Data.IWriter"/>): on SQLite there is one writing thread.
    /// </summary>
    protected abstract Task HandleAsync(TFact fact, FactContext context);

    async Task INotificationHandler<Delivery<TFact>>.Handle(Delivery<TFact> notification, CancellationToken cancellationToken)
    {
        try
        {
            await notification.Writer.Run(
                async transaction =>
                {
                    var place = notification.Place;
                    if (await NoteAsync(transaction, place, notification.Time.GetUtcNow()))
                        await HandleAsync(notification.Fact, new FactContext(transaction, place, notification.RaisedAt));
                },
                cancellationToken
            );
        }
#pragma warning disable CA1031 // The dispatcher judges the failure; the other handlers must still hear of the fact.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            notification.Failed(exception);
        }
    }

    /// <summary>Notes in the inbox that this handler has the fact. False: it had it before.</summary>
    private async Task<bool> NoteAsync(DbTransaction transaction, FactPlace place, DateTimeOffset now)
    {
        const string Insert = "insert into inbox (stream, position, ordinal, handler, handled_at) values ";
        if (transaction.Connection is SqliteConnection sqlite)
            return SqliteStatement
                    .For(sqlite, Insert + "(?,?,?,?,?) on conflict do nothing")
                    .Bind(1, place.Stream)
                    .Bind(2, place.Position)
                    .Bind(3, place.Ordinal)
                    .Bind(4, Name)
                    .Bind(5, (string)SqlTypes.Instant(now, sqlite: true))
                    .Execute() > 0;
        return await transaction.Connection!.ExecuteAsync(
                Insert + "(@Stream, @Position, @Ordinal, @Name, @now) on conflict do nothing",
                new
                {
                    place.Stream,
                    place.Position,
                    place.Ordinal,
                    Name,
                    now,
                },
                transaction
            ) > 0;
    }
}

/// <summary>What a handler gets beside the fact: the transaction to write in, the fact's identity, and when it was raised (system clock).</summary>
public sealed record FactContext(DbTransaction Transaction, FactPlace Place, DateTimeOffset RaisedAt);
