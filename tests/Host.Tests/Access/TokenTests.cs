using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>Access tokens: a school's key is its client secret, an application gets a code with PKCE, and what is revoked is refused at once.</summary>
public abstract class TokenTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string App = "timetable";
    private const string Callback = "http://127.0.0.1:9/callback";

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await RunningHost.StartAsync(
            provider,
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Access:Clients:0:Id"] = App,
                ["Access:Clients:0:Name"] = "Timetable",
                ["Access:Clients:0:RedirectUris:0"] = Callback,
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_schools_key_is_its_client_secret_and_revoking_it_ends_its_tokens()
    {
        var school = Laestab.From(3559301);
        var issued = (await Mediator.Send(new IssueKey(Caller.System("test"), school, "SIMS"))).Value;
        var (status, token) = await TokenAsync(Client(issued.Id, issued.Key));
        Assert.Equal(HttpStatusCode.OK, status);
        using var client = _host.ClientWith(token.GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(client));
        // The journal names the same client, whether the key came or its token.
        using var withKey = _host.ClientWith(issued.Key);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(withKey));

        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(Client(issued.Id, new string('A', 43)))).Status);
        var other = (await Mediator.Send(new IssueKey(Caller.System("test"), school, "Other"))).Value;
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(Client(issued.Id, other.Key))).Status);

        await Mediator.Send(new RevokeKey(Caller.System("test"), issued.Id));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(withKey));
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(Client(issued.Id, issued.Key))).Status);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once_and_is_not_stored_in_the_clear()
    {
        var issued = (await Mediator.Send(new IssueKey(Caller.System("test"), null, "Loader"))).Value;
        var token = (await TokenAsync(Client(issued.Id, issued.Key))).Body.GetProperty("access_token").GetString()!;
        Assert.Equal(43, token.Length);
        using var client = _host.ClientWith(token);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(client));
        await using (var connection = await _host.Services.GetRequiredService<Database>().OpenAsync())
        {
            Assert.Equal(
                0,
                await connection.ExecuteScalarAsync<long>(
                    "select count(*) from access_token where reference_id = @token or payload like '%' || @token || '%'",
                    new { token }
                )
            );
        }
        using var revoked = await _host.Anonymous.PostAsync(
            "/connect/revoke",
            Form("client_id", issued.Id, "client_secret", issued.Key, "token", token)
        );
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client));
    }

    [Fact]
    public async Task A_token_in_the_address_or_signed_by_somebody_else_is_no_credential()
    {
        var issued = (await Mediator.Send(new IssueKey(Caller.System("test"), null, "Address"))).Value;
        var token = (await TokenAsync(Client(issued.Id, issued.Key))).Body.GetProperty("access_token").GetString()!;
        using var inAddress = await _host.Anonymous.GetAsync($"/api/v1/nothing?access_token={token}");
        Assert.Equal(HttpStatusCode.Unauthorized, inAddress.StatusCode);
        var altered = $"{token[..42]}{(token[42] is 'A' ? 'E' : 'A')}";
        foreach (var forged in new[] { "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwZXJzb246MSJ9.", altered, $"{token}A" })
        {
            using var client = _host.ClientWith(forged);
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client));
        }
    }

    [Fact]
    public async Task An_application_gets_a_token_for_who_signed_in_and_only_with_its_proof()
    {
        var person = (await Mediator.Send(new MakePerson(Caller.System("test"), "Somebody", "app@example.org"))).Value.Id;
        using var browser = await _host.PersonAsync(person);
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var address =
            $"/connect/authorize?response_type=code&client_id={App}&redirect_uri={Uri.EscapeDataString(Callback)}&scope=offline_access&state=s";

        using (var without = await GetAsync(browser, address))
            Assert.DoesNotContain("code=", without.Headers.Location?.Query ?? "", StringComparison.Ordinal);
        using (var stranger = await GetAsync(_host.Anonymous, $"{address}&code_challenge={challenge}&code_challenge_method=S256"))
            Assert.StartsWith("/sign-in?returnUrl=", stranger.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var code = await CodeAsync(browser, address, challenge);
        Assert.Equal(HttpStatusCode.BadRequest, (await TokenAsync(Redeem(code, "wrong" + verifier))).Status);
        code = await CodeAsync(browser, address, challenge);
        var (status, body) = await TokenAsync(Redeem(code, verifier));
        Assert.True(status is HttpStatusCode.OK, body.ToString());
        using var client = _host.ClientWith(body.GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(client));

        var refresh = body.GetProperty("refresh_token").GetString()!;
        var (refreshed, second) = await TokenAsync(Form("grant_type", "refresh_token", "client_id", App, "refresh_token", refresh));
        Assert.True(refreshed is HttpStatusCode.OK, second.ToString());
        using var later = _host.ClientWith(second.GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(later));

        // A code that comes a second time was stolen: what it gave ends too.
        Assert.Equal(HttpStatusCode.BadRequest, (await TokenAsync(Redeem(code, verifier))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await UntilRefusedAsync(later));

        var again = (await TokenAsync(Redeem(await CodeAsync(browser, address, challenge), verifier))).Body;
        using var open = _host.ClientWith(again.GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(open));
        await Mediator.Send(new RecordLeaver(Caller.System("test"), person, "left"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(open));
        var gone = Form("grant_type", "refresh_token", "client_id", App, "refresh_token", again.GetProperty("refresh_token").GetString()!);
        Assert.Equal(HttpStatusCode.BadRequest, (await TokenAsync(gone)).Status);
    }

    private IMediator Mediator => _host.Services.GetRequiredService<IMediator>();

    private async Task<(HttpStatusCode Status, JsonElement Body)> TokenAsync(HttpContent form)
    {
        using var answer = await _host.Anonymous.PostAsync("/connect/token", form);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private static async Task<string> CodeAsync(HttpClient browser, string address, string challenge)
    {
        using var answer = await GetAsync(browser, $"{address}&code_challenge={challenge}&code_challenge_method=S256");
        Assert.StartsWith(
            Callback,
            answer.Headers.Location?.OriginalString ?? await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        return System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["code"]!;
    }

    /// <summary>Without following redirects: the client of the Host does follow them.</summary>
    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string address)
    {
        using var bare = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = client.BaseAddress,
        };
        foreach (var (name, values) in client.DefaultRequestHeaders)
            bare.DefaultRequestHeaders.TryAddWithoutValidation(name, values);
        return await bare.GetAsync(address);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/v1/nothing");
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> UntilRefusedAsync(HttpClient client)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var status = await AskAsync(client);
            if (status is HttpStatusCode.Unauthorized || TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(30))
                return status;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static FormUrlEncodedContent Client(string id, string secret) =>
        Form("grant_type", "client_credentials", "client_id", id, "client_secret", secret);

    private static FormUrlEncodedContent Redeem(string code, string verifier) =>
        Form("grant_type", "authorization_code", "client_id", App, "redirect_uri", Callback, "code", code, "code_verifier", verifier);

    private static FormUrlEncodedContent Form(params string[] pairs) =>
        new(pairs.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])));
}

public sealed class TokenOnSqliteTests() : TokenTests(DatabaseProvider.Sqlite);

public sealed class TokenOnPostgresTests() : TokenTests(DatabaseProvider.Postgres);
