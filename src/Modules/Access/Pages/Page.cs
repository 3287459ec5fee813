using Attendance.Access.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Access.Pages;

/// <summary>
/// A whole page: plain HTML that needs no script. Every page has a title that says where one is, one main heading, a link past the header, labelled fields and
/// errors that are said in words at the top and beside the field.
/// </summary>
internal sealed class Page(string title, Html body, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var signedIn = SignedIn.FullOf(httpContext) is not null;
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        var targets = httpContext.RequestServices.GetRequiredService<AccessOptions>().FormTargets;
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; form-action {string.Join(' ', targets.Prepend("'self'"))}; base-uri 'none'; frame-ancestors 'none'";
        var account = signedIn
            ? Html.Of($"""<nav aria-label="Account"><a href="/account">Your account</a> <a href="/sign-out">Sign out</a></nav>""")
            : Html.Empty;
        var page = Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} - Attendance</title>
            <link rel="stylesheet" href="/pages.css">
            </head>
            <body>
            <a class="skip" href="#main">Skip to main content</a>
            <header><span class="product">Attendance</span>{account}</header>
            <main id="main">
            {body}
            </main>
            </body>
            </html>
            """
        );
        await response.WriteAsync(page.Text, httpContext.RequestAborted);
    }

    /// <summary>A form that posts to the page's own address (or another) with the token against forged requests.</summary>
    public static Html Form(HttpContext context, Html fields, string button, string? action = null)
    {
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        var target = action is null ? Html.Empty : Html.Of($""" action="{action}" """);
        return Html.Of(
            $"""
            <form method="post"{target} novalidate>
            <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
            {fields}
            <button type="submit">{button}</button>
            </form>
            """
        );
    }

    /// <summary>A labelled field. <paramref name="attributes"/> is markup of the product's own, never input.</summary>
    public static Html Field(
        string name,
        string label,
        string type = "text",
        string? hint = null,
        string? value = null,
        string? error = null,
        string attributes = ""
    )
    {
        var described = (hint is null ? "" : $"{name}-hint ") + (error is null ? "" : $"{name}-error");
        return Html.Of(
            $"""
            <div class="field{(error is null ? "" : " wrong")}">
            <label for="{name}">{label}</label>
            {(hint is null ? Html.Empty : Html.Of($"""<div class="hint" id="{name}-hint">{hint}</div>"""))}
            {(error is null ? Html.Empty : Html.Of($"""<p class="error" id="{name}-error">Error: {error}</p>"""))}
            <input id="{name}" name="{name}" type="{type}" value="{value}" aria-describedby="{described.Trim()}" {new Html(attributes)}>
            </div>
            """
        );
    }

    /// <summary>What went wrong, at the top of the page; nothing for null.</summary>
    public static Html Problem(string? error, string? field = null) =>
        error is null
            ? Html.Empty
            : Html.Of(
                $"""
                <div class="problem" role="alert"><h2>There is a problem</h2>
                <p>{(field is null ? Html.Of($"{error}") : Html.Of($"""<a href="#{field}">{error}</a>"""))}</p></div>
                """
            );

    /// <summary>A page that says one thing.</summary>
    public static Page Notice(string title, string sentence, int status = StatusCodes.Status200OK) =>
        new(title, Html.Of($"<h1>{title}</h1><p>{sentence}</p>"), status);
}
