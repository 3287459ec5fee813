namespace Attendance.Host.GraphQL.Explorer;

/// <summary>
/// A page to try operations with, in development only: a document, its variables, the answer or the events, and the schema. It is the project's own three files, because
/// the usual ones bring an editor of several megabytes or fetch it from elsewhere; it asks this server and nothing else. It stands beside the GraphQL path and not under it,
/// where the lock lets nobody in by an address bar.
/// </summary>
internal static class ExplorerPage
{
    /// <summary>Maps the page. Its files hold no data: who may ask what is judged where they ask.</summary>
    public static void MapExplorer(this IEndpointRouteBuilder routes, string path)
    {
        foreach (
            var (address, file, type) in new[]
            {
                ($"{path}-explorer", "explorer.html", "text/html"),
                ($"{path}-explorer.js", "explorer.js", "text/javascript"),
                ($"{path}-explorer.css", "explorer.css", "text/css"),
            }
        )
            routes
                .MapGet(
                    address,
                    () => Results.Stream(typeof(ExplorerPage).Assembly.GetManifestResourceStream(file)!, $"{type}; charset=utf-8")
                )
                .AllowAnonymous()
                .ExcludeFromDescription();
    }
}
