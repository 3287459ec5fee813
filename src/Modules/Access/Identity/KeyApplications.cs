using Attendance.Access.Keys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;

namespace Attendance.Access.Identity;

/// <summary>OpenIddict's applications, but that the secret of a school's system is its key: revoking the key ends both.</summary>
internal sealed class KeyApplications(
    IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication> cache,
    ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication> store,
    KeyRing keys
) : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>(cache, logger, options, store)
{
    private const string Mark = "key:";

    protected override async ValueTask<bool> ValidateClientSecretAsync(
        string secret,
        string comparand,
        CancellationToken cancellationToken = default
    ) => comparand.StartsWith(Mark, StringComparison.Ordinal) && await keys.IsKeyAsync(comparand[Mark.Length..], secret, cancellationToken);
}
