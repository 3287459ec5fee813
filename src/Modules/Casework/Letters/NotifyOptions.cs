namespace Attendance.Casework.Letters;

/// <summary>
/// GOV.UK Notify's HTTP API. Off unless a key and a template are configured (<c>Casework:Notify</c>). The template has the fields <c>subject</c> and <c>body</c>.
/// </summary>
internal sealed record NotifyOptions
{
    /// <summary>Where the API is. The service's own unless a test says otherwise.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.notifications.service.gov.uk");

    /// <summary>An API key as Notify gives it: a name, the service's id and the secret, joined by hyphens. Null: letters wait in the outbox.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The id of the email template.</summary>
    public string? TemplateId { get; init; }

    /// <summary>True when letters go by email.</summary>
    public bool IsOn => ApiKey is { Length: > NotifyClient.KeyTail } && TemplateId is not null;
}
