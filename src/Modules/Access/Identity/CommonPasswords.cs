using Microsoft.AspNetCore.Identity;

namespace Attendance.Access.Identity;

/// <summary>Refuses passwords that people choose too often: well-known ones with padding, and the own address.</summary>
internal sealed class CommonPasswords : IPasswordValidator<Account>
{
    private static readonly string[] Roots =
    [
        "password",
        "passw0rd",
        "letmein",
        "welcome",
        "qwerty",
        "123456",
        "abcdef",
        "111111",
        "iloveyou",
        "admin",
        "salford",
        "attendance",
        "football",
        "liverpool",
        "manchester",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = password?.ToLowerInvariant() ?? "";
        var name = user.Email?.Split('@')[0];
        var rest = Roots.Aggregate(text, (left, root) => left.Replace(root, "", StringComparison.Ordinal));
        if (name is { Length: > 3 })
            rest = rest.Replace(name, "", StringComparison.OrdinalIgnoreCase);
        // What is left after the known part must still be a password of some length.
        return Task.FromResult(
            rest.Length < text.Length && rest.Length < 8
                ? IdentityResult.Failed(new IdentityError { Code = "PasswordCommon", Description = "This password is too easy to guess." })
                : IdentityResult.Success
        );
    }
}
