using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Reintegration;

/// <summary>Plans how a child comes back, and looks at the first day.</summary>
[MutationRoot]
internal sealed class ReintegrationMutations(CaseDesk desk, SchoolClock clock)
{
    /// <summary>A part-time timetable is short: at most a half term. Ours, in weeks.</summary>
    private const int MostWeeks = 8;

    [Description(
        "Plans the return after a long absence: from when, at which half-days of which weeks, to whom the child can turn. Full time after the last week."
    )]
    [Cost(10)]
    public async Task<CasePayload?> PlanReintegration(
        Caller caller,
        [Description("The return.")] ReintegrationInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(PlanReintegration),
            _ =>
            {
                var words = new Words();
                words.Check(input.Weeks.Count <= MostWeeks, "weeks", "too-many-weeks", $"At most {MostWeeks} weeks part time.");
                var monday = input.From.AddDays(-(((int)input.From.DayOfWeek + 6) % 7));
                var weeks = new List<ReturnWeek>();
                foreach (var (sessions, i) in input.Weeks.Select((week, i) => (week.Sessions, i)))
                {
                    var days = sessions.Select(session => new ReturnSession(session.Day, session.Half)).Distinct().ToList();
                    words.Check(days.Count > 0, $"weeks/{i}/sessions", "sessions-invalid", "At least one half-day, Monday to Friday.");
                    weeks.Add(new ReturnWeek(monday.AddDays(7 * i), days));
                }
                return words.Or(
                    new ReintegrationPlanned(
                        input.From,
                        weeks,
                        words.Need("contactPerson", input.ContactPerson, 200),
                        words.Need("firstDay", input.FirstDay, 1000),
                        words.May("childView", input.ChildView)
                    )
                );
            },
            cancellation
        );

    [Description("Writes down how the first day back went.")]
    [Cost(10)]
    public async Task<CasePayload?> CheckFirstDay(
        Caller caller,
        [Description("How it went.")] FirstDayInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(CheckFirstDay),
            file =>
            {
                if (!file.Status.Dues.ContainsKey(ReintegrationPlanned.FirstDayItem))
                    return new Error("reintegration-missing", "No return is planned whose first day waits for a check.");
                var words = new Words();
                return words.Or(new FirstDayChecked(clock.Today, input.Came, words.Need("note", input.Note)));
            },
            cancellation
        );
}

[Description("How a child comes back after a long absence.")]
internal sealed record ReintegrationInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The weeks part time, from the week of the first day; none: full time at once.")]
        IReadOnlyList<ReturnWeekInput> Weeks,
    [property: Description("To whom the child can turn, 1 to 200 characters."), Personal] string ContactPerson,
    [property: Description("What happens on the first day, 1 to 1,000 characters."), Personal] string FirstDay,
    [property: Description("What the child says."), Personal] string? ChildView = null
);

[Description("A week part time.")]
internal sealed record ReturnWeekInput(
    [property: Description("The half-days at which the child is expected.")] IReadOnlyList<ReturnSessionInput> Sessions
);

[Description("A half-day of the week.")]
internal sealed record ReturnSessionInput(
    [property: Description("Monday to Friday.")] SchoolDay Day,
    [property: Description("Morning or afternoon.")] HalfDay Half
);

[Description("How a first day back went.")]
internal sealed record FirstDayInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("False when the child did not come.")] bool Came,
    [property: Description("What happened."), Personal] string Note
);
