using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attendance.SharedKernel;

namespace Attendance.Casework.Letters;

/// <summary>Sends emails through Notify.</summary>
internal sealed class NotifyClient(HttpClient http, NotifyOptions options, TimeProvider time)
{
    /// <summary>Characters at the end of a key: the service's id, a hyphen and the secret.</summary>
    public const int KeyTail = 73;

    private const int UuidLength = 36;

    /// <summary>Sends an email. Errors: notify-refused (this letter is not taken), notify-away (try again).</summary>
    public async Task<Result<bool>> SendAsync(string email, string subject, string body, string reference, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.BaseUrl, "/v2/notifications/email"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        request.Content = JsonContent.Create(
            new
            {
                email_address = email,
                template_id = options.TemplateId,
                personalisation = new { subject, body },
                reference,
            }
        );
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            if (answer.IsSuccessStatusCode)
                return true;
            return (int)answer.StatusCode is 400 or 403
                ? new Error("notify-refused", $"Notify answered {(int)answer.StatusCode}.")
                : new Error("notify-away", $"Notify answered {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException)
        {
            return new Error("notify-away", "Notify could not be reached.");
        }
    }

    /// <summary>A JWT signed with the secret, issued by the service, as Notify's documentation asks.</summary>
    private string Token()
    {
        var key = options.ApiKey!;
        var secret = key[^UuidLength..];
        var service = key[^KeyTail..^(UuidLength + 1)];
        var head = Encode(JsonSerializer.SerializeToUtf8Bytes(new { typ = "JWT", alg = "HS256" }));
        var claims = Encode(JsonSerializer.SerializeToUtf8Bytes(new { iss = service, iat = time.GetUtcNow().ToUnixTimeSeconds() }));
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{head}.{claims}"));
        return $"{head}.{claims}.{Encode(signature)}";
    }

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
