using Attendance.Access.Contracts;
using Attendance.Modules.Tests.Schools;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Modules.Tests.Access;

public sealed class PeopleTests
{
    private static readonly Caller Setup = Caller.System("test");

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task An_address_names_one_person_however_it_is_written(DatabaseProvider provider)
    {
        await using var data = await ReferenceData.StartAsync(provider);

        var first = (await data.SendAsync(new MakePerson(Setup, "Ann Lee", " Ann.Lee@Salford.example "))).Value;

        Assert.Equal("ann.lee@salford.example", first.Email);
        Assert.Equal("conflict", (await data.SendAsync(new MakePerson(Setup, "Another", "ANN.LEE@salford.example"))).Error?.Code);
        Assert.Equal(first, (await data.SendAsync(new ReadPerson(Setup, first.Id))).Value);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_role_that_an_administrator_gives_waits_for_a_second(DatabaseProvider provider)
    {
        await using var data = await ReferenceData.StartAsync(provider);
        var giver = await AdministratorAsync(data, "one@salford.example");
        var second = await AdministratorAsync(data, "two@salford.example");
        var newcomer = (await data.SendAsync(new MakePerson(giver, "New", "new@salford.example"))).Value;

        var role = (await data.SendAsync(new GiveRole(giver, newcomer.Id, Role.Administrator, "joins the team"))).Value;

        var own = Caller.ForPerson(newcomer.Id);
        Assert.Equal("not-found", (await data.SendAsync(new MakePerson(own, "X", "x@salford.example"))).Error?.Code);
        Assert.Equal("not-found", (await data.SendAsync(new ApproveRole(giver, role))).Error?.Code);
        Assert.Equal("not-found", (await data.SendAsync(new ApproveRole(own, role))).Error?.Code);
        Assert.True((await data.SendAsync(new ApproveRole(second, role))).IsOk);
        Assert.True((await data.SendAsync(new MakePerson(own, "X", "x@salford.example"))).IsOk);
        Assert.True((await data.SendAsync(new WithdrawRole(second, role, "moved on"))).IsOk);
        Assert.Equal("not-found", (await data.SendAsync(new MakePerson(own, "Y", "y@salford.example"))).Error?.Code);
    }

    private static async Task<Caller> AdministratorAsync(ReferenceData data, string email)
    {
        var person = (await data.SendAsync(new MakePerson(Setup, "Administrator", email))).Value;
        Assert.True((await data.SendAsync(new GiveRole(Setup, person.Id, Role.Administrator, "first set-up"))).IsOk);
        return Caller.ForPerson(person.Id);
    }
}
