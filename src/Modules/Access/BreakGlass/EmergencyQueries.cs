using System.ComponentModel;
using Attendance.Access.Audit;
using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Access.BreakGlass;

/// <summary>Questions about emergency access.</summary>
[QueryRoot]
internal sealed class EmergencyQueries(IPolicy policy, EmergencyStore store, AuditReader audit, Database database, TimeProvider time)
{
    private const int Most = 100;

    [Description(
        "Emergency access that was asked for, newest first. The attendance leader sees all of it, to review it; who may approve sees what waits; everybody their own."
    )]
    [Cost(20)]
    public async Task<EmergencyPage> Emergencies(
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("The cursor of the page before: where it ended.")] string? after = null,
        [Description("Only what was approved, is over and waits for its review.")] bool toReview = false,
        CancellationToken cancellation = default
    )
    {
        if (caller.Person is not { } viewer)
            return new EmergencyPage([], new PageInfo(false, null, null));
        var reviews = await policy.CouldAsync(caller, Act.ReviewEmergency, GrantTarget.All, cancellation);
        var approves = await policy.CouldAsync(caller, Act.ApproveEmergency, GrantTarget.All, cancellation);
        var now = time.GetUtcNow();
        var count = Math.Clamp(first, 0, Most);
        var rows = await store.ListAsync(viewer, reviews, approves, toReview, after, count + 1, now, cancellation);
        var page = rows.Take(count).ToList();
        var children = page.Where(row => row.Pupil is not null).Select(row => new PupilId(row.Pupil!.Value)).Distinct().ToList();
        var seen = children.Count == 0 ? new Dictionary<PupilId, ChildRights>() : await policy.OfAsync(caller, children, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        var names = await PersonStore.NamesAsync(
            connection,
            page.SelectMany(row => new[] { row.Person, row.DecidedBy, row.ReviewedBy }).OfType<long>().Distinct(),
            cancellation
        );
        var lines = new List<Emergency>();
        foreach (var row in page)
        {
            string? child = null;
            if (row.Pupil is { } id && seen.GetValueOrDefault(new PupilId(id)).Sees)
            {
                AuditScope.Current?.Show(new PupilId(id));
                child = new PupilId(id).ToString();
            }
            var looks =
                reviews && row.Decision == "approved" ? await audit.LooksAsync(row.Person, row.Id, row.AskedAt, cancellation) : null;
            lines.Add(
                new Emergency(
                    row.Id,
                    row.State(now),
                    names.GetValueOrDefault(row.Person, ""),
                    row.Person == viewer,
                    child,
                    row.Person == viewer ? null : row.Pupil is not null,
                    row.Reason,
                    row.Hours,
                    row.AskedAt,
                    Name(row.DecidedBy),
                    row.DecidedAt,
                    row.DecidedReason,
                    row.ExpiresAt,
                    looks?.Count,
                    looks?.Last,
                    row.Review switch
                    {
                        "justified" => ReviewOutcome.Justified,
                        "unjustified" => ReviewOutcome.Unjustified,
                        _ => null,
                    },
                    Name(row.ReviewedBy),
                    row.ReviewedAt,
                    row.ReviewNote
                )
            );
        }
        return new EmergencyPage(
            lines,
            new PageInfo(rows.Count > page.Count, page.Count == 0 ? null : page[0].Id, page.Count == 0 ? null : page[^1].Id)
        );

        string? Name(long? person) => person is { } known ? names.GetValueOrDefault(known) : null;
    }
}

[Description("A page of emergency access.")]
internal sealed record EmergencyPage(
    [property: Description("What was asked for, newest first.")] IReadOnlyList<Emergency> Records,
    [property: Description("Where the page ends.")] PageInfo PageInfo
);

[Description("Emergency access to one child, from asking to review.")]
internal sealed record Emergency(
    [property: Description("Its id."), Id] string Id,
    [property: Description("Where it stands.")] EmergencyState State,
    [property: Description("Who asked, by name.")] string AskedBy,
    [property: Description("True when the caller asked.")] bool Own,
    [property: Description("The child's id, if the caller may see the child."), Id] string? Child,
    [property: Description("Whether a child has the number that was given; null for who asked.")] bool? Known,
    [property: Description("Why.")] string Reason,
    [property: Description("For how many hours from the approval.")] int Hours,
    [property: Description("When it was asked for, by the system clock.")] DateTimeOffset AskedAt,
    [property: Description("Who approved or refused it, by name.")] string? DecidedBy,
    [property: Description("When it was approved or refused.")] DateTimeOffset? DecidedAt,
    [property: Description("Why it was refused.")] string? DecidedReason,
    [property: Description("Until when the child is open at most.")] DateTimeOffset? ExpiresAt,
    [property: Description("How often the child was looked at by it; for who reviews.")] int? Looks,
    [property: Description("When the child was last looked at by it; for who reviews.")] DateTimeOffset? LastLookAt,
    [property: Description("What the review found.")] ReviewOutcome? Review,
    [property: Description("Who reviewed it, by name.")] string? ReviewedBy,
    [property: Description("When it was reviewed.")] DateTimeOffset? ReviewedAt,
    [property: Description("What the review says.")] string? ReviewNote
);

[Description("Where emergency access stands.")]
internal enum EmergencyState
{
    [Description("Asked for; a second person has not decided yet.")]
    Waiting,

    [Description("Nobody decided within a day.")]
    Lapsed,

    [Description("Taken back before a decision.")]
    Withdrawn,

    [Description("Refused.")]
    Refused,

    [Description("Approved: the child is open.")]
    Open,

    [Description("Its hours are over, or it was ended.")]
    Over,
}

[Description("What a review of emergency access found.")]
internal enum ReviewOutcome
{
    [Description("There was need.")]
    Justified,

    [Description("There was none.")]
    Unjustified,
}
