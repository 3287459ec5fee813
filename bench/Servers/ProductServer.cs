using System.Text;
using Attendance.Access.Contracts;
using Attendance.Lac.Contracts;
using Attendance.Partners.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using MediatR;

namespace Attendance.Bench.Servers;

/// <summary>The product as it is: the Host in this process, its front door, its keys. Only the time of school life is set from outside.</summary>
internal sealed class ProductServer : IMeasured
{
    private readonly WebApplication _app;
    private readonly SetClock _clock;

    private ProductServer(WebApplication app, SetClock clock, string key)
    {
        _app = app;
        _clock = clock;
        Ready = $"{ChildMain.AddressOf(app)} {key}";
    }

    public string Ready { get; }

    public static async Task<ProductServer> StartAsync(DatabaseOptions database)
    {
        var clock = new SetClock();
        var app = await Host.AttendanceHost.CreateAsync(
            new Host.HostOptions
            {
                Urls = "http://127.0.0.1:0",
                Settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
                {
                    ["Database:Provider"] = database.Provider.ToString(),
                    ["Database:ConnectionString"] = database.ConnectionString,
                    ["Database:DataDirectory"] = database.DataDirectory,
                    // One person asks here as fast as a school's system may.
                    ["RateLimits:PersonPerSecond"] = "10000",
                    ["RateLimits:PersonBurst"] = "10000",
                },
                SchoolTime = clock,
                LogLevel = LogLevel.Warning,
            }
        );
        await app.StartAsync();
        var issued = await app
            .Services.GetRequiredService<IMediator>()
            .Send(new IssueKey(Caller.System("bench"), null, "bench"), CancellationToken.None);
        return new ProductServer(app, clock, issued.Value.Key);
    }

    public async Task<string> CommandAsync(string[] words)
    {
        switch (words)
        {
            case ["clock", var instant]:
                _clock.Set(DateTimeOffset.Parse(instant));
                return "set";
            // "officers FIRST SCHOOLS COUNT EACH": welfare officers, each named for so many schools one after the other; answers their cookies.
            case ["officers", var first, var schools, var count, var each]:
                var cookies = new List<string>();
                for (var i = 0; i < int.Parse(count); i++)
                {
                    var own = Enumerable
                        .Range(0, int.Parse(each))
                        .Select(n => Laestab.From(int.Parse(first) + ((i * int.Parse(each)) + n) % int.Parse(schools)));
                    cookies.Add(
                        await SignedInAsync(Role.WelfareOfficer, [.. own.Select(school => (Relation.NamedOfficer, GrantTarget.Of(school)))])
                    );
                }
                return string.Join(' ', cookies);
            // "care UPN,UPN,...": these children have been looked after since 2024.
            case ["care", var upns]:
                return await CareAsync(upns.Split(','));
            // "team COUNT": managers of looked-after children; answers their cookies.
            case ["team", var count]:
                var team = new List<string>();
                for (var i = 0; i < int.Parse(count); i++)
                    team.Add(await SignedInAsync(Role.LacManager, []));
                return string.Join(' ', team);
            // "partners ID,ID,...": these children are shared with a nurse and with housing, by an agreement each; answers the nurse's cookie, both agreements, and the first child's id under each.
            case ["partners", var children]:
                return await PartnersAsync([.. children.Split(',').Select(id => new PupilId(long.Parse(id)))]);
            case ["leader"]:
                return await SignedInAsync(Role.AttendanceLeader, []);
            default:
                throw new ArgumentException("Not a command.", nameof(words));
        }
    }

    private async Task<string> CareAsync(IReadOnlyList<string> upns)
    {
        var rows = upns.Select(upn => $"{upn},2024-09-02,C2,U4\n");
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($"upn,decom,ls,place\n{string.Concat(rows)}"));
        await using var scope = _app.Services.CreateAsyncScope();
        var stored = await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(new ImportLookedAfter(Caller.System("bench"), file, Strict: true), CancellationToken.None);
        return stored.Error is { } error
            ? throw new InvalidOperationException($"The children in care: {error.Code} {error.Fields?[0].Code}.")
            : "recorded";
    }

    private async Task<string> PartnersAsync(IReadOnlyList<PupilId> children)
    {
        var (nurse, own, child) = await SharedAsync(Role.Health, "health", children);
        var (_, other, same) = await SharedAsync(Role.Housing, "housing", children);
        return $"{await TestPeople.SignInAsync(_app.Services, nurse)} {own} {other} {child} {same}";
    }

    /// <summary>Somebody of an agency with an agreement about some children.</summary>
    private async Task<(long Person, string Agreement, string Child)> SharedAsync(Role role, string agency, IReadOnlyList<PupilId> children)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var setup = Caller.System("bench");
        var email = $"{agency}@partner.example";
        var person = (await mediator.Send(new MakePerson(setup, "Pat Partner", email))).Value.Id;
        await mediator.Send(new GiveRole(setup, person, role, "bench"));
        await mediator.Send(new JoinAgency(setup, agency, email));
        var until = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddMonths(6);
        var written = await mediator.Send(
            new WriteAgreement(setup, agency, "Children Act 2004", "Support", SharedChildren.Named, children, null, null, until)
        );
        await mediator.Send(new ApproveAgreement(Caller.System("second"), written.Value));
        var opened = await scope.ServiceProvider.GetRequiredService<IPolicy>().AgreementAsync(Caller.ForPerson(person), written.Value);
        return (person, written.Value, opened!.Children[0].PseudonymousId);
    }

    private async Task<string> SignedInAsync(Role role, IReadOnlyList<(Relation, GrantTarget)> ties) =>
        await TestPeople.SignInAsync(_app.Services, await TestPeople.EmployAsync(_app.Services, role, ties));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A clock that goes on from where it is set.</summary>
    private sealed class SetClock : TimeProvider
    {
        private DateTimeOffset _at = new(2025, 9, 3, 9, 30, 0, TimeSpan.Zero);
        private long _since = System.GetTimestamp();

        public void Set(DateTimeOffset at) => (_at, _since) = (at, System.GetTimestamp());

        public override DateTimeOffset GetUtcNow() => _at + System.GetElapsedTime(_since);
    }
}
