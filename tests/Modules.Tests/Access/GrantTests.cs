using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Modules.Tests.Schools;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using Xunit;

namespace Attendance.Modules.Tests.Access;

/// <summary>
/// A higher module writes grants in the transaction that changes its own relationship. The module here is a table of cases: what it says and what the policy
/// answers must never differ.
/// </summary>
public abstract class GrantTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Caller Setup = Caller.System("test");
    private static readonly Caller Casework = Caller.System("casework");

    private ReferenceData _data = null!;

    private DateOnly Today => _data.Get<SchoolClock>().Today;

    public async ValueTask InitializeAsync()
    {
        _data = await ReferenceData.StartAsync(provider);
        await RunAsync(transaction =>
            transaction.Connection!.ExecuteAsync(
                "create table fake_case (id text primary key, pupil bigint not null, worker bigint not null)",
                transaction: transaction
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_case_and_who_may_see_its_child_are_committed_together_or_not_at_all()
    {
        var worker = await PersonAsync(Role.WelfareOfficer, "worker");
        var child = PupilId.New(TimeProvider.System);
        // Read before, so that an old answer could be believed.
        Assert.False(await SeesAsync(worker, child));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunAsync(async transaction =>
            {
                await OpenAsync(transaction, "one", child, worker);
                throw new InvalidOperationException("The case cannot be opened.");
            })
        );
        Assert.Equal((0, 0), await RowsAsync());
        Assert.False(await SeesAsync(worker, child));

        await RunAsync(transaction => OpenAsync(transaction, "one", child, worker));
        Assert.Equal((1, 1), await RowsAsync());
        Assert.True(await SeesAsync(worker, child));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunAsync(async transaction =>
            {
                await CloseAsync(transaction, "one");
                throw new InvalidOperationException("The case cannot be closed.");
            })
        );
        Assert.True(await SeesAsync(worker, child));
        await RunAsync(transaction => CloseAsync(transaction, "one"));
        Assert.False(await SeesAsync(worker, child));
    }

    [Fact]
    public async Task A_case_that_changes_hands_is_the_new_workers_and_a_repeat_writes_nothing()
    {
        var before = await PersonAsync(Role.WelfareOfficer, "before");
        var after = await PersonAsync(Role.WelfareOfficer, "after");
        var child = PupilId.New(TimeProvider.System);
        var grants = _data.Get<IGrants>();
        var first = "";
        var again = "";
        await RunAsync(async transaction =>
        {
            first = (await grants.GiveAsync(transaction, Casework, Holds(before, child))).Value;
            again = (await grants.GiveAsync(transaction, Casework, Holds(before, child))).Value;
        });
        Assert.Equal(first, again);
        Assert.True(await SeesAsync(before, child));

        await RunAsync(async transaction =>
        {
            Assert.Equal(1, await grants.EndAsync(transaction, Casework, "case/one", "changes hands", before));
            Assert.True((await grants.GiveAsync(transaction, Casework, Holds(after, child))).IsOk);
        });
        Assert.False(await SeesAsync(before, child));
        Assert.True(await SeesAsync(after, child));
        await RunAsync(async transaction =>
        {
            Assert.Equal(1, await grants.EndAsync(transaction, Casework, "case/one", "closed"));
            Assert.Equal(0, await grants.EndAsync(transaction, Casework, "case/one", "closed"));
        });
        Assert.False(await SeesAsync(after, child));
    }

    [Fact]
    public async Task A_unit_opens_who_is_placed_there_for_as_long_as_the_place_and_the_work_last()
    {
        var worker = await PersonAsync(Role.ResidentialWorker, "unit");
        var child = PupilId.New(TimeProvider.System);
        var unit = GrantTarget.Unit(77);
        await RunAsync(async transaction =>
        {
            Assert.True(
                (
                    await _data
                        .Get<IGrants>()
                        .GiveAsync(
                            transaction,
                            Casework,
                            new ModuleGrant(worker, Role.ResidentialWorker, Relation.PlacedAt, unit, "unit/77", "works there")
                        )
                ).IsOk
            );
            await _data
                .Get<IPlaces>()
                .ReplaceAsync(
                    transaction,
                    [child],
                    [GrantTargetKind.Unit],
                    [new ChildPlace(child, unit, Today.AddDays(-3), Today.AddDays(2))]
                );
        });
        Assert.True(await SeesAsync(worker, child));
        _data.Clock.Advance(TimeSpan.FromDays(2));
        Assert.False(await SeesAsync(worker, child));
    }

    [Fact]
    public async Task An_agreement_opens_the_fields_agreed_for_a_year_at_most()
    {
        var nurse = await PersonAsync(Role.Health, "nurse");
        var child = PupilId.New(TimeProvider.System);
        var policy = _data.Get<IPolicy>();
        var agreed = new ModuleGrant(
            nurse,
            Role.Health,
            Relation.Agreement,
            GrantTarget.Of(child),
            "agreement/7",
            "signed",
            Until: Today.AddMonths(12),
            Agreement: "7",
            Fields: ["weeks", "band", "band"]
        );
        foreach (
            var (wrong, code) in new (ModuleGrant, string)[]
            {
                (agreed with { Until = Today.AddMonths(12).AddDays(1) }, "agreement-too-long"),
                (agreed with { Until = null }, "agreement-too-long"),
                (agreed with { Agreement = null }, "agreement-invalid"),
                (agreed with { Role = Role.HeadTeacher }, "not-a-partner"),
                (agreed with { Fields = ["given name"] }, "fields-invalid"),
                (agreed with { Fields = [] }, "fields-invalid"),
                (agreed with { On = GrantTarget.Of(ReferenceData.School) }, "relation-not-a-modules"),
                (agreed with { Relation = Relation.Authority, On = GrantTarget.All }, "relation-not-a-modules"),
                (agreed with { Relation = Relation.HoldsCase }, "agreement-unexpected"),
                (agreed with { Source = "" }, "source-invalid"),
                (agreed with { Reason = " " }, "reason-invalid"),
                (agreed with { Until = Today }, "until-before-from"),
            }
        )
            Assert.Equal(code, (await GiveAsync(wrong)).Error?.Fields?[0].Code);
        Assert.Equal("not-found", (await GiveAsync(agreed with { Person = 1 })).Error?.Code);
        Assert.Null(await policy.AgreementAsync(Caller.ForPerson(nurse), "7"));

        Assert.True((await GiveAsync(agreed)).IsOk);
        var opened = await policy.AgreementAsync(Caller.ForPerson(nurse), "7");
        Assert.Equal(["band", "weeks"], Assert.Single(opened!.Children).Fields.Order(StringComparer.Ordinal));
        // By the agreement only, and no longer than it lasts.
        Assert.False(await SeesAsync(nurse, child));
        _data.Clock.Advance(Today.AddMonths(12).ToDateTime(default) - Today.ToDateTime(default));
        Assert.Null(await policy.AgreementAsync(Caller.ForPerson(nurse), "7"));
    }

    private async Task<Result<string>> GiveAsync(ModuleGrant grant)
    {
        Result<string> given = "";
        await RunAsync(async transaction => given = await _data.Get<IGrants>().GiveAsync(transaction, Casework, grant));
        return given;
    }

    private Task RunAsync(Func<DbTransaction, Task> work) => _data.Get<IWriter>().Run(work);

    private async Task OpenAsync(DbTransaction transaction, string id, PupilId child, long worker)
    {
        await transaction.Connection!.ExecuteAsync(
            "insert into fake_case (id, pupil, worker) values (@id, @child, @worker)",
            new
            {
                id,
                child = child.Value,
                worker,
            },
            transaction
        );
        Assert.True((await _data.Get<IGrants>().GiveAsync(transaction, Casework, Holds(worker, child))).IsOk);
    }

    private async Task CloseAsync(DbTransaction transaction, string id)
    {
        await transaction.Connection!.ExecuteAsync("delete from fake_case where id = @id", new { id }, transaction);
        await _data.Get<IGrants>().EndAsync(transaction, Casework, $"case/{id}", "closed");
    }

    private static ModuleGrant Holds(long worker, PupilId child) =>
        new(worker, Role.WelfareOfficer, Relation.HoldsCase, GrantTarget.Of(child), "case/one", "case opened");

    private async Task<(long Cases, long Grants)> RowsAsync()
    {
        await using var connection = await _data.Database.OpenAsync();
        return (
            await connection.ExecuteScalarAsync<long>("select count(*) from fake_case"),
            await connection.ExecuteScalarAsync<long>("select count(*) from access_grant where source = 'case/one'")
        );
    }

    private async Task<bool> SeesAsync(long person, PupilId child) =>
        (await _data.Get<IPolicy>().OfAsync(Caller.ForPerson(person), child)).Sees;

    private async Task<long> PersonAsync(Role role, string name)
    {
        var person = (await _data.SendAsync(new MakePerson(Setup, name, $"{name}@salford.example"))).Value.Id;
        Assert.True((await _data.SendAsync(new GiveRole(Setup, person, role, "test"))).IsOk);
        return person;
    }
}

/// <inheritdoc />
public sealed class GrantsOnSqliteTests() : GrantTests(DatabaseProvider.Sqlite);

/// <inheritdoc />
public sealed class GrantsOnPostgresTests() : GrantTests(DatabaseProvider.Postgres);
