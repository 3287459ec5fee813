using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>
/// Two secondary schools on Friday 6 October 2006 after school, the 25th day of the year: at the first Eve in year 8, Ann in year 9 (ill for three days) and Leo in year 11 (away without leave for eight);
/// at the other Dan in year 9.
/// </summary>
public sealed class PostCity : IAsyncLifetime
{
    public static readonly Upn Eve = Upn.FromBody("355400108001")!.Value;
    public static readonly Upn Ann = Upn.FromBody("355400109001")!.Value;
    public static readonly Upn Leo = Upn.FromBody("355400111001")!.Value;
    public static readonly Upn Dan = Upn.FromBody("355400209001")!.Value;

    private static readonly Caller Setup = Caller.System("test");

    public FakeTimeProvider Clock { get; } =
        new(new DateTimeOffset(2006, 10, 6, 15, 30, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(5) };

    public RunningHost Host { get; private set; } = null!;

    public HttpClient Leader { get; private set; } = null!;

    public Laestab School { get; private set; }

    public Laestab Other { get; private set; }

    public Dictionary<Upn, PupilId> Ids { get; } = [];

    public IMediator Mediator => Host.Services.GetRequiredService<IMediator>();

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync(schoolTime: Clock);
        var school = await SmallSchool.CreateAsync(Host, "3554001", "secondary", "8");
        var other = await SmallSchool.CreateAsync(Host, "3554002", "secondary", "9");
        (School, Other) = (school.Laestab, other.Laestab);
        await school.EnrolAsync((Eve, "Earl", null));
        school.YearGroup = "9";
        await school.EnrolAsync((Ann, "Archer", null));
        school.YearGroup = "11";
        await school.EnrolAsync((Leo, "Lowe", null));
        await other.EnrolAsync((Dan, "Dyer", null));
        await school.MarkDaysAsync(SmallSchool.Days(3), (Eve, "/"), (Ann, "I"), (Leo, "O"));
        await school.MarkDaysAsync(SmallSchool.Days(8).Skip(3), (Eve, "/"), (Ann, "/"), (Leo, "O"));
        await school.MarkDaysAsync(SmallSchool.Days(25).Skip(8), (Eve, "/"), (Ann, "/"), (Leo, "/"));
        await other.MarkDaysAsync(SmallSchool.Days(2), (Dan, "/"));
        Leader = await Host.PersonAsync(await Host.EmployAsync(Role.AttendanceLeader));
        foreach (var upn in new[] { Eve, Ann, Leo, Dan })
        {
            var answer = await SmallSchool.AskAsync(Host.Loader, $$"""{ pupil(upn: "{{upn.Value}}") { id } }""");
            Assert.True(PupilId.TryParse(answer.Data.GetProperty("pupil").GetProperty("id").GetString(), out var id));
            Ids[upn] = id;
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A live agreement with an agency about children.</summary>
    public Task<string> ShareAsync(string agency, params Upn[] children) =>
        Host.ShareAsync(agency, [.. children.Select(child => Ids[child])]);

    /// <summary>A child's id under an agreement, whether the person is shown the child or not.</summary>
    public async Task<string> IdUnderAsync(string agreement, long person, Upn child) =>
        (await Host.Services.GetRequiredService<IPolicy>().AgreementAsync(Caller.ForPerson(person), agreement))!
            .Children.Single(shared => shared.Pupil == Ids[child])
            .PseudonymousId;

    /// <summary>Names somebody for a school, or ends it. Answers the first problem's code; null without.</summary>
    public async Task<string?> PostAsync(string mutation, string agency, Laestab school, long person)
    {
        var answer = await SmallSchool.AskAsync(Leader, Post(mutation, agency, school, person));
        Assert.True(answer.Codes.Count == 0, answer.Text);
        var problems = answer.Data.GetProperty(mutation).GetProperty("problems");
        return problems.GetArrayLength() == 0 ? null : problems[0].GetProperty("code").GetString();
    }

    public static string Post(string mutation, string agency, Laestab school, long person) =>
        $$"""mutation { {{mutation}}(input: { agency: "{{agency}}", school: "{{school}}", person: "{{person}}" }) { saved problems { code } } }""";

    /// <summary>The figures of a row of the strategy, as anybody sees them.</summary>
    public async Task<string> FiguresAsync(string agency, string row)
    {
        var answer = await SmallSchool.AskAsync(
            Leader,
            $$"""{ agency(id: "{{agency}}") { responsibilities { row figures { name count outOf hidden } } } }"""
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer
            .Data.GetProperty("agency")
            .GetProperty("responsibilities")
            .EnumerateArray()
            .Single(each => each.GetProperty("row").GetString() == row)
            .GetProperty("figures")
            .GetRawText();
    }

    internal static JsonElement Agreement(Answer answer)
    {
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("agreement");
    }
}
