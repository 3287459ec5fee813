using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Attendance.Schools.Registers;

/// <summary>Reads a JSON body whole and strictly: UTF-8, no member twice or unknown, no NUL, nothing after it.</summary>
internal static class StrictJson
{
    /// <summary>2 MiB.</summary>
    public const int LargestBody = 2 * 1024 * 1024;

    /// <summary>The bytes of the body, or why they cannot be taken: media type or size.</summary>
    public static async Task<Result<ReadOnlyMemory<byte>>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        )
            return new Error("unsupported-media-type", "Send application/json in UTF-8.");
        if (request.ContentLength > LargestBody)
            return TooLarge;
        var buffer = new byte[request.ContentLength is { } length ? (int)length : 16 * 1024];
        var count = 0;
        while (true)
        {
            if (count == buffer.Length)
            {
                if (request.ContentLength is not null)
                    break;
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            var read = await request.Body.ReadAsync(buffer.AsMemory(count), cancellation);
            if (read == 0)
                break;
            count += read;
            if (count > LargestBody)
                return TooLarge;
        }
        return (ReadOnlyMemory<byte>)buffer.AsMemory(0, count);
    }

    /// <summary>The value in the bytes, or malformed-json or too-deep. What is wrong is said by place, never by content.</summary>
    public static Result<T> Parse<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        // A NUL can only come as an escape: the raw byte is no JSON.
        if (bytes.IndexOf("\\u0000"u8) >= 0)
            return new Error("malformed-json", "The body holds a NUL character.");
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? (Result<T>)new Error("malformed-json", "The body is null.");
        }
        catch (JsonException exception)
        {
            if (IsTooDeep(bytes, type.Options.MaxDepth))
                return new Error("too-deep", "The JSON is nested more than 16 deep.");
            var where = exception.LineNumber is { } line ? $" Line {line + 1}, byte {exception.BytePositionInLine + 1}." : "";
            return new Error("malformed-json", $"The body is not the JSON that is expected here.{where}");
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: an escape that no text can hold.
            return new Error("malformed-json", "The body holds text that is not valid Unicode.");
        }
    }

    /// <summary>True when the text nests deeper than is read here: said first, whatever else is wrong with it.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> bytes, int most)
    {
        // One more level than is allowed can be read, so that the reader does not stop before the level is seen.
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = most + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= most && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    return true;
            }
        }
        catch (JsonException)
        {
            return false;
        }
        return false;
    }

    private static Error TooLarge { get; } = new("too-large", "A body has at most 2 MiB.");
}
