using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Registers;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Attendance.Modules.Tests.Schools.ReferenceData;

namespace Attendance.Modules.Tests.Schools.Rolls;

/// <summary>The storage contract of rolls, on both databases.</summary>
public abstract class LoadRollTests(DatabaseProvider provider)
{
    [Fact]
    public async Task A_loaded_roll_reads_back_as_it_was_said()
    {
        await using var data = await StartAsync(provider);
        var report = await data.LoadAsync(
            School,
            Line(1) with
            {
                FormerUpns = [Upn(901).Value],
                LeavingDate = "2007-03-30",
                Status = "M",
                Boarder = true,
            },
            Line(2, "Ben", "=cmd()")
        );

        Assert.Equal((2, 2, 0, 0), (report.Read, report.Changed, report.Unchanged, report.Problems.Count));
        var roll = await data.RollAsync(School);
        Assert.Equal(("Abbey Primary", SchoolPhase.Primary, 1L), (roll.Name, roll.Phase, roll.Version));
        var pupil = Assert.Single(roll.Pupils, p => p.Upn == Upn(1));
        Assert.Equal([Upn(901)], pupil.FormerUpns);
        Assert.Equal(new DateOnly(1999, 2, 3), pupil.BirthDate);
        Assert.Equal(
            new Enrolment(School, pupil.Id, new(2006, 9, 4), new(2007, 3, 30), EnrolmentStatus.MainDual, true, "3", "3A"),
            Assert.Single(pupil.Enrolments)
        );
        var formula = await data.PupilAsync(Upn(2));
        Assert.Equal(("Ben", "=cmd()", 'F'), (formula.GivenName, formula.FamilyName, formula.Sex));
    }

    [Fact]
    public async Task The_same_body_twice_changes_nothing()
    {
        await using var data = await StartAsync(provider);
        RollLine[] body =
        [
            Line(1) with
            {
                Siblings = [Upn(2).Value, Upn(800).Value],
                Contacts = [new("Eve Field", "mother", true, "0161 000 0000")],
                Markers = [new("sen", "2006-09-04", null, "school", "K")],
            },
            Line(2) with
            {
                Contacts = [],
                Siblings = [],
                Markers = [],
            },
        ];
        await data.LoadAsync(School, body);
        var before = await data.CountsAsync();
        data.Told.Rolls.Clear();
        data.Clock.Advance(TimeSpan.FromDays(400));

        var report = await data.LoadAsync(School, body);

        Assert.Equal((2, 0, 2), (report.Read, report.Changed, report.Unchanged));
        Assert.Equal(before, await data.CountsAsync());
        Assert.Empty(data.Told.Rolls);
    }

