using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.GraphQL;

/// <summary>Which registers are in.</summary>
[QueryRoot]
internal sealed class RegisterQueries(IPolicy policy, SchoolFigures figures, RegistersOfDay registers, SchoolClock clock)
{
    [Description(
        "The registers of a day at the schools in the caller's scope, by school and half-day. Sessions that no child is due at are left out."
    )]
    [Cost(50)]
    public Task<IReadOnlyList<SchoolRegister>> RegistersOfDay(
        Caller caller,
        [Description("The day; today when left out.")] DateOnly? date = null,
        [Description("Only this school.")] Laestab? school = null,
        CancellationToken cancellation = default
    ) => ReadAsync(caller, date, school, cancellation);

    [Description(
        "The registers of a day that closed without a mark for every child, at the schools in the caller's scope: only their classes that are missing or partial."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<SchoolRegister>> MissingRegisters(
        Caller caller,
        [Description("The day; today when left out.")] DateOnly? date = null,
        [Description("Only this school.")] Laestab? school = null,
        CancellationToken cancellation = default
    ) =>
        [
            .. (await ReadAsync(caller, date, school, cancellation))
                .Where(register => register.IsMissing)
                .Select(register => register.Gaps()),
        ];

    private async Task<IReadOnlyList<SchoolRegister>> ReadAsync(
        Caller caller,
        DateOnly? date,
        Laestab? school,
        CancellationToken cancellation
    )
    {
        var visible = await policy.VisibleSchoolsAsync(caller, Act.ReadFigures, "school_id", cancellation);
        var schools = (await figures.SchoolsAsync(visible, cancellation))
            .Where(node => school is null || node.Laestab == school)
            .ToDictionary(node => node.Laestab);
        return
        [
            .. (await registers.ReadAsync(schools.Keys, date ?? clock.Today, cancellation)).Select(register =>
                SchoolRegister.Of(schools[register.School], register)
            ),
        ];
    }
}

/// <summary>A school's registers of a day.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolRegisters(IPolicy policy, RegistersOfDay registers, SchoolClock clock)
{
    [Description("The school's registers of a day, morning first. Empty on a closed day.")]
    [Cost(5)]
    public async Task<IReadOnlyList<SchoolRegister>> Registers(
        SchoolNode school,
        Caller caller,
        [Description("The day; today when left out.")] DateOnly? date = null,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReadFigures, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        return
        [
            .. (await registers.ReadAsync([school.Laestab], date ?? clock.Today, cancellation)).Select(register =>
                SchoolRegister.Of(school, register)
            ),
        ];
    }
}

[Description("One half-day's register of a school.")]
internal sealed record SchoolRegister(
    [property: Description("The school's number.")] Laestab School,
    [property: Description("The school's name.")] string SchoolName,
    [property: Description("The school's phase.")] SchoolPhase Phase,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("When the session starts.")] DateTimeOffset StartsAt,
    [property: Description("When the register closes: what is not in by then is missing.")] DateTimeOffset ClosesAt,
    [property: Description("How far it is.")] RegisterState State,
    [property: Description("Children due.")] int Expected,
    [property: Description("Of these with a mark in force.")] int Marked,
    [property: Description("Children present or at an approved activity, as the codes in force count.")] int Attended,
    [property: Description("Children absent with leave, as the codes in force count.")] int Authorised,
    [property: Description("Children absent without leave, as the codes in force count.")] int Unauthorised,
    [property: Description("When something was last posted for it; null when nothing was.")] DateTimeOffset? LastPostedAt,
    [property: Description("How that came: rest, csv, hand, release, stale, proposal, transport; null when nothing was posted.")]
        string? LastPostedVia,
    [property: Description("Its classes.")] IReadOnlyList<RegisterGroup> Groups
)
{
    /// <summary>Closed without a mark for every child.</summary>
    internal bool IsMissing => State is RegisterState.Missing or RegisterState.Partial;

    /// <summary>The same with only the classes that are missing or partial.</summary>
    internal SchoolRegister Gaps() =>
        this with
        {
            Groups = [.. Groups.Where(group => group.State is RegisterState.Missing or RegisterState.Partial)],
        };

    public static SchoolRegister Of(SchoolNode school, DayRegister register) =>
        new(
            school.Laestab,
            school.Name,
            school.Phase,
            register.Session.Date,
            register.Session.Half,
            register.Starts,
            register.Closes,
            register.State,
            register.Expected,
            register.Marked,
            register.Counts.GetValueOrDefault(MarkClass.Present) + register.Counts.GetValueOrDefault(MarkClass.Approved),
            register.Counts.GetValueOrDefault(MarkClass.Authorised),
            register.Counts.GetValueOrDefault(MarkClass.Unauthorised),
            register.LastPost?.At,
            register.LastPost?.Via,
            [.. register.Groups.Select(group => new RegisterGroup(group.Group, group.State, group.Expected, group.Marked))]
        );
}

[Description("One class of a register.")]
internal sealed record RegisterGroup(
    [property: Description("The class; null for children whose roll names none.")] string? Name,
    [property: Description("How far it is.")] RegisterState State,
    [property: Description("Children due.")] int Expected,
    [property: Description("Of these with a mark in force.")] int Marked
);
