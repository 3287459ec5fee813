using Microsoft.Net.Http.Headers;

namespace Attendance.Host.GraphQL.Http;

/// <summary>Which media type the answer has: what the client prefers among the two of GraphQL over HTTP; application/json when it does not say.</summary>
internal static class AnswerType
{
    /// <summary>The type whose status tells whether the operation ran.</summary>
    public const string Modern = "application/graphql-response+json";

    /// <summary>The type that answers 200 to every well-formed request.</summary>
    public const string Legacy = "application/json";

    /// <summary>The type, or null when the client takes neither.</summary>
    public static string? Of(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
            return request.Headers.Accept.Count == 0 ? Legacy : null;
        var modern = Quality(accepted, Modern);
        var legacy = Quality(accepted, Legacy);
        // A client that names the modern type means it; one that only says */* may be old.
        if (modern > 0 && accepted.Any(Names) && modern >= legacy)
            return Modern;
        return legacy > 0 ? Legacy
            : modern > 0 ? Modern
            : null;

        static bool Names(MediaTypeHeaderValue range) => range.MediaType.Equals(Modern, StringComparison.OrdinalIgnoreCase);
    }

    private static double Quality(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var media = new MediaTypeHeaderValue(type);
        // The most specific range decides: the type, then application/*, then */*.
        return accepted
            .Where(range =>
                media.IsSubsetOf(WithoutParameters(range))
                && (!range.Charset.HasValue || range.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            )
            .OrderBy(range =>
                range.MatchesAllTypes ? 2
                : range.MatchesAllSubTypes ? 1
                : 0
            )
            .Select(range => range.Quality ?? 1)
            .DefaultIfEmpty(0)
            .First();
    }

    private static MediaTypeHeaderValue WithoutParameters(MediaTypeHeaderValue range) => new(range.MediaType);
}
