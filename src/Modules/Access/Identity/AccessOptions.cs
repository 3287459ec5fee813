namespace Attendance.Access.Identity;

/// <summary>Section "Access" of the configuration.</summary>
internal sealed class AccessOptions
{
    /// <summary>Whose installation this is, as the pages' header says it. Default "Salford City Council".</summary>
    public string Council { get; set; } = "Salford City Council";

    /// <summary>Hours until a signed-in browser must sign in again. Default 10, a working day; 1 to 24.</summary>
    public int SessionHours { get; set; } = 10;

    /// <summary>Whether people must set up a second factor at their first sign-in. Default true.</summary>
    public bool RequireSecondFactor { get; set; } = true;

    /// <summary>Days that an invitation is good for. Default 7; 1 to 30.</summary>
    public int InvitationDays { get; set; } = 7;

    /// <summary>
    /// Where people reach this installation, for links in messages ("https://attendance.example.gov.uk"). Default: the first address that the Host listens on.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>Whether people may sign in without TLS from elsewhere than this machine. Default false.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Applications that people sign in to through this installation (authorization code with PKCE).</summary>
    public IList<ClientApplication> Clients { get; } = [];

    /// <summary>Outside OpenID Connect providers that people may sign in with.</summary>
    public IList<OutsideProvider> External { get; } = [];

    /// <summary>Where a form may lead to, after this Host's own redirect: outside providers and the configured applications.</summary>
    public IEnumerable<string> FormTargets =>
        External.Select(provider => provider.Authority).Concat(Clients.SelectMany(client => client.RedirectUris)).Select(Origin).Distinct();

    private static string Origin(string address)
    {
        var uri = new Uri(address);
        return uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : $"{uri.Scheme}:";
    }

    /// <summary>SMTP server for messages; null: they wait on the sender's page.</summary>
    public MailServer? Mail { get; set; }
}

/// <summary>A public client application.</summary>
internal sealed class ClientApplication
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public IList<string> RedirectUris { get; } = [];
}

/// <summary>An outside provider: Entra ID, DfE Sign-in, or any that speaks OpenID Connect with a discovery document.</summary>
internal sealed class OutsideProvider
{
    /// <summary>Short name in addresses: letters, digits, hyphens. The callback is <c>/sign-in/with/{name}/callback</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the button says after "Sign in with".</summary>
    public string Title { get; set; } = "";

    /// <summary>Address of the provider ("https://login.microsoftonline.com/TENANT/v2.0").</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string? ClientSecret { get; set; }

    /// <summary>
    /// Whether the provider's addresses count as verified although it sends no <c>email_verified</c>: Entra ID of one's own tenant, where the authority gives
    /// the addresses. Default false.
    /// </summary>
    public bool TrustEmail { get; set; }

    /// <summary>Whether the provider may be reached without TLS: for tests on one machine. Default false.</summary>
    public bool AllowPlainHttp { get; set; }
}

/// <summary>Where messages are handed in for delivery.</summary>
internal sealed class MailServer
{
    public string Host { get; set; } = "";

    /// <summary>Default 587, with STARTTLS.</summary>
    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    public string From { get; set; } = "";

    /// <summary>Whether the connection must be encrypted. Default true.</summary>
    public bool Tls { get; set; } = true;
}
