using System.Net;
using System.Text.RegularExpressions;

namespace Attendance.TestSupport;

/// <summary>What a person has in front of them: keeps cookies, follows redirects on its own server, fills in forms with the token that the page gave.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client;

    public Browser(Uri server, HttpMessageHandler? over = null)
    {
        Cookies = new CookieContainer();
        _client = new HttpClient(over ?? new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false })
        {
            BaseAddress = server,
        };
        At = server;
    }

    public CookieContainer Cookies { get; }

    /// <summary>Where it is after the last redirect.</summary>
    public Uri At { get; private set; }

    /// <summary>The status of the last answer.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>The text of the last answer.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The headers of the last answer.</summary>
    public System.Net.Http.Headers.HttpResponseHeaders? Headers { get; private set; }

    /// <summary>Opens a page. Stops where a redirect leads to another server, unless told to follow.</summary>
    public Task<string> OpenAsync(string address, bool anywhere = false) =>
        GoAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(At, address)), anywhere);

    /// <summary>Fills in the form of the page it is on and sends it. With a path: the form whose action begins with it.</summary>
    public Task<string> SendAsync(IReadOnlyDictionary<string, string> fields, string? action = null, bool anywhere = false)
    {
        var form =
            FormTag()
                .Matches(Text)
                .FirstOrDefault(tag => action is null || tag.Groups["action"].Value.StartsWith(action, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"There is no such form at {At}: {Text}");
        var values = new Dictionary<string, string>(fields, StringComparer.Ordinal);
        foreach (var hidden in HiddenField().Matches(form.Value).Select(field => field.Groups))
            values.TryAdd(hidden["name"].Value, WebUtility.HtmlDecode(hidden["value"].Value));
        var target = form.Groups["action"].Value is { Length: > 0 } to ? new Uri(At, WebUtility.HtmlDecode(to)) : At;
        return GoAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(values) }, anywhere);
    }

    /// <summary>Signs in with address and password; the second factor, if due, is the caller's.</summary>
    public async Task<string> SignInAsync(string email, string password)
    {
        await OpenAsync("/sign-in");
        return await SendAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["email"] = email, ["password"] = password });
    }

    /// <summary>Sends a request with the browser's cookies, as a page's script would.</summary>
    public Task<HttpResponseMessage> AskAsync(HttpRequestMessage request) => _client.SendAsync(request);

    public void Dispose() => _client.Dispose();

    private async Task<string> GoAsync(HttpRequestMessage first, bool anywhere)
    {
        var request = first;
        for (var hops = 0; hops < 15; hops++)
        {
            using var answer = await _client.SendAsync(request);
            At = request.RequestUri!;
            request.Dispose();
            Status = answer.StatusCode;
            Headers = answer.Headers;
            foreach (Cookie cookie in Cookies.GetAllCookies())
                PrivacyWatch.Keep(cookie.Value);
            Text = await answer.Content.ReadAsStringAsync();
            if (answer.Headers.Location is not { } location || (int)answer.StatusCode is < 300 or >= 400)
                return Text;
            var next = new Uri(At, location);
            if (!anywhere && next.Authority != At.Authority)
            {
                At = next;
                return Text;
            }
            request = new HttpRequestMessage(HttpMethod.Get, next);
        }
        throw new InvalidOperationException($"Redirected for ever, last to {At}.");
    }

    [GeneratedRegex("<form method=\"post\"(?: *action=\"(?<action>[^\"]*)\")?.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">")]
    private static partial Regex HiddenField();
}
