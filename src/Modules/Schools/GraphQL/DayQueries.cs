using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>What a day's figures are made of.</summary>
[QueryRoot]
internal sealed class DayQueries(IPolicy policy, SchoolFigures figures, MissedHalfDays missed, IMediator mediator, SchoolClock clock)
{
    private const int MostMinutes = 600;

    [Description(
        "The half-days missed on a day at schools in the caller's scope, child by child, by school and half-day: what the day's figures are made of. Children out of scope are left out."
    )]
    [Cost(20)]
    public async Task<MissedHalfDayPage> MissedHalfDays(
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("The day; today when left out.")] DateOnly? date = null,
        [Description("Only this school.")] Laestab? school = null,
        [Description("Only schools of this phase.")] SchoolPhase? phase = null,
        [Description("Only schools that this team looks after, by its id."), Id] string? team = null,
        [Description("The cursor after which the page begins.")] string? after = null,
        CancellationToken cancellation = default
    )
    {
        MissedPlace? place = MissedPlace.Start;
        if (after is not null)
            place = MissedPlace.Parse(after) ?? throw Refusal.BadInput("after", "This is no cursor of a page of half-days.");
        var schools = (await SchoolsAsync(caller, cancellation)).Where(node =>
            (school is null || node.Laestab == school) && (phase is null || node.Phase == phase)
        );
        if (team is not null)
        {
            var teams = await mediator.Send(new ReadTeams(caller), cancellation);
            var own = teams.FirstOrDefault(each => each.Id == team)?.SchoolIds ?? throw Refusal.NotFound();
            schools = schools.Where(node => own.Contains(node.Laestab));
        }
        var names = schools.ToDictionary(node => node.Laestab);
        var visible = await policy.VisibleAsync(caller, Act.ReadCodes, "p.pupil_id", cancellation);
        var day = date ?? clock.Today;
        var rows = await missed.ReadAsync(names.Keys, day, visible, place, first + 1, cancellation);
        var shown = rows.Take(first).Select(row => MissedHalfDayLine.Of(row, names[Laestab.From(row.Place.School)], day)).ToList();
        foreach (var row in rows.Take(first))
            AuditScope.Current?.Show(row.Pupil);
        return new MissedHalfDayPage(
            shown,
            new PageInfo(rows.Count > first, shown.Count == 0 ? null : shown[0].Cursor, shown.Count == 0 ? null : shown[^1].Cursor)
        );
    }

    [Description(
        "How many marks of today's registers came in minute by minute at schools in the caller's scope; minutes without any are left out."
    )]
    [Cost(10)]
    public async Task<IReadOnlyList<MinuteOfMarks>> MarksByMinute(
        Caller caller,
        [Description("How far back, in minutes, 1 to 600.")] int minutes = 120,
        CancellationToken cancellation = default
    )
    {
        if (minutes is < 1 or > MostMinutes)
            throw Refusal.BadInput("minutes", $"A number of minutes from 1 to {MostMinutes}.");
        var schools = await SchoolsAsync(caller, cancellation);
        var rows = await missed.ByMinuteAsync(
            [.. schools.Select(school => school.Laestab)],
            clock.Today,
            clock.Now.AddMinutes(-minutes),
            cancellation
        );
        return [.. rows.Select(row => new MinuteOfMarks(row.Minute, row.Marks))];
    }

    private async Task<IReadOnlyList<SchoolNode>> SchoolsAsync(Caller caller, CancellationToken cancellation) =>
        await figures.SchoolsAsync(await policy.VisibleSchoolsAsync(caller, Act.ReadFigures, "school_id", cancellation), cancellation);
}

[Description("A page of missed half-days.")]
internal sealed record MissedHalfDayPage(
    [property: Description("The half-days of this page.")] IReadOnlyList<MissedHalfDayLine> Lines,
    [property: Description("Where the page ends.")] PageInfo PageInfo
);

[Description("One half-day that a child missed.")]
internal sealed record MissedHalfDayLine(
    [property: Description("Where it stands in the list, to be sent as `after`.")] string Cursor,
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("Given name.")] string GivenName,
    [property: Description("Family name.")] string FamilyName,
    [property: Description("The school.")] Laestab School,
    [property: Description("The school's name.")] string SchoolName,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The register code.")] string Code,
    [property: Description("The code in plain words.")] string Meaning,
    [property: Description("How the code counts at the date.")] MarkClass CountsAs
)
{
    public static MissedHalfDayLine Of(MissedHalfDay row, SchoolNode school, DateOnly date) =>
        new(
            row.Place.Text,
            row.Pupil.ToString(),
            row.GivenName,
            row.FamilyName,
            school.Laestab,
            school.Name,
            date,
            row.Place.Session == "PM" ? HalfDay.PM : HalfDay.AM,
            row.Code.Text,
            row.Code.Label,
            row.Code.ClassOn(date)
        );
}

[Description("One minute in which marks came in.")]
internal sealed record MinuteOfMarks(
    [property: Description("Its beginning.")] DateTimeOffset At,
    [property: Description("Marks recorded in it, corrections too.")] int Marks
);
