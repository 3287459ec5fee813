using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Partners.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>
/// Two schools, three children, and one caller for every role: related to the first school, or to its child Ann, who has flags, a placement and a case. Bob is at
/// the same school without any; Dan is at the other.
/// </summary>
internal sealed class AccessCity : IAsyncDisposable
{
    public const string School = "3552007";
    public const string Other = "3554001";
    public const long Home = 2;

    public static readonly Upn Ann = Upn.FromBody("355200706001")!.Value;
    public static readonly Upn Bob = Upn.FromBody("355200706002")!.Value;
    public static readonly Upn Dan = Upn.FromBody("355400106001")!.Value;

    private static readonly Caller Setup = Caller.System("test");

    private readonly Dictionary<string, HttpClient> _clients = [];
    private readonly Dictionary<string, long> _people = [];

    private AccessCity(RunningHost host, FakeTimeProvider clock)
    {
        Host = host;
        Clock = clock;
    }

    public RunningHost Host { get; }

    public FakeTimeProvider Clock { get; }

    public IReadOnlyDictionary<Upn, PupilId> Ids { get; private set; } = null!;

    public IReadOnlyDictionary<string, HttpClient> Clients => _clients;

    public IReadOnlyDictionary<string, long> People => _people;

    /// <summary>The cases that the flags of Ann and Dan opened.</summary>
    public Dictionary<Upn, string> Cases { get; } = [];

    /// <summary>A document in each case.</summary>
    public Dictionary<Upn, long> Documents { get; } = [];

    /// <summary>By a partner's role: the agreement of its agency that opens Ann, with every field that any agreement can open to it.</summary>
    public Dictionary<string, string> Agreements { get; } = [];

    /// <summary>A cover of December for the officer of each school's team.</summary>
    public Dictionary<string, string> Covers { get; } = [];

    public IMediator Mediator => Host.Services.GetRequiredService<IMediator>();