    [Fact]
    public async Task Children_that_are_not_named_stay_as_they_are()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1), Line(2));
        await data.LoadAsync(School, Line(3));
        Assert.Equal(3, (await data.RollAsync(School)).Pupils.Count);
    }

    [Fact]
    public async Task A_wrong_row_is_reported_and_the_others_are_stored()
    {
        await using var data = await StartAsync(provider);
        var report = await data.LoadAsync(School, Line(1), Line(2) with { BirthDate = "03/02/1999" }, null, Line(4));
        Assert.Equal((4, 2, 0), (report.Read, report.Changed, report.Unchanged));
        Assert.Equal(
            [(1, "birthDate", "date-invalid"), (2, null, "missing")],
            report.Problems.Select(p => (p.Row, p.Field, p.Code)).ToArray()
        );
        Assert.Equal(new[] { Upn(1), Upn(4) }.Order(), (await data.RollAsync(School)).Pupils.Select(p => p.Upn).Order());
    }

    [Fact]
    public async Task With_strict_a_wrong_row_stores_nothing()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(Other, Line(2));
        var before = await data.CountsAsync();
        // The second row is wrong only against what is stored, when the first would already be written.
        var result = await data.SendAsync(
            new LoadRoll(Loader, School, [Line(1), Line(2, "Zoe", "Marsh") with { BirthDate = "1998-01-01" }], Strict: true)
        );
        Assert.Equal("import-rejected", result.Error?.Code);
        Assert.Equal("/pupils/1/upn", Assert.Single(result.Error!.Fields!).Pointer);
        Assert.Equal(before, await data.CountsAsync());
    }

    [Fact]
    public async Task Only_a_loader_writes_and_an_unknown_school_is_not_found()
    {
        await using var data = await StartAsync(provider);
        var own = new Caller(CallerKind.School, "3552007/SIMS", School);
        Assert.Equal(Error.NotFound, (await data.SendAsync(new LoadRoll(own, School, [Line(1)], false))).Error);
        Assert.Equal(Error.NotFound, (await data.SendAsync(new LoadRoll(Loader, Laestab.From(3559999), [Line(1)], false))).Error);
    }

    [Fact]
    public async Task A_child_on_two_rolls_is_one_child()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1) with { Status = "M" });
        await data.LoadAsync(Other, Line(1) with { Status = "S", Group = "7B" });
        var pupil = await data.PupilAsync(Upn(1));
        Assert.Equal([School, Other], pupil.Enrolments.Select(e => e.School).Order());
        Assert.Equal((await data.RollAsync(School)).Pupils[0].Id, (await data.RollAsync(Other)).Pupils[0].Id);
    }

    [Fact]
    public async Task A_former_upn_finds_the_child_who_then_has_the_new_one()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        await data.LoadAsync(Other, Line(1) with { Group = "7B" });
        var id = (await data.PupilAsync(Upn(1))).Id;
        data.Told.Rolls.Clear();

        await data.LoadAsync(School, Line(2) with { FormerUpns = [Upn(1).Value] });

        var pupil = await data.PupilAsync(Upn(1));
        Assert.Equal((id, Upn(2)), (pupil.Id, pupil.Upn));
        Assert.Equal([Upn(1)], pupil.FormerUpns);
        Assert.Equal([School, Other], data.Told.Rolls.Select(told => told.School).Order());
        // A school that still sends the old number changes nothing.
        Assert.Equal(1, (await data.LoadAsync(Other, Line(1) with { Group = "7B" })).Unchanged);
    }

    [Fact]
    public async Task A_upn_with_other_names_and_another_birth_date_is_another_child()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        var refused = await data.LoadAsync(Other, Line(1, "Zoe", "Marsh") with { BirthDate = "1998-01-01" });
        Assert.Equal("upn-of-another", Assert.Single(refused.Problems).Code);
        // A new family name alone is the same child.
        Assert.Equal(1, (await data.LoadAsync(Other, Line(1, "Ann", "Marsh"))).Changed);
    }

    [Fact]
    public async Task Former_upns_of_two_known_children_ask_for_a_merge()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1), Line(2));
        var report = await data.LoadAsync(School, Line(1) with { FormerUpns = [Upn(2).Value] });
        Assert.Equal("upn-of-another", Assert.Single(report.Problems).Code);
    }

    [Fact]
    public async Task Time_on_one_roll_does_not_overlap_but_may_come_again()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1) with { LeavingDate = "2006-10-20" });
        var overlap = await data.LoadAsync(School, Line(1) with { EntryDate = "2006-10-20" });
        Assert.Equal("enrolment-overlap", Assert.Single(overlap.Problems).Code);
        Assert.Equal(1, (await data.LoadAsync(School, Line(1) with { EntryDate = "2006-10-23" })).Changed);
        Assert.Equal(2, Assert.Single((await data.RollAsync(School)).Pupils).Enrolments.Count);
    }

    [Fact]
    public async Task Class_mates_lie_side_by_side_whatever_the_order_of_the_rows()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, [.. Enumerable.Range(1, 60).Select(i => Line(i) with { Group = i % 2 == 0 ? "3B" : "3A" })]);
        var groups = (await data.RollAsync(School)).Pupils.Select(p => p.Enrolments[0].Group).ToList();
        Assert.Equal(Enumerable.Repeat("3A", 30).Concat(Enumerable.Repeat("3B", 30)), groups);
    }

    [Fact]
    public async Task A_new_group_counts_from_today_and_earlier_days_keep_theirs()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        data.Clock.Advance(TimeSpan.FromDays(30));
        await data.LoadAsync(School, Line(1) with { Group = "3B" });
        Assert.Equal(
            [("3A", new DateOnly(2006, 9, 4), new DateOnly(2006, 10, 3)), ("3B", new(2006, 10, 4), null)],
            (await data.RollAsync(School)).Pupils[0].Enrolments.Select(e => (e.Group, e.EntryDate, e.LeavingDate)).ToArray()
        );
        Assert.Equal(1, (await data.LoadAsync(School, Line(1) with { Group = "3B" })).Unchanged);
    }

    [Fact]
    public async Task What_was_known_at_an_instant_stays_known_so()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        var first = data.Clock.GetUtcNow();
        data.Clock.Advance(TimeSpan.FromDays(60));
        await data.LoadAsync(School, Line(1) with { BirthDate = "1999-03-03", LeavingDate = "2006-11-03" }, Line(2));

        var then = await data.RollAsync(School, first);
        Assert.Equal(1, then.Version);
        var pupil = Assert.Single(then.Pupils);
        Assert.Equal((new DateOnly(1999, 2, 3), null), (pupil.BirthDate, pupil.Enrolments[0].LeavingDate));
        Assert.Null((await data.PupilAsync(Upn(1), first)).Enrolments[0].LeavingDate);

        var now = await data.RollAsync(School);
        Assert.Equal((2L, 2), (now.Version, now.Pupils.Count));
        Assert.Equal(new DateOnly(2006, 11, 3), now.Pupils.Single(p => p.Upn == Upn(1)).Enrolments[0].LeavingDate);
        var recounted = await data.RollAsync(School, data.Clock.GetUtcNow());
        Assert.Equal(
            now.Pupils.SelectMany(p => p.Enrolments.Select(e => (p.Upn, p.BirthDate, e))),
            recounted.Pupils.SelectMany(p => p.Enrolments.Select(e => (p.Upn, p.BirthDate, e)))
        );
        Assert.Null(await data.Rolls.LoadAsync(School, first.AddDays(-1), default));
    }

    [Fact]
    public async Task Grains_are_told_after_the_commit_and_again_when_telling_failed()
    {
        await using var data = await StartAsync(provider);
        data.Told.Failing = true;
        await data.LoadAsync(School, Line(1));
        await data.LoadAsync(School, Line(2));
        data.Told.Failing = false;
        await data.LoadAsync(School, Line(3));
        Assert.Single(data.Told.Rolls);

        var watch = ActivatorUtilities.CreateInstance<ReferenceWatch>(data.Get<IServiceProvider>());
        Assert.Equal(1, await watch.LookAsync(default));
        var ids = (await data.RollAsync(School)).Pupils.Select(p => p.Id).Order();
        Assert.Equal(ids, data.Told.Rolls.SelectMany(told => told.Pupils).Distinct().Order());
        Assert.Equal(0, await watch.LookAsync(default));
    }

    [Fact]
    public async Task Two_schools_that_load_the_same_new_child_at_the_same_time_make_one_child()
    {
        await using var data = await StartAsync(provider);
        var lines = Enumerable.Range(1, 50).Select(i => Line(i)).ToArray();
        await Task.WhenAll(
            data.LoadAsync(School, lines),
            data.LoadAsync(Other, [.. lines.Reverse()]),
            data.LoadAsync(School, lines),
            data.LoadAsync(Other, lines)
        );
        var here = (await data.RollAsync(School)).Pupils.Select(p => (p.Id, p.Upn));
        var there = (await data.RollAsync(Other)).Pupils.Select(p => (p.Id, p.Upn));
        Assert.Equal(here, there);
        Assert.Equal(50, here.Count());
    }
}

public sealed class LoadRollOnSqliteTests() : LoadRollTests(DatabaseProvider.Sqlite);

public sealed class LoadRollOnPostgresTests() : LoadRollTests(DatabaseProvider.Postgres);
