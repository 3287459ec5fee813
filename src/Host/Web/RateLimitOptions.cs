namespace Attendance.Host.Web;

/// <summary>
/// Section "RateLimits" of the configuration: how many requests one client may send, as a bucket that fills again. More are answered with 429 and Retry-After.
/// The defaults are far above what a school's system or a person sends; they stop one broken client from taking the morning from the others.
/// </summary>
internal sealed class RateLimitOptions
{
    /// <summary>Requests a second of one key: a school's system or the loader. Default 5,000, above what one Host of two cores answers.</summary>
    public int ClientPerSecond { get; set; } = 5_000;

    /// <summary>Requests of one key at once. Default 20,000.</summary>
    public int ClientBurst { get; set; } = 20_000;

    /// <summary>Requests a second of one person. Default 50: a page asks for less than ten.</summary>
    public int PersonPerSecond { get; set; } = 50;

    /// <summary>Requests of one person at once. Default 500.</summary>
    public int PersonBurst { get; set; } = 500;

    /// <summary>Requests a second without a credential from one address. Default 500: a whole authority can share one.</summary>
    public int StrangerPerSecond { get; set; } = 500;

    /// <summary>Requests without a credential from one address at once. Default 5,000.</summary>
    public int StrangerBurst { get; set; } = 5_000;

    /// <summary>
    /// Passwords, codes, links, reset requests and client secrets a minute from one address. Default 300: a secondary school signs in behind one address
    /// at nine. Guessing at one account is stopped by the account's own lock.
    /// </summary>
    public int SecretsPerMinute { get; set; } = 300;
}
