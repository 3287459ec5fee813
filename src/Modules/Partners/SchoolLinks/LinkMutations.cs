using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.ConcernSchools;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolImprovement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.SchoolLinks;

/// <summary>Suggesting links between schools, and ending them.</summary>
[MutationRoot]
internal sealed class LinkMutations(
    SchoolDesk desk,
    IAuditTrail audit,
    IWriter writer,
    LinkBook book,
    SchoolPictures pictures,
    SchoolClock clock
)
{
    private static readonly Error Ended = new("link-ended", "There is no such link, or it is over.");

    [Description("Links a school with one that it learns from. How far the two are apart now is kept with the link.")]
    [Cost(50)]
    public async Task<SchoolWorkPayload?> LinkSchools(
        Caller caller,
        [Description("The link.")] LinkSchoolsInput input,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, Act.ImproveSchool, input.School, cancellation);
        var words = new Words();
        words.Check(
            input.With != input.School && !await desk.AnyUnknownAsync([input.With], cancellation),
            "with",
            "school-unknown",
            "Another school of the authority."
        );
        var about = words.Need("about", input.About, 1000);
        words.Check(
            input.From <= clock.Today && input.From > clock.Today.AddDays(-366),
            "from",
            "date-invalid",
            "A day of the last year, today at the latest."
        );
        words.Check(
            !(await book.ListAsync(input.School, cancellation)).Any(link =>
                link.School == input.School && link.With == input.With && link.EndedOn is null
            ),
            "with",
            "link-there",
            "The two are linked already."
        );
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var all = (await pictures.ReadAsync(cancellation)).Select(each => (each.School, each.Picture)).ToList();
        var link = new SchoolLink(
            GrowingNumber.Next(TimeProvider.System),
            input.School,
            input.With,
            about,
            input.From,
            SimilarSchools.Of(input.School, all, all.Count).FirstOrDefault(other => other.School == input.With)?.Parts ?? [],
            caller.Name,
            clock.Now,
            null
        );
        await audit.ChangingAsync(caller, nameof(LinkSchools), $"school/{input.School}", $"with {input.With}", cancellation);
        await writer.Run(transaction => LinkBook.AddAsync(transaction, link), cancellation);
        return SchoolWorkPayload.Of(link.Id);
    }

    [Description("Ends a link between schools: today is its last day.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> EndSchoolLink(
        Caller caller,
        [Description("The link's id."), Id] string id,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAllAsync(caller, Act.ImproveSchool, cancellation);
        if (
            !long.TryParse(id, out var number)
            || (await book.ListAsync(null, cancellation)).FirstOrDefault(link => link.Id == number) is not { EndedOn: null }
        )
            return SchoolWorkPayload.Of(Ended);
        await audit.ChangingAsync(caller, nameof(EndSchoolLink), $"school-link/{number}", null, cancellation);
        return await writer.Run(transaction => LinkBook.EndAsync(transaction, number, clock.Today), cancellation)
            ? SchoolWorkPayload.Of(number)
            : SchoolWorkPayload.Of(Ended);
    }
}

[Description("A link between schools as it is made.")]
internal sealed record LinkSchoolsInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The school that it learns from.")] Laestab With,
    [property: Description("What they work on, 1 to 1,000 characters.")] string About,
    [property: Description("The first day: within the last year.")] DateOnly From
);

[Description("A link between two schools.")]
[Name("SchoolLink")]
internal sealed record SchoolLinkNode(
    [property: Description("The link's id."), Id] string Id,
    [property: Description("The school that learns.")] Laestab School,
    [property: Description("The school that it learns from.")] Laestab With,
    [property: Description("What they work on.")] string About,
    [property: Description("The first day.")] DateOnly LinkedOn,
    [property: Description("The last day; null: it goes on.")] DateOnly? EndedOn,
    [property: Description("The parts of their distance when they were linked; empty when it could not be said.")]
        IReadOnlyList<DistancePart> Parts
)
{
    public static SchoolLinkNode Of(SchoolLink link) =>
        new($"{link.Id}", link.School, link.With, link.About, link.LinkedOn, link.EndedOn, link.Parts);
}

/// <summary>What came of a link, counted only when it is asked for.</summary>
[Extends(typeof(SchoolLinkNode))]
internal sealed class SchoolLinkEffects(EffectFigures effects)
{
    [Description("Attendance of the school that learns, before and after the link began.")]
    [Cost(10)]
    public async Task<BeforeAfter> Effect(SchoolLinkNode link) =>
        BeforeAfter.Of(await effects.OfSchoolsAsync([link.School], link.LinkedOn));
}
