using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Attendance.Host.GraphQL.Operations;
using GraphQL;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Attendance.Host.GraphQL.Http;

/// <summary>Reads an operation from an HTTP request, strictly. Source: GraphQL over HTTP, https://graphql.github.io/graphql-over-http/draft/.</summary>
internal sealed class RequestReader(IGraphQLSerializer serializer, PersistedDocuments persisted, IOptions<GraphQLOptions> options)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The operation. Throws <see cref="RefusedOperation"/> with the HTTP status.</summary>
    public Task<GraphQLOperation> ReadAsync(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? Task.FromResult(FromUrl(request)) : FromBodyAsync(request);

    private GraphQLOperation FromUrl(HttpRequest request)
    {
        var url = request.Query;
        if (url.Any(pair => pair.Value.Count > 1))
            throw Bad("A parameter stands twice in the URL.");
        var (query, isPersisted) = Document(url["query"], url["documentId"], request);
        var name = (string?)url["operationName"];
        _ = UrlMap(url["extensions"], "extensions");
        return new GraphQLOperation(
            query,
            string.IsNullOrEmpty(name) ? null : name,
            UrlMap(url["variables"], "variables"),
            ByGet: true,
            isPersisted
        );
    }

    private Inputs UrlMap(string? json, string name)
    {
        if (string.IsNullOrEmpty(json))
            return Inputs.Empty;
        using var document = Parse(Encoding.UTF8.GetBytes(json));
        return Map(document.RootElement, name);
    }

    private async Task<GraphQLOperation> FromBodyAsync(HttpRequest request)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            || request.Headers.ContentEncoding.Count > 0
        )
            throw new RefusedOperation(AnswerCode.BadRequest, "Send application/json in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        using var document = Parse(await BodyAsync(request));
        if (document.RootElement.ValueKind is JsonValueKind.Array)
            throw new RefusedOperation(AnswerCode.BatchingDisabled, "Send one operation in a request.", StatusCodes.Status400BadRequest);
        return FromJson(document.RootElement, request);
    }

    /// <summary>The operation that a JSON map says, which came with a request or on the socket that it opened. Throws <see cref="RefusedOperation"/>.</summary>
    public GraphQLOperation FromJson(JsonElement root, HttpRequest request)
    {
        if (root.ValueKind is not JsonValueKind.Object)
            throw Bad("The body is not a map.");
        var (query, isPersisted) = Document(Text(root, "query"), Text(root, "documentId"), request);
        _ = Map(Member(root, "extensions"), "extensions");
        return new GraphQLOperation(
            query,
            Text(root, "operationName"),
            Map(Member(root, "variables"), "variables"),
            IsPersisted: isPersisted
        );
    }

    /// <summary>The document itself, or the one of the pages that an id names. A signed-in browser may be held to the latter.</summary>
    private (string Query, bool IsPersisted) Document(string? query, string? id, HttpRequest request)
    {
        if (string.IsNullOrWhiteSpace(query))
            query = null;
        switch (query, id)
        {
            case (null, null):
                throw Bad("Send `query` or `documentId`.");
            case (not null, not null):
                throw Bad("Send `query` or `documentId`, not both.");
            case (null, not null):
                return persisted.Find(id) is { } known
                    ? (known, true)
                    : throw new RefusedOperation(AnswerCode.PersistedNotFound, "There is no such document.", StatusCodes.Status404NotFound);
            case (not null, null):
                // A key or token is sent on purpose; a cookie goes with whatever a browser is made to send.
                if (options.Value.OnlyPersisted && request.Headers.Authorization.Count == 0)
                    throw new RefusedOperation(
                        AnswerCode.PersistedRequired,
                        "This server runs only the documents of its own pages for people who are signed in. Use a key or a token.",
                        StatusCodes.Status403Forbidden
                    );
                return (query, false);
        }
    }

    private async Task<byte[]> BodyAsync(HttpRequest request)
    {
        var limit = options.Value.MaxBodyBytes;
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > limit)
                throw new RefusedOperation(AnswerCode.BadRequest, $"A body may have {limit} bytes.", StatusCodes.Status413PayloadTooLarge);
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private static JsonDocument Parse(byte[] json)
    {
        try
        {
            // Decoding first refuses bytes that are no UTF-8, which the JSON parser would only meet when a string is read.
            return JsonDocument.Parse(Utf8.GetString(json), Strict);
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException or ArgumentException)
        {
            throw Bad("The JSON is malformed.");
        }
    }

    private static JsonElement Member(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement root, string name)
    {
        var value = Member(root, name);
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Undefined or JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                _ => throw Bad($"`{name}` is not a string."),
            };
        }
        catch (InvalidOperationException)
        {
            throw Bad($"`{name}` holds half of a surrogate pair.");
        }
    }

    private Inputs Map(JsonElement value, string name)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return Inputs.Empty;
        if (value.ValueKind is not JsonValueKind.Object)
            throw Bad($"`{name}` is not a map.");
        try
        {
            return serializer.ReadNode<Inputs>(value) ?? Inputs.Empty;
        }
#pragma warning disable CA1031 // Whatever a value of a client does to the reader, it is the client's value that is wrong.
        catch (Exception)
#pragma warning restore CA1031
        {
            throw Bad($"`{name}` holds a value that cannot be read.");
        }
    }

    private static RefusedOperation Bad(string message) => new(AnswerCode.BadRequest, message, StatusCodes.Status400BadRequest);
}
