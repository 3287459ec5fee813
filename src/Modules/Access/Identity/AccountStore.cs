using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Attendance.Access.Identity;

/// <summary>Identity's own store, but that the authenticator's key is sealed before it is stored.</summary>
internal sealed class AccountStore(AccessContext context, IDataProtectionProvider protection, IdentityErrorDescriber describer)
    : UserOnlyStore<Account, AccessContext, string>(context, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Access.Authenticator");

    public override Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _protector.Protect(key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } key ? _protector.Unprotect(key) : null;
}