    public static async Task<AccessCity> StartAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite,
        TestDatabase? database = null,
        IReadOnlyDictionary<string, string?>? settings = null
    )
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2006, 11, 1, 12, 0, 0, TimeSpan.Zero))
        {
            AutoAdvanceAmount = TimeSpan.FromMilliseconds(10),
        };
        var host = await RunningHost.StartAsync(provider, database, schoolTime: clock, services: PersonDoor.AddTo, settings: settings);
        var city = new AccessCity(host, clock);
        var school = await SmallSchool.CreateAsync(host, School);
        var other = await SmallSchool.CreateAsync(host, Other, "secondary");
        await school.EnrolAsync((Ann, "Archer", null), (Bob, "Baker", null));
        await other.EnrolAsync((Dan, "Dyer", null));
        await school.MarkDaysAsync(SmallSchool.Days(9), (Ann, "O"), (Bob, "/"));
        await school.MarkDaysAsync(SmallSchool.Days(10).Skip(9), (Ann, "/"), (Bob, "/"));
        await other.MarkDaysAsync(SmallSchool.Days(10), (Dan, "O"));
        city._clients["SchoolKey"] = school.Client;
        city._clients["LoaderKey"] = host.Loader;
        var ids = new Dictionary<Upn, PupilId>();
        foreach (var upn in new[] { Ann, Bob, Dan })
        {
            var answer = await SmallSchool.AskAsync(host.Loader, $$"""{ pupil(upn: "{{upn.Value}}") { id } }""");
            Assert.True(PupilId.TryParse(answer.Data.GetProperty("pupil").GetProperty("id").GetString(), out var id));
            ids[upn] = id;
        }
        city.Ids = ids;
        await city.PlaceAsync();
        foreach (var role in Enum.GetValues<Role>())
            await city.EmployAsync(role);
        await city.DivideAsync();
        await city.AwaitCasesAsync();
        await city.SummonAsync();
        await city.AgreeAsync();
        return city;
    }

    /// <summary>A person with a role and no relationship.</summary>
    public async Task<long> PersonAsync(Role role, string name)
    {
        var person = (await Mediator.Send(new MakePerson(Setup, name, $"{name}@salford.example"))).Value.Id;
        Assert.True((await Mediator.Send(new GiveRole(Setup, person, role, "test"))).IsOk);
        return person;
    }

    /// <summary>A client that is a person.</summary>
    public HttpClient ClientOf(long person)
    {
        var client = Host.ClientWith(null);
        client.DefaultRequestHeaders.Add("x-person", person.ToString());
        return client;
    }

    /// <summary>Gives a grant in a role.</summary>
    public async Task<string> GrantAsync(long person, Role role, Relation relation, GrantTarget on, string? agreement = null)
    {
        var given = await Mediator.Send(
            new GiveGrant(Setup, person, role, relation, on, "test", Until: new DateOnly(2007, 7, 1), Agreement: agreement)
        );
        Assert.True(given.IsOk, given.Error?.Message);
        return given.Value;
    }

    /// <summary>The id that an agreement gives its first child.</summary>
    public async Task<string> SharedIdAsync(Caller caller, string agreement) =>
        (await Host.Services.GetRequiredService<IPolicy>().AgreementAsync(caller, agreement))!.Children[0].PseudonymousId;

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>Ann is in care and lives at Oak House, as the looked-after team records it.</summary>
    private async Task PlaceAsync()
    {
        var unit = await SmallSchool.AskAsync(Host.Loader, "mutation { saveUnit(name: \"Oak House\") { number } }");
        Assert.Equal(Home, unit.Data.GetProperty("saveUnit").GetProperty("number").GetInt64());
        var care = await SmallSchool.AskAsync(
            Host.Loader,
            "mutation($input: RecordCareInput!) { recordCare(input: $input) { changed problems { code } } }",
            new
            {
                input = new
                {
                    upn = Ann.Value,
                    started = "2006-09-01",
                    legalStatus = "C2",
                    placement = "K2",
                    unit = Home,
                    responsible = "355",
                },
            }
        );
        Assert.True(care.Codes.Count == 0 && care.Data.GetProperty("recordCare").GetProperty("changed").GetBoolean(), care.Text);
    }

    /// <summary>The first school is the north team's, with the officer and the manager; the other is the south team's, whose officer is away.</summary>
    private async Task DivideAsync()
    {
        _people["southofficer"] = await PersonAsync(Role.WelfareOfficer, "southofficer");
        await PersonAsync(Role.WelfareOfficer, "spare");
        foreach (var (team, school, officer) in new[] { ("north", School, nameof(Role.WelfareOfficer)), ("south", Other, "southofficer") })
        {
            Assert.True((await Mediator.Send(new SaveTeam(Setup, team, $"Team {team}", [Laestab.From(int.Parse(school))]))).IsOk);
            Assert.True((await Mediator.Send(new JoinTeam(Setup, team, $"{officer}@salford.example", Role.WelfareOfficer, "test"))).IsOk);
            var cover = await Mediator.Send(
                new ArrangeCover(
                    Setup,
                    $"{officer}@salford.example",
                    "spare@salford.example",
                    "away",
                    new DateOnly(2006, 12, 1),
                    new DateOnly(2007, 1, 1)
                )
            );
            Covers[school] = cover.Value;
        }
        Assert.True(
            (await Mediator.Send(new NameOfficer(Setup, Laestab.From(int.Parse(Other)), "southofficer@salford.example", "test"))).IsOk
        );
        Assert.True(
            (await Mediator.Send(new JoinTeam(Setup, "north", "LocalityManager@salford.example", Role.LocalityManager, "test"))).IsOk
        );
    }

    /// <summary>Flags reach casework through the outbox, after the marks were answered.</summary>
    private async Task AwaitCasesAsync()
    {
        var leader = _clients[nameof(Role.AttendanceLeader)];
        foreach (var upn in new[] { Ann, Dan })
        {
            var query = $$"""{ pupil(upn: "{{upn.Value}}") { openCase { id } } }""";
            for (var tries = 0; !Cases.ContainsKey(upn); tries++)
            {
                var found = (await SmallSchool.AskAsync(leader, query)).Data.GetProperty("pupil").GetProperty("openCase");
                if (found.ValueKind is System.Text.Json.JsonValueKind.Object)
                    Cases[upn] = found.GetProperty("id").GetString()!;
                else if (tries > 1_200)
                    throw new TimeoutException("The flags of a child did not open a case.");
                else
                    await Task.Delay(50);
            }
        }
    }

    /// <summary>
    /// Each partner works for its agency, which has an agreement about Ann that two agreed to: she is named, or (the voluntary body) was referred to it by her welfare officer.
    /// </summary>
    private async Task AgreeAsync()
    {
        foreach (var (role, fields) in await Expectations.SharedAsync())
        {
            var agency = AgencyOf[Enum.Parse<Role>(role)];
            Assert.True((await Mediator.Send(new JoinAgency(Setup, agency, $"{role}@salford.example"))).IsOk);
            var named = agency != "voluntary";
            var written = await Mediator.Send(
                new WriteAgreement(
                    Setup,
                    agency,
                    "Children Act 2004, section 10",
                    "Support",
                    named ? SharedChildren.Named : SharedChildren.Referrals,
                    named ? [Ids[Ann]] : [],
                    [.. fields.Where(field => field.Value).Select(field => field.Key)],
                    null,
                    new DateOnly(2007, 7, 1)
                )
            );
            Assert.True(written.IsOk, written.Error?.Message);
            Assert.True((await Mediator.Send(new ApproveAgreement(Caller.System("another"), written.Value))).IsOk);
            Agreements[role] = written.Value;
        }
        var referred = await SmallSchool.AskAsync(
            _clients[nameof(Role.WelfareOfficer)],
            $$"""mutation { referToAgency(input: { pupil: "{{Ids[Ann]}}", agency: "voluntary", reason: "Help to come." }) { id problems { code } } }"""
        );
        Assert.DoesNotContain("code", referred.Text, StringComparison.Ordinal);
    }

    /// <summary>The agency that people with a partner's role work for here.</summary>
    public static IReadOnlyDictionary<Role, string> AgencyOf { get; } =
        new Dictionary<Role, string>
        {
            [Role.Health] = "health",
            [Role.Housing] = "housing",
            [Role.Police] = "police",
            [Role.YouthService] = "youth-service",
            [Role.Connexions] = "connexions",
            [Role.YouthOffending] = "youth-offending",
            [Role.CommunitySafety] = "community-safety",
            [Role.VoluntarySector] = "voluntary",
            [Role.BehaviourSupport] = "best",
            [Role.PassengerTransport] = "passenger-transport",
        };

    /// <summary>A hearing and a document for each child with a case, and a step of enforcement that counts: written as the module writes them, but for the steps that lead there.</summary>
    private async Task SummonAsync()
    {
        var sealedTexts = new Dictionary<Upn, byte[]>();
        foreach (var upn in Cases.Keys)
        {
            Documents[upn] = Documents.Count + 1;
            sealedTexts[upn] = await Host
                .Services.GetRequiredService<IPupilTexts>()
                .SealAsync(Ids[upn], Convert.ToBase64String("%PDF"u8), CancellationToken.None);
        }
        await Host
            .Services.GetRequiredService<IWriter>()
            .Run(async transaction =>
            {
                foreach (var (upn, id) in Cases)
                {
                    var row = new
                    {
                        id = long.Parse(id),
                        pupil = Ids[upn].Value,
                        school = upn == Dan ? long.Parse(Other) : long.Parse(School),
                        no = false,
                        on = new DateOnly(2006, 11, 30),
                    };
                    await transaction.Connection!.ExecuteAsync(
                        """
                        insert into casework_matter (case_id, number, pupil_id, parent, track, stage, opened_on, last_on, hearing_on, over, recheck, checked_on)
                        values (@id, 1, @pupil, 1, 'prosecution', 'summoned', @on, @on, @on, @no, @no, @on)
                        """,
                        row,
                        transaction
                    );
                    await transaction.Connection!.ExecuteAsync(
                        """
                        insert into casework_balance (case_id, ordinal, pupil_id, school_id, groups, kind, done_on)
                        values (@id, 1, @pupil, @school, ',', 'warn', @on)
                        """,
                        row,
                        transaction
                    );
                    await transaction.Connection!.ExecuteAsync(
                        """
                        insert into casework_document (id, case_id, pupil_id, name, made_at, sealed)
                        values (@document, @id, @pupil, 'court-pack.pdf', @at, @content)
                        """,
                        new
                        {
                            document = Documents[upn],
                            row.id,
                            row.pupil,
                            at = Clock.GetUtcNow(),
                            content = sealedTexts[upn],
                        },
                        transaction
                    );
                }
            });
    }

    private async Task EmployAsync(Role role)
    {
        var person = await PersonAsync(role, role.ToString());
        var school = GrantTarget.Of(Laestab.From(int.Parse(School)));
        var ann = GrantTarget.Of(Ids[Ann]);
        (Relation Relation, GrantTarget On)? tie = role switch
        {
            Role.SchoolOffice or Role.AttendanceLead or Role.HeadTeacher or Role.Governor => (Relation.WorksAt, school),
            Role.WelfareOfficer => (Relation.NamedOfficer, school),
            Role.LocalityManager => (Relation.Manages, school),
            Role.Legal => (Relation.HoldsCase, ann),
            Role.ResidentialWorker => (Relation.PlacedAt, GrantTarget.Unit(Home)),
            Role.FosterWorker => (Relation.PlacedAt, ann),
            Role.Parent => (Relation.ParentOf, ann),
            // The agreement of their agency brings it.
            Role.Health
            or Role.Housing
            or Role.Police
            or Role.YouthService
            or Role.Connexions
            or Role.YouthOffending
            or Role.CommunitySafety
            or Role.VoluntarySector
            or Role.BehaviourSupport
            or Role.PassengerTransport
            // Their role brings the relationship.
            or Role.AttendanceLeader
            or Role.LacManager
            or Role.ReviewingOfficer
            or Role.SchoolImprovement
            or Role.ElectedMember
            or Role.Administrator => null,
        };
        if (tie is { } made)
            await GrantAsync(person, role, made.Relation, made.On);
        _people[role.ToString()] = person;
        _clients[role.ToString()] = ClientOf(person);
    }
}
