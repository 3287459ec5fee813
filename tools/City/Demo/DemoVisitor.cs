using System.Net;
using System.Text.RegularExpressions;

namespace Attendance.City.Demo;

/// <summary>Chooses a password on the page of an invitation, as a browser would.</summary>
internal static partial class DemoVisitor
{
    public static async Task ChoosePasswordAsync(Uri server, Uri link, string password, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server };
        var page = await client.GetStringAsync(link.AbsolutePath, cancellation);
        var token = HiddenField().Match(page).Groups;
        using var form = new FormUrlEncodedContent([
            KeyValuePair.Create(token["name"].Value, WebUtility.HtmlDecode(token["value"].Value)),
            KeyValuePair.Create("password", password),
            KeyValuePair.Create("again", password),
        ]);
        using var answer = await client.PostAsync(link.AbsolutePath, form, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">")]
    private static partial Regex HiddenField();
}
