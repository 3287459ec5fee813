using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Attendance.Access.Contracts;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Attendance.Host.Web;

/// <summary>
/// The pages that <c>web/</c> was built into: files embedded in this assembly, each compressed once. Every address that names no file and is not the server's
/// own answers with the one HTML page, whose script shows what the address means; a browser that is not signed in is sent to the sign-in page first.
/// </summary>
internal static class Pages
{
    private const string Prefix = "pages/";
    private const string Index = "index.html";

    /// <summary>First segments of addresses that are answered by the server alone, so that a mistake there is never answered with a page.</summary>
    private static readonly string[] ServersOwn = ["/api", "/graphql", "/connect", "/health", "/docs", "/problems", "/.well-known"];

    private static readonly FrozenDictionary<string, PageFile> Files = Load();

    /// <summary>False in a build with <c>-p:SkipWeb=true</c>.</summary>
    public static bool AreBuilt => Files.ContainsKey(Index);

    /// <summary>Maps the files. They are for anybody: they hold no data.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        foreach (var (name, file) in Files.Where(file => file.Key != Index))
            routes.MapMethods($"/{name}", [HttpMethods.Get, HttpMethods.Head], file.SendAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>
    /// Answers what no endpoint answers. It is no endpoint itself: one that took every method would turn the 405 of the others into its own. Place it after the lock.
    /// </summary>
    public static void UsePages(this IApplicationBuilder app) =>
        app.Use((context, next) => IsPage(context) ? ShowAsync(context) : next(context));

    private static bool IsPage(HttpContext context)
    {
        var request = context.Request;
        return context.GetEndpoint() is null
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !Path.HasExtension(request.Path.Value)
            // A browser that goes somewhere; whoever asks for data is told that there is none.
            && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            && !ServersOwn.Any(own => request.Path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase));
    }

    private static Task ShowAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.Features.Get<Caller>() is not { Kind: CallerKind.Person })
        {
            context.Response.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(request.Path + request.QueryString)}");
            return Task.CompletedTask;
        }
        return Files.TryGetValue(Index, out var page)
            ? page.SendAsync(context)
            : Results
                .Text("This server was built without pages (-p:SkipWeb=true).\n", statusCode: StatusCodes.Status404NotFound)
                .ExecuteAsync(context);
    }

    private static FrozenDictionary<string, PageFile> Load()
    {
        var assembly = typeof(Pages).Assembly;
        var types = new FileExtensionContentTypeProvider();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[Prefix.Length..].Replace('\\', '/'),
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    var bytes = new byte[stream.Length];
                    stream.ReadExactly(bytes);
                    var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
                    // vite puts a hash of the content into the names of what it builds.
                    return new PageFile(bytes, type, name.StartsWith(Prefix + "assets/", StringComparison.Ordinal));
                },
                StringComparer.Ordinal
            );
    }

    /// <summary>A file of the pages. A file with a hash in its name never changes and is kept by browsers for a year; the others are asked for again.</summary>
    private sealed class PageFile(byte[] plain, string type, bool hashed)
    {
        private readonly Lazy<byte[]> _brotli = new(() =>
            Compress(plain, stream => new BrotliStream(stream, CompressionLevel.SmallestSize))
        );
        private readonly Lazy<byte[]> _gzip = new(() => Compress(plain, stream => new GZipStream(stream, CompressionLevel.SmallestSize)));
        private readonly string _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 8))}\"";

        public async Task SendAsync(HttpContext context)
        {
            var response = context.Response;
            response.Headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
            response.Headers.ETag = _tag;
            response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (context.Request.Headers.IfNoneMatch.ToString() == _tag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
            var (bytes, encoding) = Choose(context.Request);
            if (encoding is not null)
                response.Headers.ContentEncoding = encoding;
            response.ContentType = type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
            response.ContentLength = bytes.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
                await response.Body.WriteAsync(bytes, context.RequestAborted);
        }

        private (byte[] Bytes, string? Encoding) Choose(HttpRequest request)
        {
            var accepted = request.GetTypedHeaders().AcceptEncoding;
            if (accepted.Any(encoding => encoding.Value == "br" && encoding.Quality is not 0))
                return (_brotli.Value, "br");
            return accepted.Any(encoding => encoding.Value == "gzip" && encoding.Quality is not 0) ? (_gzip.Value, "gzip") : (plain, null);
        }

        private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
        {
            using var packed = new MemoryStream();
            using (var stream = compressor(packed))
                stream.Write(plain);
            return packed.ToArray();
        }
    }
}
