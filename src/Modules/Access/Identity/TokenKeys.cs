using System.Data.Common;
using System.Security.Cryptography;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Attendance.Access.Identity;

/// <summary>
/// The keys that sign and encrypt tokens: made once, kept in the database sealed by data protection, and so the same on every Host. The newest is used;
/// older ones stay good for what they signed. A new one is made at start when the newest is older than a year; a Host learns of it when it starts.
/// </summary>
internal sealed class TokenKeys(Database database, IWriter writer, IDataProtectionProvider protection, TimeProvider time)
    : IConfigureOptions<OpenIddictServerOptions>
{
    private const string Signing = "signing-p256";
    private const string Encryption = "encryption";

    // RSA keys of before; good for what they signed.
    private const string EarlierSigning = "signing";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly IDataProtector _protector = protection.CreateProtector("Access.TokenKeys");

    /// <summary>Makes what is missing. Two Hosts that start together may both make one: both are good.</summary>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using (var connection = await database.OpenAsync(cancellation))
        {
            var fresh = await connection.ExecuteScalarAsync<long>(
                "select count(distinct purpose) from access_token_key where created_at > @since and purpose in (@Signing, @Encryption)",
                new
                {
                    since = now - Lifetime,
                    Signing,
                    Encryption,
                }
            );
            if (fresh == 2)
                return;
        }
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rows = new[] { Row(Signing, signing.ExportPkcs8PrivateKey()), Row(Encryption, RandomNumberGenerator.GetBytes(32)) };
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    "insert into access_token_key (id, purpose, sealed_key, created_at) values (@id, @purpose, @key, @now)",
                    rows,
                    transaction
                ),
            cancellation
        );

        object Row(string purpose, byte[] key) =>
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                purpose,
                key = Convert.ToBase64String(_protector.Protect(key)),
                now,
            };
    }

    public void Configure(OpenIddictServerOptions options)
    {
        using DbConnection connection = database.CreateConnection();
        var rows = connection
            .Query<(string Id, string Purpose, string SealedKey)>(
                "select id, purpose, sealed_key from access_token_key order by created_at desc, id"
            )
            .ToList();
        foreach (var (id, purpose, sealedKey) in rows)
        {
            var key = _protector.Unprotect(Convert.FromBase64String(sealedKey));
            if (purpose == Signing)
            {
                var curve = ECDsa.Create();
                curve.ImportPkcs8PrivateKey(key, out _);
                options.SigningCredentials.Add(
                    new SigningCredentials(new ECDsaSecurityKey(curve) { KeyId = id }, SecurityAlgorithms.EcdsaSha256)
                );
            }
            else if (purpose == EarlierSigning)
            {
                var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(key, out _);
                options.SigningCredentials.Add(
                    new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = id }, SecurityAlgorithms.RsaSha256)
                );
            }
            else
            {
                options.EncryptionCredentials.Add(
                    new EncryptingCredentials(
                        new SymmetricSecurityKey(key) { KeyId = id },
                        SecurityAlgorithms.Aes256KW,
                        SecurityAlgorithms.Aes256CbcHmacSha512
                    )
                );
            }
        }
    }
}
