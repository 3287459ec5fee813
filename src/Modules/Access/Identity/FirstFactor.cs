using System.Security.Cryptography;
using System.Text;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Attendance.Access.Identity;

/// <summary>
/// Judges passwords and second factors. Every try is counted before it is judged, so that many at once do not get round the lock: after five that failed
/// the account takes no more for fifteen minutes. A stranger learns nothing: an unknown address costs the same time and reads like a wrong password.
/// </summary>
internal sealed class FirstFactor(
    UserManager<Account> accounts,
    IPasswordHasher<Account> hasher,
    Database database,
    IWriter writer,
    TimeProvider time,
    AccountAudit audit
)
{
    private const int Tries = 5;
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);
    private static readonly Account Nobody = new();
    private static string? _nobodysHash;

    /// <summary>The account whose address and password these are, or null: wrong, locked, or gone.</summary>
    public async Task<Account?> CheckPasswordAsync(HttpContext context, string? email, string? password)
    {
        var cancellation = context.RequestAborted;
        var account = string.IsNullOrWhiteSpace(email) ? null : await accounts.FindByEmailAsync(email.Trim());
        if (account is not { PasswordHash: { } hash } || await HasLeftAsync(account, cancellation))
        {
            _nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, password ?? "");
            await audit.RefusedAsync(context, account?.PersonId, "SignIn", account is null ? "unknown address" : "no password or left");
            return null;
        }
        var taken = await TakeTryAsync(account, cancellation);
        var right = hasher.VerifyHashedPassword(account, hash, password ?? "") is not PasswordVerificationResult.Failed;
        if (!taken || !right)
        {
            await FailAsync(context, account, taken ? "wrong password" : "locked");
            return null;
        }
        if (!account.TwoFactorEnabled)
            await SucceedAsync(account, null, cancellation);
        return account;
    }

    /// <summary>Whether a code of the authenticator app, or one of the recovery codes, is right. Each counts once.</summary>
    public async Task<bool> CheckCodeAsync(HttpContext context, Account account, string? text)
    {
        var cancellation = context.RequestAborted;
        var code = new string([.. (text ?? "").Where(char.IsLetterOrDigit)]).ToUpperInvariant();
        var taken = await TakeTryAsync(account, cancellation);
        var used = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
        var right =
            taken
            && code.Length > 0
            && used != account.UsedCode
            && (
                code.Length == 6
                    ? await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code)
                    : (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, RecoveryCode(code))).Succeeded
            );
        // Of two that bring the same code at the same time, one is taken.
        if (right && await SucceedAsync(account, used, cancellation))
            return true;
        await FailAsync(context, account, taken ? "wrong second factor" : "locked");
        return false;
    }

    private static string RecoveryCode(string code) => code.Length == 10 ? $"{code[..5]}-{code[5..]}" : code;

    private async Task<bool> HasLeftAsync(Account account, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(
                    "select count(*) from access_person where id = @person and left_at is null",
                    new { person = account.PersonId },
                    cancellationToken: cancellation
                )
            ) == 0;
    }

    private async Task<bool> TakeTryAsync(Account account, CancellationToken cancellation) =>
        await RunAsync(
            """
            update access_account set access_failed_count = access_failed_count + 1
            where id = @id and access_failed_count < @tries and (lockout_end is null or lockout_end <= @now)
            """,
            account,
            null,
            cancellation
        ) == 1;

    /// <summary>Locks first, so that an audit that cannot be written gives nobody more tries.</summary>
    private async Task FailAsync(HttpContext context, Account account, string why)
    {
        var locked =
            await RunAsync(
                "update access_account set lockout_end = @until, access_failed_count = 0 where id = @id and access_failed_count >= @tries",
                account,
                null,
                context.RequestAborted
            ) == 1;
        await audit.RefusedAsync(context, account.PersonId, "SignIn", why);
        if (locked)
            await audit.ChangingAsStrangerAsync(context, account.PersonId, "LockAccount", "fifteen minutes");
    }

    private async Task<bool> SucceedAsync(Account account, string? used, CancellationToken cancellation) =>
        await RunAsync(
            """
            update access_account set access_failed_count = 0, lockout_end = null, used_code = coalesce(@used, used_code)
            where id = @id and (cast(@used as text) is null or used_code is null or used_code <> @used)
            """,
            account,
            used,
            cancellation
        ) == 1;

    private Task<int> RunAsync(string sql, Account account, string? used, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    sql,
                    new
                    {
                        id = account.Id,
                        tries = Tries,
                        now,
                        until = now + Lock,
                        used,
                    },
                    transaction
                ),
            cancellation
        );
    }
}
