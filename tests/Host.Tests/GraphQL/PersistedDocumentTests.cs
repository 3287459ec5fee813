using System.Net;
using System.Net.Http.Json;
using Attendance.Access.Contracts;
using Attendance.Host.GraphQL.Operations;
using Attendance.Host.Tests.GraphQL.Live;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>A server that is held to the pages' own documents for people who are signed in, over every transport; keys ask what they like.</summary>
public sealed class PersistedDocumentTests : IAsyncLifetime
{
    private const string Schools = "query Schools { schools { laestab name } }";
    private const string OneSchool = "query OneSchool($laestab: Laestab!) { school(laestab: $laestab) { name } }";
    private const string Child = "query Child($upn: Upn!) { pupil(upn: $upn) { id } }";
    private const string Posted = "subscription Posted { registerPosted { school } }";

    private RunningHost _host = null!;
    private HttpClient _office = null!;
    private SmallSchool _school = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync(
            settings: new Dictionary<string, string?> { ["GraphQL:OnlyPersisted"] = "true" },
            services: services =>
                services.AddSingleton(
                    new PersistedDocuments(new[] { Schools, OneSchool, Child, Posted }.ToDictionary(PersistedDocuments.IdOf))
                )
        );
        _school = await SmallSchool.CreateAsync(_host, "3552007");
        _office = await _host.PersonAsync(
            await _host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(Laestab.From(3552007))))
        );
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_person_asks_the_pages_documents_and_no_other()
    {
        var own = await SendAsync(_office, new { documentId = PersistedDocuments.IdOf(Schools) });
        Assert.Equal("3552007", own.Data.GetProperty("schools")[0].GetProperty("laestab").GetString());
        var variables = new { laestab = "3552007" };
        Assert.Equal(200, (await SendAsync(_office, new { documentId = PersistedDocuments.IdOf(OneSchool), variables })).Status);

        await RefusedAsync(_office, 403, "PERSISTED_QUERY_REQUIRED", new { query = "{ schools { laestab } }" });
        // Even the same text: what is not named by its id is not looked for.
        await RefusedAsync(_office, 403, "PERSISTED_QUERY_REQUIRED", new { query = Schools });
        await RefusedAsync(_office, 404, "PERSISTED_QUERY_NOT_FOUND", new { documentId = PersistedDocuments.IdOf("{ schools { urn } }") });
        await RefusedAsync(_office, 404, "PERSISTED_QUERY_NOT_FOUND", new { documentId = "" });
        await RefusedAsync(_office, 400, "BAD_REQUEST", new { query = Schools, documentId = PersistedDocuments.IdOf(Schools) });
        await RefusedAsync(_office, 400, "BAD_REQUEST", new { operationName = "Schools" });
        // A key's own systems are not pages.
        Assert.Equal(200, (await SendAsync(_school.Client, new { query = "{ schools { urn } }" })).Status);
        Assert.Equal(200, (await SendAsync(_school.Client, new { documentId = PersistedDocuments.IdOf(Schools) })).Status);
    }

    [Fact]
    public async Task The_same_holds_for_events_and_sockets()
    {
        Assert.Contains("PERSISTED_QUERY_REQUIRED", await EventsAsync(new { query = Schools }), StringComparison.Ordinal);
        Assert.Contains("\"3552007\"", await EventsAsync(new { documentId = PersistedDocuments.IdOf(Schools) }), StringComparison.Ordinal);
        await using var socket = await GraphQLSocket.OpenAsync(
            _host.Url,
            [("Cookie", _office.DefaultRequestHeaders.GetValues("Cookie").Single()), ("Origin", $"http://{_host.Url.Authority}")]
        );
        await socket.SubscribeAsync("text", Posted);
        var refused = await SocketTests.OfAsync(socket, "text");
        Assert.Contains("PERSISTED_QUERY_REQUIRED", refused.GetRawText(), StringComparison.Ordinal);
        await _host.BegunAsync(
            1,
            () =>
                socket.SendAsync(
                    $$$"""{"id":"own","type":"subscribe","payload":{"query":"","documentId":"{{{PersistedDocuments.IdOf(Posted)}}}"}}"""
                )
        );
        var upn = Upn.FromBody("355200706001")!.Value;
        await _school.EnrolAsync((upn, "Archer", null));
        await _school.MarkAsync(SmallSchool.Days(1).Single(), "AM", null, (upn, "/"));
        Assert.Equal("next", SocketTests.Text(await SocketTests.OfAsync(socket, "own"), "type"));
    }

    [Fact]
    public async Task By_url_a_document_is_asked_with_variables_unless_they_are_personal()
    {
        Assert.Equal(200, await GetAsync(OneSchool, """{"laestab":"3552007"}"""));
        Assert.Equal(405, await GetAsync(Child, """{"upn":"D355200706001"}"""));
        Assert.Equal(405, await GetAsync(Posted, "{}"));
    }

    [Fact]
    public void A_list_whose_text_is_not_the_ids_is_not_taken()
    {
        Assert.Throws<InvalidDataException>(() =>
            new PersistedDocuments(new Dictionary<string, string> { [PersistedDocuments.IdOf(Schools)] = "{ schools { urn } }" })
        );
        Assert.All(PersistedDocuments.OfPages().Ids, id => Assert.StartsWith("sha256:", id, StringComparison.Ordinal));
    }

    private static async Task<Answer> SendAsync(HttpClient client, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Accept", "application/graphql-response+json");
        return await LibraryHost.ReadAsync(await client.SendAsync(request));
    }

    private static async Task RefusedAsync(HttpClient client, int status, string code, object body)
    {
        var answer = await SendAsync(client, body);
        Assert.Equal((status, code), (answer.Status, Assert.Single(answer.Codes)));
    }

    private async Task<int> GetAsync(string document, string variables) =>
        (int)
            (
                await _office.GetAsync(
                    new Uri(
                        $"/graphql?documentId={PersistedDocuments.IdOf(document)}&variables={Uri.EscapeDataString(variables)}",
                        UriKind.Relative
                    )
                )
            ).StatusCode;

    private async Task<string> EventsAsync(object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await _office.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
