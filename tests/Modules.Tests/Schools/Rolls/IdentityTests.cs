using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Xunit;
using static Attendance.Modules.Tests.Schools.ReferenceData;

namespace Attendance.Modules.Tests.Schools.Rolls;

/// <summary>Children's identity on both databases: UPN, merge, transfer, rollover, removal.</summary>
public abstract class IdentityTests(DatabaseProvider provider)
{
    [Fact]
    public async Task A_changed_upn_leaves_the_former_one_finding_the_child()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        var before = (await data.PupilAsync(Upn(1))).Id;
        Assert.True((await data.SendAsync(new ChangeUpn(Loader, Upn(1).Value, Upn(2).Value))).Value.Changed);
        Assert.False((await data.SendAsync(new ChangeUpn(Loader, Upn(1).Value, Upn(2).Value))).Value.Changed);

        var child = Assert.Single((await data.RollAsync(School)).Pupils);
        Assert.Equal((before, Upn(2)), (child.Id, child.Upn));
        Assert.Equal([Upn(1)], child.FormerUpns);
        Assert.Equal(before, (await data.PupilAsync(Upn(1))).Id);
        Assert.Equal([before], data.Told.Rolls[^1].Pupils);
        // Back again: the wrong one stays known.
        Assert.True((await data.SendAsync(new ChangeUpn(Loader, Upn(2).Value, Upn(1).Value))).Value.Changed);
        Assert.Equal(Upn(1), (await data.PupilAsync(Upn(2))).Upn);
    }

    [Fact]
    public async Task A_upn_of_another_child_is_refused_and_so_is_an_unknown_one()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1), Line(2));
        Assert.Equal("conflict", (await data.SendAsync(new ChangeUpn(Loader, Upn(1).Value, Upn(2).Value))).Error?.Code);
        Assert.Equal("unknown-pupil", (await data.SendAsync(new ChangeUpn(Loader, Upn(9).Value, Upn(3).Value))).Error?.Code);
        Assert.Equal("validation", (await data.SendAsync(new ChangeUpn(Loader, "A123", Upn(3).Value))).Error?.Code);
        var school = new Caller(CallerKind.School, "3552007/SIMS", School);
        Assert.Equal(Error.NotFound, (await data.SendAsync(new ChangeUpn(school, Upn(1).Value, Upn(3).Value))).Error);
    }

    [Fact]
    public async Task A_merged_child_is_one_child_with_the_enrolments_and_upns_of_both()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        await data.LoadAsync(Other, Line(2));
        var (first, second) = ((await data.PupilAsync(Upn(1))).Id, (await data.PupilAsync(Upn(2))).Id);
        var unmerged = data.Clock.GetUtcNow();
        data.Clock.Advance(TimeSpan.FromDays(1));
        data.Told.Rolls.Clear();

        Assert.True((await data.SendAsync(new MergePupils(Loader, Upn(2).Value, Upn(1).Value, "Same birth certificate"))).Value.Changed);
        Assert.False((await data.SendAsync(new MergePupils(Loader, Upn(2).Value, Upn(1).Value, "again"))).Value.Changed);

        var child = await data.PupilAsync(Upn(2));
        Assert.Equal((first, Upn(1)), (child.Id, child.Upn));
        Assert.Equal([Upn(2)], child.FormerUpns);
        Assert.Equal([second], child.Aliases);
        Assert.Equal([(School, first), (Other, first)], child.Enrolments.Select(e => (e.School, e.Pupil)).Order().ToArray());
        Assert.Equal(first, Assert.Single((await data.RollAsync(Other)).Pupils).Id);
        var merged = (await data.Rolls.LoadPupilsAsync([second], null, default))[second];
        Assert.Equal(first, merged.MergedInto);
        Assert.Empty(merged.Enrolments);
        Assert.All(data.Told.Rolls, told => Assert.Equal(new[] { first, second }.Order(), told.Pupils.Order()));
        Assert.Equal([School, Other], data.Told.Rolls.Select(told => told.School).Order());
        // As it was known before.
        Assert.Equal(second, Assert.Single((await data.RollAsync(Other, unmerged)).Pupils).Id);
        // The other school still sends its own number: nothing changes, and what changes is the survivor's.
        Assert.Equal(1, (await data.LoadAsync(Other, Line(2))).Unchanged);
        Assert.Equal(1, (await data.LoadAsync(Other, Line(2) with { LeavingDate = "2007-07-20" })).Changed);
        Assert.Single((await data.RollAsync(Other)).Pupils[0].Enrolments);
    }

    [Fact]
    public async Task An_unmerge_gives_each_record_its_own_back()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        await data.LoadAsync(Other, Line(2), Line(3));
        var (first, second) = ((await data.PupilAsync(Upn(1))).Id, (await data.PupilAsync(Upn(2))).Id);
        // A chain: 2 into 3, 3 into 1.
        await data.SendAsync(new MergePupils(Loader, Upn(2).Value, Upn(3).Value, "one"));
        await data.SendAsync(new MergePupils(Loader, Upn(3).Value, Upn(1).Value, "two"));
        Assert.Equal(first, (await data.PupilAsync(Upn(2))).Id);
        Assert.Equal(2, (await data.PupilAsync(Upn(1))).Aliases.Count);

        Assert.True((await data.SendAsync(new UnmergePupils(Loader, Upn(2).Value, "twins"))).Value.Changed);
        Assert.False((await data.SendAsync(new UnmergePupils(Loader, Upn(2).Value, "twins"))).Value.Changed);

        var back = await data.PupilAsync(Upn(2));
        Assert.Equal((second, null), (back.Id, back.MergedInto));
        Assert.Equal(Other, Assert.Single(back.Enrolments).School);
        Assert.Equal(first, (await data.PupilAsync(Upn(3))).Id);
        // The latest state beside the history says the same.
        await using var connection = await data.Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from schools_pupil where merged_into = {first.Value}";
        Assert.Equal(1L, Convert.ToInt64(await command.ExecuteScalarAsync()));
    }

    [Fact]
    public async Task A_transfer_leaves_one_roll_and_joins_the_other_in_one_step()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        var body = new TransferPupilBody(Upn(1).Value, School.ToString(), Other.ToString(), "2006-12-20", "2007-01-08", "3", "3M");
        data.Told.Rolls.Clear();
        Assert.True((await data.SendAsync(new TransferPupil(Loader, body))).Value.Changed);
        Assert.False((await data.SendAsync(new TransferPupil(Loader, body))).Value.Changed);
        var id = (await data.PupilAsync(Upn(1))).Id;
        Assert.Equal(
            [
                new Enrolment(School, id, new(2006, 9, 4), new(2006, 12, 20), EnrolmentStatus.Single, false, "3", "3A"),
                new Enrolment(Other, id, new(2007, 1, 8), null, EnrolmentStatus.Single, false, "3", "3M"),
            ],
            (await data.PupilAsync(Upn(1))).Enrolments
        );
        Assert.Equal([School, Other], data.Told.Rolls.Select(told => told.School).Order());
        var elsewhere = body with { LastDay = "2007-02-01", FirstDay = "2007-02-02" };
        Assert.Equal("conflict", (await data.SendAsync(new TransferPupil(Loader, elsewhere))).Error?.Code);
    }

    [Fact]
    public async Task A_rollover_moves_groups_on_1_September_and_keeps_the_days_before()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(
            School,
            Line(1),
            Line(2) with
            {
                YearGroup = "6",
                Group = "6A",
                BirthDate = "1996-01-01",
            },
            Line(3) with
            {
                LeavingDate = "2007-03-30",
            }
        );
        var body = new RollOverBody(2007, [new("3", ToGroup: "4A"), new("6", Leaves: true)]);

        Assert.Equal(new RolledOver(1, 1), (await data.SendAsync(new RollOver(Loader, School, body))).Value);
        Assert.Equal(new RolledOver(0, 0), (await data.SendAsync(new RollOver(Loader, School, body))).Value);

        var roll = await data.RollAsync(School);
        var moved = roll.Pupils.Single(p => p.Upn == Upn(1)).Enrolments;
        Assert.Equal("3A", moved.Single(e => e.Covers(new(2007, 8, 31))).Group);
        Assert.Equal(("4", "4A"), moved.Where(e => e.Covers(new(2007, 9, 1))).Select(e => (e.YearGroup, e.Group)).Single());
        Assert.Equal(new DateOnly(2007, 8, 31), roll.Pupils.Single(p => p.Upn == Upn(2)).Enrolments.Single().LeavingDate);
        Assert.Equal("3A", roll.Pupils.Single(p => p.Upn == Upn(3)).Enrolments.Single().Group);
    }

    [Fact]
    public async Task A_removed_enrolment_was_never_there_but_stays_known_in_history()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1), Line(2));
        var before = data.Clock.GetUtcNow();
        data.Clock.Advance(TimeSpan.FromHours(1));
        var remove = new RemoveEnrolment(Loader, School, Upn(1).Value, "2006-09-04");
        Assert.True((await data.SendAsync(remove)).Value.Changed);
        Assert.False((await data.SendAsync(remove)).Value.Changed);
        Assert.Equal([Upn(2)], (await data.RollAsync(School)).Pupils.Select(p => p.Upn));
        Assert.Equal([Upn(2)], (await data.RollAsync(School, data.Clock.GetUtcNow())).Pupils.Select(p => p.Upn));
        Assert.Equal(2, (await data.RollAsync(School, before)).Pupils.Count);
        Assert.Equal(1, (await data.LoadAsync(School, Line(1) with { EntryDate = "2006-09-05" })).Changed);
        Assert.Equal(1, (await data.LoadAsync(School, Line(2))).Unchanged);
    }
}

public sealed class IdentityOnSqliteTests() : IdentityTests(DatabaseProvider.Sqlite);

public sealed class IdentityOnPostgresTests() : IdentityTests(DatabaseProvider.Postgres);
