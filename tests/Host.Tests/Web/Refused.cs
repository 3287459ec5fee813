using System.Net;
using System.Text.Json;
using Xunit;

namespace Attendance.Host.Tests.Web;

internal static class Refused
{
    /// <summary>Checks that an answer is a whole problem document with the status and slug.</summary>
    public static async Task<JsonElement> AsAsync(HttpResponseMessage answer, HttpStatusCode status, string slug)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var body = JsonDocument.Parse(text).RootElement;
        Assert.EndsWith($"/problems/{slug}", body.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal((int)status, body.GetProperty("status").GetInt32());
        foreach (var member in new[] { "title", "detail", "instance", "traceId" })
            Assert.False(string.IsNullOrEmpty(body.GetProperty(member).GetString()), member);
        if (status is HttpStatusCode.Unauthorized)
            Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        return body;
    }
}
