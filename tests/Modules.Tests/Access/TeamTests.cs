using Attendance.Access.Contracts;
using Attendance.Modules.Tests.Schools;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using Xunit;

namespace Attendance.Modules.Tests.Access;

/// <summary>Teams, named officers and cover, on both databases: what is written in <c>access_grant</c> and what the policy makes of it.</summary>
public abstract class TeamTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Caller Setup = Caller.System("test");
    private static readonly GrantTarget Abbey = GrantTarget.Of(ReferenceData.School);
    private static readonly GrantTarget Moss = GrantTarget.Of(ReferenceData.Other);

    private ReferenceData _data = null!;

    private IPolicy Policy => _data.Get<IPolicy>();

    public async ValueTask InitializeAsync() => _data = await ReferenceData.StartAsync(provider);

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_member_reaches_the_schools_of_the_team_and_no_longer_those_that_it_gave_away()
    {
        var manager = await PersonAsync(Role.LocalityManager, "manager");
        await SaveAsync("north", ReferenceData.School, ReferenceData.Other);
        await JoinAsync("north", "manager", Role.LocalityManager);

        Assert.Equal((true, true), await ReachesAsync(manager, Act.ReadRegister));

        await SaveAsync("south", ReferenceData.Other);
        Assert.Equal((true, false), await ReachesAsync(manager, Act.ReadRegister));

        await SaveAsync("south");
        await SaveAsync("north", ReferenceData.School, ReferenceData.Other);
        Assert.Equal((true, true), await ReachesAsync(manager, Act.ReadRegister));
        // Taken, given back, and taken again: one row for each school that holds, and those that ended say who ended them.
        Assert.Equal(2, await LiveAsync(manager));
    }

    [Fact]
    public async Task What_is_so_already_is_not_written_again()
    {
        var officer = await PersonAsync(Role.WelfareOfficer, "officer");
        Assert.True((await SaveAsync("north", ReferenceData.School)).Changed);
        var member = await JoinAsync("north", "officer", Role.WelfareOfficer);
        var named = await NameAsync(ReferenceData.School, "officer");
        var before = await RowsAsync();

        Assert.False((await SaveAsync("north", ReferenceData.School)).Changed);
        Assert.Equal(member, await JoinAsync("north", "officer", Role.WelfareOfficer));
        Assert.Equal(named, await NameAsync(ReferenceData.School, "officer"));

        Assert.Equal(before, await RowsAsync());
        Assert.Equal(2, await LiveAsync(officer));
    }

    [Fact]
    public async Task A_school_has_one_named_officer_and_the_next_may_begin_later()
    {
        var first = await PersonAsync(Role.WelfareOfficer, "first");
        var second = await PersonAsync(Role.WelfareOfficer, "second");
        await NameAsync(ReferenceData.School, "first");
        await NameAsync(ReferenceData.School, "second", _data.Get<SchoolClock>().Today.AddDays(7));

        Assert.True(await MayAsync(first, Act.ReadFigures, Abbey));
        Assert.False(await MayAsync(second, Act.ReadFigures, Abbey));
        _data.Clock.Advance(TimeSpan.FromDays(7));
        Assert.False(await MayAsync(first, Act.ReadFigures, Abbey));
        Assert.True(await MayAsync(second, Act.ReadFigures, Abbey));
        var support = await _data.SendAsync(new ReadSupport(Setup, [ReferenceData.School, ReferenceData.Other]));
        Assert.Equal("second", support[ReferenceData.School].Officer?.Name);
        Assert.Null(support[ReferenceData.Other].Officer);
    }

    [Fact]
    public async Task Who_stands_in_has_what_the_absent_one_has_for_the_days_and_follows_its_changes()
    {
        var today = _data.Get<SchoolClock>().Today;
        var child = PupilId.New(TimeProvider.System);
        var absent = await PersonAsync(Role.WelfareOfficer, "absent");
        var worker = await PersonAsync(Role.WelfareOfficer, "worker");
        await SaveAsync("north", ReferenceData.School, ReferenceData.Other);
        await JoinAsync("north", "absent", Role.WelfareOfficer);
        await NameAsync(ReferenceData.School, "absent");
        Assert.True(
            (
                await _data.SendAsync(
                    new ArrangeCover(Setup, "absent@salford.example", "worker@salford.example", "away", today.AddDays(1), today.AddDays(8))
                )
            ).IsOk
        );
        Assert.False(await MayAsync(worker, Act.ReadSchool, Abbey));

        _data.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((true, true), await ReachesAsync(worker, Act.ReadSchool));
        // Membership stays membership: only the school whose officer is away opens its flagged children.
        Assert.Equal(["Covers 3552007", "TeamMember 3552007", "TeamMember 3554001"], await HeldAsync(worker));

        // A case that the absent one gets meanwhile is covered; one that ends no longer is.
        var given = (
            await _data.SendAsync(
                new GiveGrant(Setup, absent, Role.WelfareOfficer, Relation.HoldsCase, GrantTarget.Of(child), "case opened")
            )
        ).Value;
        Assert.True((await Policy.OfAsync(Caller.ForPerson(worker), child)).Sees);
        await _data.SendAsync(new WithdrawGrant(Setup, given, "case closed"));
        Assert.False((await Policy.OfAsync(Caller.ForPerson(worker), child)).Sees);
        // A school that leaves the team leaves who stands in as well.
        await SaveAsync("north", ReferenceData.School);
        Assert.Equal((true, false), await ReachesAsync(worker, Act.ReadSchool));

        _data.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal((false, false), await ReachesAsync(worker, Act.ReadSchool));
        Assert.Equal((true, false), await ReachesAsync(absent, Act.ReadSchool));
    }

    [Fact]
    public async Task Cover_is_not_passed_on_and_ends_with_the_role_the_leaver_and_the_word_of_a_manager()
    {
        var today = _data.Get<SchoolClock>().Today;
        var absent = await PersonAsync(Role.WelfareOfficer, "absent");
        var worker = await PersonAsync(Role.WelfareOfficer, "worker");
        var third = await PersonAsync(Role.WelfareOfficer, "third");
        await PersonAsync(Role.HeadTeacher, "head");
        await NameAsync(ReferenceData.School, "absent");
        var cover = await CoverAsync("absent", "worker", today);
        await CoverAsync("worker", "third", today);
        Assert.True(await MayAsync(worker, Act.ReadSchool, Abbey));
        Assert.False(await MayAsync(third, Act.ReadSchool, Abbey));
        Assert.Equal("validation", (await ArrangeAsync("absent", "head", today)).Error?.Code);
        Assert.Equal("validation", (await ArrangeAsync("absent", "absent", today)).Error?.Code);
        Assert.Equal("validation", (await ArrangeAsync("absent", "nobody", today)).Error?.Code);

        Assert.True((await _data.SendAsync(new EndCover(Setup, cover, "back at work"))).IsOk);
        Assert.False(await MayAsync(worker, Act.ReadSchool, Abbey));

        await CoverAsync("absent", "third", today);
        Assert.True(await MayAsync(third, Act.ReadSchool, Abbey));
        await _data.SendAsync(new RecordLeaver(Setup, absent, "left"));
        Assert.False(await MayAsync(third, Act.ReadSchool, Abbey));
    }

    [Fact]
    public async Task A_manager_arranges_the_own_team_and_no_other()
    {
        var today = _data.Get<SchoolClock>().Today;
        var manager = Caller.ForPerson(await PersonAsync(Role.LocalityManager, "manager"));
        await PersonAsync(Role.LocalityManager, "rival");
        await PersonAsync(Role.WelfareOfficer, "officer");
        await PersonAsync(Role.WelfareOfficer, "stranger");
        await SaveAsync("north", ReferenceData.School);
        await SaveAsync("south", ReferenceData.Other);
        await JoinAsync("north", "manager", Role.LocalityManager);
        await JoinAsync("north", "officer", Role.WelfareOfficer);
        await JoinAsync("south", "stranger", Role.WelfareOfficer);

        Assert.True((await _data.SendAsync(Join(manager, "north", "stranger", Role.WelfareOfficer))).IsOk);
        Assert.True((await _data.SendAsync(Name(manager, ReferenceData.School, "officer"))).IsOk);
        Assert.True((await _data.SendAsync(Cover(manager, "officer", "stranger", today))).IsOk);
        Assert.Equal("not-found", (await _data.SendAsync(Join(manager, "north", "rival", Role.LocalityManager))).Error?.Code);
        Assert.Equal("not-found", (await _data.SendAsync(Join(manager, "south", "officer", Role.WelfareOfficer))).Error?.Code);
        Assert.Equal("not-found", (await _data.SendAsync(Name(manager, ReferenceData.Other, "officer"))).Error?.Code);
        // The stranger works for the other team too.
        Assert.Equal("not-found", (await _data.SendAsync(Cover(manager, "stranger", "officer", today))).Error?.Code);
        Assert.Equal("not-found", (await _data.SendAsync(new SaveTeam(manager, "north", "Mine", [ReferenceData.Other]))).Error?.Code);
    }

    [Fact]
    public async Task A_team_that_cannot_be_changes_nothing()
    {
        await SaveAsync("north", ReferenceData.School);
        var none = Laestab.From(3559999);
        foreach (
            var (id, name, schools, code) in new (string, string, Laestab[], string)[]
            {
                ("North", "North", [], "team-invalid"),
                ("-", "North", [], "team-invalid"),
                ("north", " ", [], "name-invalid"),
                ("north", "North", [none], "unknown-school"),
                ("north", "North", [ReferenceData.Other, ReferenceData.Other], "duplicate-school"),
            }
        )
            Assert.Equal(code, (await _data.SendAsync(new SaveTeam(Setup, id, name, schools))).Error?.Fields?[0].Code);
        var team = Assert.Single(await _data.SendAsync(new ReadTeams(Setup)));
        Assert.Equal([ReferenceData.School], team.SchoolIds);
        Assert.Equal("not-found", (await _data.SendAsync(new LeaveTeam(Setup, "north", "none", "gone"))).Error?.Code);
        await PersonAsync(Role.WelfareOfficer, "officer");
        Assert.Equal("not-found", (await _data.SendAsync(Join(Setup, "west", "officer", Role.WelfareOfficer))).Error?.Code);
        Assert.Equal(
            "role-not-held",
            (await _data.SendAsync(Join(Setup, "north", "officer", Role.LocalityManager))).Error?.Fields?[0].Code
        );
        Assert.Equal("not-in-a-team", (await _data.SendAsync(Join(Setup, "north", "officer", Role.Police))).Error?.Fields?[0].Code);
        Assert.Equal("unknown-person", (await _data.SendAsync(Join(Setup, "north", "nobody", Role.WelfareOfficer))).Error?.Fields?[0].Code);
    }

    private async Task<long> PersonAsync(Role role, string name)
    {
        var person = (await _data.SendAsync(new MakePerson(Setup, name, $"{name}@salford.example"))).Value.Id;
        Assert.True((await _data.SendAsync(new GiveRole(Setup, person, role, "test"))).IsOk);
        return person;
    }

    private async Task<SavedTeam> SaveAsync(string team, params Laestab[] schools) =>
        (await _data.SendAsync(new SaveTeam(Setup, team, team, schools))).Value;

    private async Task<string> JoinAsync(string team, string name, Role role) =>
        (await _data.SendAsync(Join(Setup, team, name, role))).Value;

    private async Task<string> NameAsync(Laestab school, string name, DateOnly? from = null) =>
        (await _data.SendAsync(Name(Setup, school, name) with { From = from })).Value;

    private Task<Result<string>> ArrangeAsync(string absent, string worker, DateOnly from) =>
        _data.SendAsync(Cover(Setup, absent, worker, from));

    private async Task<string> CoverAsync(string absent, string worker, DateOnly from) => (await ArrangeAsync(absent, worker, from)).Value;

    private static JoinTeam Join(Caller caller, string team, string name, Role role) =>
        new(caller, team, $"{name}@salford.example", role, "test");

    private static NameOfficer Name(Caller caller, Laestab school, string name) => new(caller, school, $"{name}@salford.example", "test");

    private static ArrangeCover Cover(Caller caller, string absent, string worker, DateOnly from) =>
        new(caller, $"{absent}@salford.example", $"{worker}@salford.example", "away", from, from.AddDays(20));

    private Task<bool> MayAsync(long person, Act act, GrantTarget on) => Policy.MayAsync(Caller.ForPerson(person), act, on).AsTask();

    private async Task<(bool Abbey, bool Moss)> ReachesAsync(long person, Act act) =>
        (await MayAsync(person, act, Abbey), await MayAsync(person, act, Moss));

    private async Task<long> LiveAsync(long person)
    {
        await using var connection = await _data.Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
            "select count(*) from access_grant where person = @person and ended_at is null",
            new { person }
        );
    }

    private async Task<string[]> HeldAsync(long person)
    {
        await using var connection = await _data.Database.OpenAsync();
        return
        [
            .. await connection.QueryAsync<string>(
                "select relation || ' ' || target_id from access_grant where person = @person and ended_at is null order by 1",
                new { person }
            ),
        ];
    }

    private async Task<long> RowsAsync()
    {
        await using var connection = await _data.Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
            "select (select count(*) from access_grant) + (select count(*) from access_team_member) + (select count(*) from access_team_school)"
        );
    }
}

/// <inheritdoc />
public sealed class TeamsOnSqliteTests() : TeamTests(DatabaseProvider.Sqlite);

/// <inheritdoc />
public sealed class TeamsOnPostgresTests() : TeamTests(DatabaseProvider.Postgres);
