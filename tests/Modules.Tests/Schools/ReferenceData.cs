using Attendance.Access.Contracts;
using Attendance.Host;
using Attendance.Schools.Calendars;
using Attendance.Schools.Registers;
using Attendance.Schools.Rolls;
using Attendance.Schools.SchoolRecords;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Modules.Tests.Schools;

/// <summary>The module's reference data on a database of its own, with a school clock that the test turns, and a record of what grains were told.</summary>
internal sealed class ReferenceData : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private ReferenceData(TestDatabase database, ServiceProvider services, FakeTimeProvider clock, Told told)
    {
        _database = database;
        _services = services;
        Clock = clock;
        Told = told;
    }

    public static Laestab School { get; } = Laestab.From(3552007);

    public static Laestab Other { get; } = Laestab.From(3554001);

    public FakeTimeProvider Clock { get; }

    public Told Told { get; }

    public RollReader Rolls => Get<RollReader>();

    public CalendarReader Calendars => Get<CalendarReader>();

    public Database Database => _database.Database;

    public IWriter AuditWriter => _services.GetRequiredKeyedService<IWriter>(DataRegistration.Audit);

    public TestDatabase Test => _database;

    public static async Task<ReferenceData> StartAsync(DatabaseProvider provider, bool listening = true)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var clock = new FakeTimeProvider(new DateTimeOffset(2006, 9, 4, 8, 0, 0, TimeSpan.Zero));
        var told = new Told();
        var services = await AttendanceHost.OpenAsync(
            new HostOptions
            {
                Settings = database.Settings,
                SchoolTime = clock,
                Services = services =>
                {
                    if (listening)
                        services.AddSingleton<IReferenceChanges>(told);
                },
            }
        );
        var data = new ReferenceData(database, services, clock, told);
        await data.SaveAsync(School, "Abbey Primary", "primary");
        await data.SaveAsync(Other, "Moss High", "secondary");
        return data;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<T> SendAsync<T>(IRequest<T> request) => Get<IMediator>().Send(request);

    public async Task SaveAsync(Laestab school, string name, string phase) =>
        Assert.True((await SendAsync(new SaveSchool(Loader, school, new SchoolBody(name, phase)))).IsOk);

    public static Caller Loader { get; } = new(CallerKind.Loader, "loader/test");

    public async Task<LoadReport> LoadAsync(Laestab school, params RollLine?[] lines)
    {
        var result = await SendAsync(new LoadRoll(Loader, school, lines, Strict: false));
        return result.Value;
    }

    public async Task<SchoolRoll> RollAsync(Laestab school, DateTimeOffset? knownAt = null) =>
        await Rolls.LoadAsync(school, knownAt, default) ?? throw new InvalidOperationException("No such school.");

    public async Task<PupilRecord> PupilAsync(Upn upn, DateTimeOffset? knownAt = null)
    {
        var id = (await Rolls.FindAsync(upn, default))!.Value;
        return (await Rolls.LoadPupilsAsync([id], knownAt, default))[id];
    }

    /// <summary>The number of rows in each table of reference data: equal before and after means nothing was written.</summary>
    public async Task<string> CountsAsync()
    {
        await using var connection = await Database.OpenAsync();
        var counts = new List<string>();
        foreach (
            var table in (string[])
                [
                    "schools_school_version",
                    "schools_pupil",
                    "schools_pupil_version",
                    "schools_upn",
                    "schools_pupil_alias",
                    "schools_enrolment",
                    "schools_enrolment_version",
                    "schools_roll_change",
                    "schools_calendar",
                    "schools_contact",
                    "schools_sibling",
                    "schools_marker",
                    "schools_group",
                ]
        )
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select count(*) from {table}";
            counts.Add($"{table}={await command.ExecuteScalarAsync()}");
        }
        return string.Join(' ', counts);
    }

    /// <summary>A valid UPN for a serial number.</summary>
    public static Upn Upn(int serial) => global::Attendance.SharedKernel.Upn.FromBody($"355200105{serial:000}")!.Value;

    /// <summary>A child on the roll from 4 September 2006 in class 3A.</summary>
    public static RollLine Line(int serial, string given = "Ann", string family = "Field") =>
        new()
        {
            Upn = Upn(serial).Value,
            GivenName = given,
            FamilyName = family,
            BirthDate = "1999-02-03",
            Sex = "F",
            EntryDate = "2006-09-04",
            YearGroup = "3",
            Group = "3A",
        };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>What grains would have been told.</summary>
internal sealed class Told : IReferenceChanges
{
    public List<(Laestab School, IReadOnlyCollection<PupilId> Pupils)> Rolls { get; } = [];

    public List<Laestab> Calendars { get; } = [];

    public bool Failing { get; set; }

    public Task RollChangedAsync(Laestab school, IReadOnlyCollection<PupilId> pupils)
    {
        if (Failing)
            throw new TimeoutException("A grain does not answer.");
        Rolls.Add((school, pupils));
        return Task.CompletedTask;
    }

    public Task CalendarChangedAsync(Laestab school)
    {
        if (Failing)
            throw new TimeoutException("A grain does not answer.");
        Calendars.Add(school);
        return Task.CompletedTask;
    }
}
