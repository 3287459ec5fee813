using System.Text.Json.Nodes;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Attendance.TestSupport;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>
/// A primary school with two classes of thirty on Monday 9 October 2006 at ten past nine, five weeks of marks behind it, class 1 posted this morning and class 2
/// not; a secondary school that posted nothing; and a browser. One for all tests of pages: each opens pages of its own.
/// </summary>
public sealed class PagesCity : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2006, 10, 9);

    private static readonly string[] Given = ["Amy", "Ben", "Chloe", "Dylan", "Ella", "Finn", "Grace", "Harry", "Isla", "Jack"];
    private static readonly string[] Family =
    [
        "Archer",
        "Baker",
        "Clarke",
        "Dyer",
        "Ellis",
        "Fletcher",
        "Green",
        "Hughes",
        "Iqbal",
        "Jones",
    ];

    private IPlaywright _driver = null!;
    private IBrowser _browser = null!;

    public RunningHost Host { get; private set; } = null!;

    public FakeTimeProvider Clock { get; } = new(SchoolClock.Instant(Today, new TimeOnly(9, 10)).AddMinutes(-1));

    public TestSchool School { get; private set; } = null!;

    public TestSchool Other { get; private set; } = null!;

    /// <summary>The first child: unauthorised absent for the last two weeks.</summary>
    public string Absent => School.Upns[0];

    public async ValueTask InitializeAsync()
    {
        (_driver, _browser) = await Chromium.StartAsync();
        // As in production: the pages ask only their own documents.
        Host = await RunningHost.StartAsync(
            schoolTime: Clock,
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["GraphQL:OnlyPersisted"] = "true" }
        );
        School = await MakeSchoolAsync(3552007, "Ash Lane Primary School");
        Other = await MakeSchoolAsync(3554001, "Beech Road High School");
        await MakeTeamAsync();
        await MarkPastAsync(School, absent: 1, ill: 7);
        await MarkPastAsync(Other, absent: 3, ill: 5);
        await PostAsync(School, Today, HalfDay.AM, "1", [.. School.Upns.Take(30)], upn => upn == Absent ? "N" : "/");
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>The named officer of both schools.</summary>
    public Task<long> KeyWorkerAsync() =>
        Host.EmployAsync(
            Role.WelfareOfficer,
            (Relation.NamedOfficer, GrantTarget.Of(School.Laestab)),
            (Relation.NamedOfficer, GrantTarget.Of(Other.Laestab))
        );

    /// <summary>Somebody of the first school's office.</summary>
    public Task<long> OfficeAsync() => Host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(School.Laestab)));

    /// <summary>Somebody of a school's staff.</summary>
    public Task<long> StaffAsync(TestSchool school, Role role, Relation relation = Relation.WorksAt) =>
        Host.EmployAsync(role, (relation, GrantTarget.Of(school.Laestab)));

    /// <summary>Gives an agency an agreement about the children who are referred to it.</summary>
    public Task ShareByReferralAsync(string agency) => Host.ShareAsync(agency, null, expires: Today.AddMonths(6));

    /// <summary>Gives an agency an agreement about one child.</summary>
    public async Task ShareChildAsync(string agency, string upn)
    {
        Assert.True(PupilId.TryParse(await IdOfAsync(upn), out var pupil));
        await Host.ShareAsync(agency, [pupil], expires: Today.AddMonths(6));
    }

    /// <summary>Links a school to a programme that the directory has.</summary>
    public Task<int> JoinProgrammeAsync(string programme, Laestab school) =>
        Host
            .Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    "insert into partners_programme_school (programme, school_id) values (@programme, @school) on conflict do nothing",
                    new { programme, school = (long)school.Value },
                    transaction
                )
            );

    /// <summary>The id of the child with a UPN.</summary>
    public async Task<string> IdOfAsync(string upn)
    {
        var answer = await SmallSchool.AskAsync(Host.Loader, $"{{ pupil(upn: \"{upn}\") {{ id }} }}");
        return answer.Data.GetProperty("pupil").GetProperty("id").GetString()!;
    }

    /// <summary>A browser window in which a person is signed in.</summary>
    public async Task<Window> OpenAsync(long? person, int width = 1280, int height = 900)
    {
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                BaseURL = Host.Url.ToString(),
                Locale = "en-GB",
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        if (person is { } known)
            await context.AddCookiesAsync([
                new Cookie
                {
                    Name = RunningHost.SessionCookie,
                    Value = await Host.SignInAsync(known),
                    Url = Host.Url.ToString(),
                },
            ]);
        return new Window(context, await context.NewPageAsync(), Host.Url);
    }

    /// <summary>Posts a register as the school's system.</summary>
    public static async Task PostAsync(
        TestSchool school,
        DateOnly day,
        HalfDay half,
        string? group,
        IReadOnlyList<string> upns,
        Func<string, string> codeOf,
        string? reason = null
    )
    {
        var marks = upns.Select(upn => TestSchool.Mark(upn, codeOf(upn) is "/" && half is HalfDay.PM ? "\\" : codeOf(upn), reason: reason));
        using var answer = await school.PostAsync(day, half, TestSchool.Register(marks, group: group));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<TestSchool> MakeSchoolAsync(int number, string name)
    {
        var school = await TestSchool.LoadAsync(
            Host.Loader,
            new DateOnly(2006, 9, 4),
            new DateOnly(2006, 12, 20),
            0,
            number: Laestab.From(number)
        );
        await school.PutAsync("", new JsonObject { ["name"] = name, ["phase"] = number % 10000 >= 4000 ? "secondary" : "primary" });
        for (var place = 0; place < 60; place++)
        {
            var line = school.Add(TestSchool.UpnOf(school.Laestab, place), new DateOnly(2006, 9, 1), $"{1 + (place / 30)}");
            line["givenName"] = Given[place % 10];
            line["familyName"] = Family[(place / 10 + place) % 10];
            if (place < 3)
                line["contacts"] = new JsonArray(
                    Contact("Sandra Clarke", "mother", responsible: true, "0161 496 0001"),
                    Contact("Joan Clarke", "grandmother", responsible: false, null)
                );
        }
        await school.SaveRollAsync();
        school.Client = await Host.SchoolAsync(school.Laestab, "SIMS");
        return school;
    }

    /// <summary>One team with both schools, an officer and a manager.</summary>
    private async Task MakeTeamAsync()
    {
        var setup = Caller.System("test");
        var mediator = Host.Services.GetRequiredService<IMediator>();
        Assert.True((await mediator.Send(new SaveTeam(setup, "central", "Central team", [School.Laestab, Other.Laestab]))).IsOk);
        foreach (var (name, role) in new[] { ("Team Manager", Role.LocalityManager), ("Team Officer", Role.WelfareOfficer) })
        {
            var email = $"{name.Replace(' ', '.')}@salford.example";
            var person = (await mediator.Send(new MakePerson(setup, name, email))).Value.Id;
            Assert.True((await mediator.Send(new GiveRole(setup, person, role, "test"))).IsOk);
            Assert.True((await mediator.Send(new JoinTeam(setup, "central", email, role, "test"))).IsOk);
        }
    }

    private static JsonObject Contact(string name, string relationship, bool responsible, string? phone) =>
        new()
        {
            ["name"] = name,
            ["relationship"] = relationship,
            ["parentalResponsibility"] = responsible,
            ["phone"] = phone,
        };

    private static async Task MarkPastAsync(TestSchool school, int absent, int ill)
    {
        for (var day = new DateOnly(2006, 9, 4); day < Today; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
                await PostAsync(school, day, half, null, school.Upns, upn => Code(Place(school, upn), day, half));
        }

        string Code(int place, DateOnly day, HalfDay half) =>
            place < absent && day >= Today.AddDays(-14) ? "O"
            : place < ill && day.DayOfWeek is DayOfWeek.Monday ? "I"
            : place % 11 == 3 && half is HalfDay.AM && day.Day % 5 == 0 ? "L"
            : "/";
    }

    private static int Place(TestSchool school, string upn) => school.Upns.ToList().IndexOf(upn);
}
