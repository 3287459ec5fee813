using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.SchoolRecords;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Xunit;
using static Attendance.Modules.Tests.Schools.ReferenceData;

namespace Attendance.Modules.Tests.Schools.Calendars;

/// <summary>Calendars and school records on both databases.</summary>
public abstract class SaveCalendarTests(DatabaseProvider provider)
{
    private static readonly AcademicYear Year = new(2006);

    [Fact]
    public async Task A_year_is_replaced_only_when_it_differs()
    {
        await using var data = await StartAsync(provider);
        SessionLine[] lines =
        [
            new("2006-09-04", "PM", true, "13:00", "13:15"),
            new("2006-09-04", "AM", true, "08:50", "09:20"),
            new("2006-09-05", "AM", false, null, null),
            new("2006-09-05", "AM", true, "08:50", "09:20", "11"),
        ];
        Assert.Equal(new CalendarSaved(1, true), (await SaveAsync(data, Year, lines)).Value);
        Assert.Equal(new CalendarSaved(1, false), (await SaveAsync(data, Year, [.. lines.Reverse()])).Value);
        var first = data.Clock.GetUtcNow();
        data.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new CalendarSaved(2, true), (await SaveAsync(data, Year, lines[1..])).Value);
        Assert.Equal(
            new CalendarSaved(3, true),
            (await SaveAsync(data, new(2007), [new("2007-09-04", "AM", true, "09:00", "09:30")])).Value
        );
        Assert.Equal(3, data.Told.Calendars.Count);

        var now = await data.Calendars.LoadAsync(School, null, default);
        Assert.Equal((3L, 2), (now.Version, now.Everyone.Count));
        Assert.True(now.For("11").IsOpen(new SessionKey(new(2006, 9, 5), HalfDay.AM).Number));
        Assert.False(now.Everyone.IsOpen(new SessionKey(new(2006, 9, 5), HalfDay.AM).Number));
        var line = now.Line(new SessionKey(new(2006, 9, 4), HalfDay.AM));
        Assert.Equal((new TimeOnly(8, 50), new TimeOnly(9, 20)), (line!.Value.Start, line.Value.Close));
        var then = await data.Calendars.LoadAsync(School, first, default);
        Assert.Equal((1L, 2), (then.Version, then.Everyone.Count));
        Assert.Equal(0, (await data.Calendars.LoadAsync(Other, null, default)).Version);
    }

    [Fact]
    public async Task A_wrong_line_refuses_the_year()
    {
        await using var data = await StartAsync(provider);
        var result = await SaveAsync(
            data,
            Year,
            [
                new("2006-09-04", "AM", true, "08:50", "09:20"),
                new("2006-02-30", "XX", null, "8.50", "09:20"),
                new("2005-09-04", "AM", true, "09:20", "08:50"),
            ]
        );
        Assert.Equal("validation", result.Error?.Code);
        Assert.Equal(
            ["/sessions/1/date", "/sessions/1/session", "/sessions/1/open", "/sessions/1/start", "/sessions/2/date", "/sessions/2/close"],
            result.Error!.Fields!.Select(field => field.Pointer)
        );
        Assert.Equal(0, (await data.Calendars.LoadAsync(School, null, default)).Version);
    }

    [Fact]
    public async Task The_cache_gives_the_version_that_is_asked_for()
    {
        await using var data = await StartAsync(provider, listening: false);
        var cache = data.Get<SchoolCalendars>();
        Assert.Equal(0, (await cache.GetAsync(School)).Version);
        await SaveAsync(data, Year, [new("2006-09-04", "AM", true, "08:50", "09:20")]);
        var calendar = await cache.GetAsync(School, 1);
        Assert.Equal(1, calendar.Version);
        Assert.Same(calendar, await cache.GetAsync(School));
        Assert.Equal(1, (await cache.GetAsync(School, 99)).Version);
    }

    [Theory]
    [Trait("Row", "S63")]
    [InlineData("nursery")]
    [InlineData("primary")]
    [InlineData("middle")]
    [InlineData("secondary")]
    [InlineData("all-through")]
    [InlineData("special")]
    [InlineData("alternative-provision")]
    public async Task A_school_has_one_of_seven_phases(string phase)
    {
        await using var data = await StartAsync(provider);
        await data.SaveAsync(School, "Abbey", phase);
        var roll = await data.RollAsync(School);
        Assert.Equal(phase, roll.Phase.Text());
        Assert.Equal(phase, (await data.SendAsync(new ReadSchool(Loader, School))).Value.Phase);
    }

    [Fact]
    [Trait("Row", "S63")]
    public async Task A_school_of_no_known_phase_is_refused()
    {
        await using var data = await StartAsync(provider);
        var result = await data.SendAsync(new SaveSchool(Loader, School, new SchoolBody(" ", "Primary", 12)));
        Assert.Equal(["/name", "/urn", "/phase"], result.Error!.Fields!.Select(field => field.Pointer));
    }

    private static Task<Result<CalendarSaved>> SaveAsync(ReferenceData data, AcademicYear year, SessionLine[] lines) =>
        data.SendAsync(new SaveCalendar(Loader, School, year, lines));
}

public sealed class SaveCalendarOnSqliteTests() : SaveCalendarTests(DatabaseProvider.Sqlite);

public sealed class SaveCalendarOnPostgresTests() : SaveCalendarTests(DatabaseProvider.Postgres);
