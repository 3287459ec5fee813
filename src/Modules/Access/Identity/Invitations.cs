using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Access.Keys;
using Attendance.Access.People;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Attendance.Access.Identity;

/// <summary>
/// Single-purpose links by which a person gets a first password, or another one. A link works once and for some days; a later one takes the earlier
/// one's place. Only its hash is kept.
/// </summary>
internal sealed class Invitations(
    Database database,
    IWriter writer,
    Messages messages,
    IPasswordHasher<Account> hasher,
    AccessOptions options,
    TimeProvider time,
    AccessNews news,
    AccountAudit audit
)
{
    private static readonly TimeSpan ResetLife = TimeSpan.FromHours(1);

    /// <summary>Makes a link and queues the message that carries it, in the transaction that has a reason for it. The link ends with the secret.</summary>
    public async Task<InvitationLink> IssueAsync(
        DbTransaction transaction,
        PersonRecord person,
        InvitationPurpose purpose,
        string by,
        Uri address
    )
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        var (secret, hash) = SecretKey.New();
        var expires = now + (purpose is InvitationPurpose.Reset ? ResetLife : TimeSpan.FromDays(options.InvitationDays));
        await transaction.Connection!.ExecuteAsync(
            """
            update access_invitation set withdrawn_at = @now where person_id = @person and used_at is null and withdrawn_at is null;
            insert into access_invitation (id, hash, person_id, purpose, email, created_at, created_by, expires_at)
            values (@id, @hash, @person, @purpose, @email, @now, @by, @expires);
            """,
            new
            {
                id,
                hash,
                person = person.Id,
                purpose = purpose.ToString().ToLowerInvariant(),
                email = person.Email,
                now,
                by,
                expires,
            },
            transaction
        );
        var link = new Uri(options.PublicUrl is { } known ? new Uri(known) : address, $"/invitation/{secret}");
        var (subject, sentence) = purpose switch
        {
            InvitationPurpose.Invitation => ("Your Attendance account", "You have been given an account. Choose your password here:"),
            InvitationPurpose.Reset => ("Your Attendance password", "Somebody, we hope you, asked for another password. Choose it here:"),
        };
        await messages.QueueAsync(
            transaction,
            person.Email,
            subject,
            $"{sentence}\n\n{link}\n\nThe link works once, until {expires:d MMMM yyyy HH:mm} UTC.\n",
            by,
            expires
        );
        return new InvitationLink(id, link);
    }

    /// <summary>The open invitation that a secret belongs to, or null.</summary>
    public async Task<Invitation?> FindAsync(string secret, CancellationToken cancellation)
    {
        if (!SecretKey.TryHash(secret, out var hash))
            return null;
        await using var connection = await database.OpenAsync(cancellation);
        return await FindAsync(connection, "i.hash = @hash", new { hash, now = time.GetUtcNow() }, null);
    }

    /// <summary>Uses an invitation for a password. False: it was used or withdrawn meanwhile.</summary>
    public async Task<bool> AcceptAsync(HttpContext context, Invitation invitation, string password)
    {
        await audit.ChangingAsync(context, invitation.Person, "ChoosePassword", invitation.Purpose);
        // Slow on purpose, so it is done before the writer's turn.
        var hash = hasher.HashPassword(new Account(), password);
        var done = await writer.Run(
            async transaction =>
            {
                if (!await UseAsync(transaction, invitation.Id))
                    return false;
                await SaveAccountAsync(transaction, invitation.Person, hash);
                await Sessions.EndAllAsync(transaction, invitation.Person, time.GetUtcNow());
                return true;
            },
            context.RequestAborted
        );
        news.Changed();
        return done;
    }

    /// <summary>
    /// The account of the person who was invited at an address, made now that an outside provider vouches for the address: the invitation counts as
    /// accepted, without a password. Null: nobody was invited there.
    /// </summary>
    public async Task<(string Account, long Person)?> AcceptOutsideAsync(DbTransaction transaction, string email)
    {
        var found = await FindAsync(
            transaction.Connection!,
            "i.purpose = 'invitation' and p.email = @email",
            new { email, now = time.GetUtcNow() },
            transaction
        );
        if (found is null || !await UseAsync(transaction, found.Id))
            return null;
        return (await SaveAccountAsync(transaction, found.Person, null), found.Person);
    }

    private static Task<Invitation?> FindAsync(DbConnection connection, string which, object parameters, DbTransaction? transaction) =>
        connection.QuerySingleOrDefaultAsync<Invitation?>(
            $"""
            select i.id, i.person_id as person, i.purpose, p.name, p.email from access_invitation i join access_person p on p.id = i.person_id
            where {which} and i.used_at is null and i.withdrawn_at is null and i.expires_at > @now and p.left_at is null
            """,
            parameters,
            transaction
        );

    private async Task<bool> UseAsync(DbTransaction transaction, string id)
    {
        var now = time.GetUtcNow();
        return await transaction.Connection!.ExecuteAsync(
                """
                update access_invitation set used_at = @now
                where id = @id and used_at is null and withdrawn_at is null and expires_at > @now
                """,
                new { id, now },
                transaction
            ) == 1;
    }

    private async Task<string> SaveAccountAsync(DbTransaction transaction, long person, string? hash)
    {
        var now = time.GetUtcNow();
        return (
            await transaction.Connection!.ExecuteScalarAsync<string>(
                """
                insert into access_account
                    (id, person_id, created_at, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash,
                    security_stamp, concurrency_stamp)
                select @id, p.id, @now, p.email, upper(p.email), p.email, upper(p.email), true, @hash, @stamp, @stamp
                from access_person p where p.id = @person
                on conflict (person_id) do update set password_hash = coalesce(excluded.password_hash, access_account.password_hash),
                    security_stamp = excluded.security_stamp, concurrency_stamp = excluded.concurrency_stamp,
                    access_failed_count = 0, lockout_end = null
                returning id
                """,
                new
                {
                    id = Guid.CreateVersion7(now).ToString("N"),
                    person,
                    now,
                    hash,
                    stamp = Guid.NewGuid().ToString("N"),
                },
                transaction
            )
        )!;
    }
}

/// <summary>What a link is for. Stored in lower case.</summary>
internal enum InvitationPurpose
{
    /// <summary>The first password.</summary>
    Invitation,

    /// <summary>Another password.</summary>
    Reset,
}

/// <summary>A link as it is told once.</summary>
internal sealed record InvitationLink(string Id, Uri Address);

/// <summary>An open invitation and whom it is for.</summary>
internal sealed class Invitation
{
    public string Id { get; init; } = "";
    public long Person { get; init; }
    public string Purpose { get; init; } = "";
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
}
