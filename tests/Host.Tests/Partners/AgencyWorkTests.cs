using System.Text.Json;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>A city of its own for each test of what agencies do, and what is asked of it in several of them.</summary>
public abstract class AgencyWorkTests(DatabaseProvider provider) : IAsyncLifetime
{
    private protected SupportCity City { get; private set; } = null!;

    public async ValueTask InitializeAsync() => City = await SupportCity.StartAsync(provider);

    public async ValueTask DisposeAsync()
    {
        await City.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static async Task<List<JsonElement>> ReportAsync(HttpClient client, string agency)
    {
        const string counts = "{ possible authorised unauthorised }";
        var answer = await SmallSchool.AskAsync(
            client,
            $$"""
            { agency(id: "{{agency}}") { support { kind { id } begun children over helped sessions attended exclusionsAvoided
                effect { compared before {{counts}} after {{counts}} } scale { outcome children start end } schools { school begun exclusionsAvoided }
                groups { title children effect { change hidden before {{counts}} after {{counts}} } excluded { before after } } } } }
            """
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("agency").GetProperty("support").EnumerateArray()];
    }

    private protected async Task<string> FiguresAsync(string agency) =>
        (
            await SmallSchool.AskAsync(
                City.Leader,
                $"{{ agency(id: \"{agency}\") {{ responsibilities {{ row figures {{ name count }} }} }} }}"
            )
        )
            .Data.GetProperty("agency")
            .GetProperty("responsibilities")
            .ToString();

    private protected static Task<IReadOnlyList<string>> LogAsync(SupportPartner partner, string kind, string more) =>
        partner.DoAsync($$"""logWork(input: { agency: "{{partner.Agency}}", kind: "{{kind}}", on: "2006-10-31", people: 25, {{more}} })""");

    private protected static async Task<string> WorkAsync(HttpClient client, string agency)
    {
        var answer = await SmallSchool.AskAsync(
            client,
            $"{{ agency(id: \"{agency}\") {{ work {{ lines {{ kind {{ id }} school area topic times people }} entries {{ words }} }} }} }}"
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("agency").GetProperty("work") is { ValueKind: JsonValueKind.Object } work ? work.ToString() : "null";
    }

    private protected static int Number(JsonElement of, string field) => of.GetProperty(field).GetInt32();
}
