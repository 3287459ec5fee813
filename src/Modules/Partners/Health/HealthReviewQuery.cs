using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Contracts;
using Attendance.Partners.Directory;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Health;

/// <summary>Which looked-after children's health was reviewed in its year: for who answers for them.</summary>
[QueryRoot]
internal sealed class HealthReviewQuery(
    IPolicy policy,
    IMediator mediator,
    HealthReviewBook book,
    AgencyBook agencies,
    IPupilTexts texts,
    SchoolClock clock
)
{
    [Description("The looked-after children in the caller's scope, with the review of their health: what is overdue longest first.")]
    [Cost(50)]
    public async Task<IReadOnlyList<HealthReviewLine>?> HealthReviews(
        Caller caller,
        [Description("Only those that are overdue.")] bool overdue = false,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.HoldsAnyAsync(caller, Act.AuditCare, cancellation))
            throw Refusal.Forbidden("Your role is not shown reviews of looked-after children.");
        var care = await mediator.Send(new ReadLookedAfter(clock.Today), cancellation);
        var rights = await policy.OfAsync(caller, [.. care.Select(child => child.Pupil)], cancellation);
        var mine = care.Where(child => rights.GetValueOrDefault(child.Pupil).May(Act.AuditCare)).ToList();
        var pupils = await mediator.Send(new ReadPupils(caller, [.. mine.Select(child => child.Pupil)]), cancellation);
        var reviews = await book.ListAsync(cancellation);
        var names = (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
        var lines = new List<HealthReviewLine>();
        foreach (var child in mine.Where(child => pupils.ContainsKey(child.Pupil)))
        {
            var at = pupils[child.Pupil];
            var last = reviews[at.Pupil.Key].Where(review => review.HeldOn is not null).MaxBy(review => review.HeldOn);
            var due = HealthReview.DueOn(at.Pupil.BirthDate, child.Since, last?.HeldOn);
            if (overdue && due >= clock.Today)
                continue;
            lines.Add(
                new HealthReviewLine(
                    at.Pupil,
                    at.SchoolName,
                    child.Since,
                    due,
                    due < clock.Today,
                    reviews[at.Pupil.Key].FirstOrDefault(review => review.HeldOn is null)?.AskedAt,
                    last?.HeldOn,
                    last?.Findings is { } findings ? (await texts.OpenAsync(last.Pupil, [findings], cancellation))[0] : null,
                    last?.ReferredTo is { } agency ? names.GetValueOrDefault(agency, agency) : null
                )
            );
        }
        return [.. lines.OrderBy(line => line.DueOn).ThenBy(line => line.Pupil.GraphId, StringComparer.Ordinal)];
    }
}

[Description("A looked-after child and the review of its health.")]
internal sealed record HealthReviewLine(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The child's school today.")] string? School,
    [property: Description("Looked after since.")] DateOnly Since,
    [property: Description(
        "When the next review is due: the first 28 days after the care began, then every twelve months, every six under five years."
    )]
        DateOnly DueOn,
    [property: Description("True when it was due before today.")] bool Overdue,
    [property: Description("When school nursing was asked for it; null: it was not, or it was held.")] DateTimeOffset? AskedAt,
    [property: Description("When the last one was held; null: never.")] DateOnly? LastHeldOn,
    [property: Description("What it found; null: nothing, or erased.")] string? Findings,
    [property: Description("To which agency the child was referred then.")] string? ReferredTo
);
