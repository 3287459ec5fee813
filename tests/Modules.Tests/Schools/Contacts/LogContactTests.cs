using Attendance.Access.Contracts;
using Attendance.Schools.Contacts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel.Data;
using Xunit;
using static Attendance.Modules.Tests.Schools.ReferenceData;

namespace Attendance.Modules.Tests.Schools.Contacts;

/// <summary>The absence contact log on both databases.</summary>
public abstract class LogContactTests(DatabaseProvider provider)
{
    private static readonly LogContactBody Call = new(
        Upn(1).Value,
        "2006-09-11",
        "2006-09-11T10:05:00+01:00",
        "phone",
        "reached",
        "Mrs Hill",
        Note: "Spoke to grandmother\nback on Tuesday"
    );

    [Fact]
    public async Task A_contact_is_logged_once_and_the_grain_is_told()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(School, Line(1));
        var before = data.Clock.GetUtcNow();
        data.Clock.Advance(TimeSpan.FromDays(7));
        data.Told.Rolls.Clear();
        var own = new Caller(CallerKind.School, "3552007/SIMS", School);

        Assert.True((await data.SendAsync(new LogContact(own, School, Call))).Value.Changed);
        Assert.False((await data.SendAsync(new LogContact(own, School, Call))).Value.Changed);
        Assert.True(
            (await data.SendAsync(new LogContact(own, School, Call with { Mode = "text", Outcome = "no-answer", Note = null })))
                .Value
                .Changed
        );

        var child = (await data.PupilAsync(Upn(1))).Id;
        var log = await data.Get<ContactLog>().LoadAsync([child], null, default);
        Assert.Equal(
            [
                new AbsenceContact(new(2006, 9, 11), AbsenceContactOutcome.Reached),
                new AbsenceContact(new(2006, 9, 11), AbsenceContactOutcome.NoAnswer),
            ],
            log[child]
        );
        Assert.Empty(await data.Get<ContactLog>().LoadAsync([child], before, default));
        Assert.Equal(2, data.Told.Rolls.Count);
    }

    [Fact]
    public async Task A_child_of_another_school_reads_like_an_unknown_one()
    {
        await using var data = await StartAsync(provider);
        await data.LoadAsync(Other, Line(1));
        var own = new Caller(CallerKind.School, "3552007/SIMS", School);
        Assert.Equal("unknown-pupil", (await data.SendAsync(new LogContact(own, School, Call))).Error?.Code);
        Assert.Equal("not-found", (await data.SendAsync(new LogContact(own, Other, Call))).Error?.Code);
        Assert.Equal(
            "validation",
            (await data.SendAsync(new LogContact(own, School, Call with { At = "2006-09-11T10:05:00" }))).Error?.Code
        );
    }
}

public sealed class LogContactOnSqliteTests() : LogContactTests(DatabaseProvider.Sqlite);

public sealed class LogContactOnPostgresTests() : LogContactTests(DatabaseProvider.Postgres);
