using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.SchoolImprovement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.SchoolVisits;

/// <summary>Writing records of visits.</summary>
[MutationRoot]
internal sealed class RecordVisitMutation(SchoolDesk desk, IAuditTrail audit, IWriter writer, VisitFigureReader figures, SchoolClock clock)
{
    private const int OldestDays = 366;

    [Description(
        "Writes the record of a visit, with the school's attendance up to a day as it is known at this moment. Senior staff read all of it, governors the figures and what is written for them. It is never changed afterwards."
    )]
    [Cost(50)]
    public async Task<SchoolWorkPayload?> RecordVisit(
        Caller caller,
        [Description("The visit.")] RecordVisitInput input,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, Act.ImproveSchool, input.School, cancellation);
        var words = new Words();
        words.Check(
            input.VisitedOn <= clock.Today && input.VisitedOn > clock.Today.AddDays(-OldestDays),
            "visitedOn",
            "date-invalid",
            "A day of the last year, today at the latest."
        );
        words.Check(
            input.FiguresAsOf <= clock.Today && input.FiguresAsOf > clock.Today.AddDays(-OldestDays),
            "figuresAsOf",
            "date-invalid",
            "A day of the last year, today at the latest."
        );
        var (findings, agreed) = (words.Need("findings", input.Findings), words.Need("agreed", input.Agreed));
        var governors = words.Need("forGovernors", input.ForGovernors);
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var visit = new SchoolVisit(
            GrowingNumber.Next(TimeProvider.System),
            input.School,
            input.Kind,
            input.VisitedOn,
            findings,
            agreed,
            governors,
            await figures.ReadAsync(input.School, input.FiguresAsOf, cancellation),
            caller.Name,
            clock.Now
        );
        await audit.ChangingAsync(caller, nameof(RecordVisit), $"school/{input.School}", $"visit/{visit.Id}", cancellation);
        await writer.Run(transaction => VisitBook.AddAsync(transaction, visit), cancellation);
        return SchoolWorkPayload.Of(visit.Id);
    }
}

[Description("A record of visit as it is written. The texts are about the school: no child is named.")]
internal sealed record RecordVisitInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("Why it was visited.")] VisitKind Kind,
    [property: Description("The day of the visit: at most a year ago.")] DateOnly VisitedOn,
    [property: Description("The figures are of sessions up to and with this day, in its school year.")] DateOnly FiguresAsOf,
    [property: Description("What was found, 1 to 4,000 characters.")] string Findings,
    [property: Description("What was agreed, 1 to 4,000 characters.")] string Agreed,
    [property: Description("What governors are told, 1 to 4,000 characters.")] string ForGovernors
);
