using Microsoft.AspNetCore.Identity;

namespace Attendance.Access.Identity;

/// <summary>How one person signs in. The name is the address that messages go to; the person is who Access knows, with roles and relationships.</summary>
internal sealed class Account : IdentityUser
{
    /// <summary>The person, in <c>access_person</c>.</summary>
    public long PersonId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>SHA-256 of the last second-factor code that was taken.</summary>
    public string? UsedCode { get; set; }
}
