using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Attendance.Access.Identity;

/// <summary>Identity's own store, but that the authenticator's key and the recovery codes are sealed before they are stored.</summary>
internal sealed class AccountStore(AccessContext context, IDataProtectionProvider protection, IdentityErrorDescriber describer)
    : UserOnlyStore<Account, AccessContext, string>(context, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Access.SecondFactor");

    public override Task SetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        string? value,
        CancellationToken cancellationToken
    ) => base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        CancellationToken cancellationToken
    ) => await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? _protector.Unprotect(value) : null;
}
