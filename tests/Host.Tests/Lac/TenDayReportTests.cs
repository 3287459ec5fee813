using System.IO.Compression;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Lac;

/// <summary>The quarter's report on ten missed days: from the marks to a report that stands for ever.</summary>
public abstract class TenDayReportTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Upn Ann = Upn.FromBody("355200706001")!.Value;
    private static readonly Upn Bob = Upn.FromBody("355200706002")!.Value;
    private static readonly Upn Cat = Upn.FromBody("355200706003")!.Value;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2006, 9, 29, 15, 0, 0, TimeSpan.Zero))
    {
        AutoAdvanceAmount = TimeSpan.FromMilliseconds(5),
    };

    private RunningHost _host = null!;
    private SmallSchool _school = null!;
    private CareClient _team = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync(provider, schoolTime: _clock);
        _school = await SmallSchool.CreateAsync(_host, "3552007");
        await _school.EnrolAsync((Ann, "Archer", null), (Bob, "Baker", null), (Cat, "Carter", null));
        _team = new CareClient(await _host.PersonAsync(await _host.EmployAsync(Role.LacManager)));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "S173")]
    public async Task The_quarters_report_has_each_child_once_and_stands_to_the_byte_whatever_is_corrected_later()
    {
        foreach (var child in new[] { Ann, Bob, Cat })
            await _team.CareAsync(child, "2006-01-01");
        // Ann reaches the tenth day in September, Bob misses one half-day less, Cat's days are entered when the quarter is over.
        await _school.MarkDaysAsync(SmallSchool.Days(9), (Ann, "I"), (Bob, "I"));
        await _school.MarkAsync(Day(10), "AM", null, (Ann, "O"), (Bob, "O"));
        await _school.MarkAsync(Day(10), "PM", null, (Ann, "O"));
        await _team.UntilAsync(Ann, 20);
        await _team.UntilAsync(Bob, 19);
        var ann = await _team.IdAsync(Ann);
        Assert.Equal("text-invalid", await ActAsync(ann, " "));
        Assert.Equal("not-reached", await ActAsync(await _team.IdAsync(Bob), "Nothing to do"));
        Assert.Equal("", await ActAsync(ann, "A taxi from Monday on"));
        var running = await ReportAsync("2006-07-01");
        Assert.False(running.GetProperty("quarter").GetProperty("frozen").GetBoolean());
        Assert.Equal(JsonValueKind.Null, running.GetProperty("pdf").ValueKind);

        _clock.SetUtcNow(new DateTimeOffset(2006, 10, 2, 11, 0, 0, TimeSpan.Zero));
        await UntilFrozenAsync("2006-07-01");
        var pdf = await FileAsync("2006-07-01", "pdf");
        var sheet = await FileAsync("2006-07-01", "xlsx");
        // Kept for whoever wants to look at them.
        var kept = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(kept, "ten-days.pdf"), pdf);
        await File.WriteAllBytesAsync(Path.Combine(kept, "ten-days.xlsx"), sheet);
        var report = await ReportAsync("2006-07-01");
        var entry = Assert.Single(report.GetProperty("children").EnumerateArray());
        Assert.Equal(Ann.Value, entry.GetProperty("pupil").GetProperty("upn").GetString());
        Assert.Equal(
            ("2006-09-15", "PM", 10m, false),
            (
                entry.GetProperty("reachedWith").GetProperty("date").GetString(),
                entry.GetProperty("reachedWith").GetProperty("half").GetString(),
                entry.GetProperty("daysMissed").GetDecimal(),
                entry.GetProperty("late").GetBoolean()
            )
        );
        Assert.Equal("A taxi from Monday on", entry.GetProperty("action").GetString());
        Assert.Equal(
            "Mondays 4 of 4, Tuesdays 4 of 4, Wednesdays 4 of 4, Thursdays 4 of 4, Fridays 4 of 4. Mornings 10 of 10, Afternoons 10 of 10. Longest run 20 half-days.",
            entry.GetProperty("pattern").GetString()
        );
        Assert.Contains("(I): 18", entry.GetProperty("reasons").GetString(), StringComparison.Ordinal);

        // Ann's tenth day is taken back, another action is written, Cat's September is entered.
        await _school.MarkAsync(Day(3), "PM", "It was a visit", (Ann, "V"));
        await _team.UntilAsync(Ann, 19);
        await _school.MarkDaysAsync(SmallSchool.Days(10), (Cat, "I"));
        await _team.UntilAsync(Cat, 20);
        Assert.Equal(pdf, await FileAsync("2006-07-01", "pdf"));
        Assert.Equal(sheet, await FileAsync("2006-07-01", "xlsx"));
        Assert.Contains("A taxi from Monday on", await PdfText.OfAsync(pdf), StringComparison.Ordinal);
        Assert.Contains("Archer", SheetText(sheet), StringComparison.Ordinal);
        Assert.Contains("<v>10</v>", SheetText(sheet), StringComparison.Ordinal);

        // Cat is in the report of the quarter in which it was learned of; Ann, when she reaches the tenth day again, in this one too, once.
        await _school.MarkAsync(Day(21), "AM", null, (Ann, "O"));
        await _team.UntilAsync(Ann, 20);
        Assert.Equal("", await ActAsync(ann, "A second taxi"));
        _clock.SetUtcNow(new DateTimeOffset(2007, 1, 2, 11, 0, 0, TimeSpan.Zero));
        await UntilFrozenAsync("2006-10-01");
        var second = (await ReportAsync("2006-10-01")).GetProperty("children").EnumerateArray().ToList();
        Assert.Equal(
            [(Ann.Value, false), (Cat.Value, true)],
            second
                .Select(child => (child.GetProperty("pupil").GetProperty("upn").GetString()!, child.GetProperty("late").GetBoolean()))
                .OrderBy(child => child.Item1, StringComparer.Ordinal)
        );
        Assert.Equal(pdf, await FileAsync("2006-07-01", "pdf"));
        Assert.Equal(
            ("A taxi from Monday on", "A second taxi"),
            (
                (await ReportAsync("2006-07-01")).GetProperty("children")[0].GetProperty("action").GetString(),
                (await ReportAsync("2006-07-01")).GetProperty("children")[0].GetProperty("actionNow").GetString()
            )
        );
        Assert.Empty((await ReportAsync("2007-01-01")).GetProperty("children").EnumerateArray());
    }

    private static DateOnly Day(int number) => SmallSchool.Days(number).Last();

    private async Task<JsonElement> ReportAsync(string quarter)
    {
        var answer = await SmallSchool.AskAsync(
            _team.Http,
            $$"""
            { tenDayReport(quarter: "{{quarter}}") { pdf quarter { frozen } children {
                pupil { upn } reachedWith { date half } late daysMissed pattern reasons action actionNow } } }
            """
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("tenDayReport");
    }

    private Task UntilFrozenAsync(string quarter) =>
        RegisterHost.UntilAsync(
            async () =>
                (await SmallSchool.AskAsync(_team.Http, "{ tenDayQuarters { firstDay frozen } }"))
                    .Data.GetProperty("tenDayQuarters")
                    .EnumerateArray()
                    .Any(one => one.GetProperty("firstDay").GetString() == quarter && one.GetProperty("frozen").GetBoolean()),
            $"the quarter of {quarter} is frozen"
        );

    private Task<byte[]> FileAsync(string quarter, string format) =>
        _team.Http.GetByteArrayAsync(new Uri($"/api/v1/looked-after/ten-days/{quarter}/{format}", UriKind.Relative));

    private Task<string> ActAsync(string pupil, string action) =>
        _team.ChangeAsync(
            "recordTenDayAction",
            "TenDayActionInput",
            new
            {
                pupil,
                year = "2006/07",
                action,
            }
        );

    private static string SheetText(byte[] workbook)
    {
        using var archive = new ZipArchive(new MemoryStream(workbook));
        using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        return reader.ReadToEnd();
    }
}

public sealed class SqliteTenDayReportTests() : TenDayReportTests(DatabaseProvider.Sqlite);

public sealed class PostgresTenDayReportTests() : TenDayReportTests(DatabaseProvider.Postgres);
