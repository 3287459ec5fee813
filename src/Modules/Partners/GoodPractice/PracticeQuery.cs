using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolImprovement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.GoodPractice;

/// <summary>The library of good practice, for schools and for who works with them.</summary>
[QueryRoot]
internal sealed class PracticeQuery(IPolicy policy, PracticeBook book, SchoolList schools)
{
    [Description(
        "Practices that worked at a school, the latest written first, with the schools that took them on. Null with NOT_FOUND for who is shown no school."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<PracticeNode>?> GoodPractice(
        Caller caller,
        [Description("Only what came from this programme or grant, by its short name."), Id] string? programme = null,
        CancellationToken cancellation = default
    )
    {
        if ((await policy.VisibleSchoolsAsync(caller, Act.ReadSchool, "school_id", cancellation)).IsNobody)
            throw Refusal.NotFound();
        var names = (await schools.ListAsync(cancellation)).ToDictionary(school => school.School, school => school.Name);
        string Name(Laestab school) => names.GetValueOrDefault(school, school.ToString());
        return
        [
            .. (await book.ListAsync(cancellation))
                .Where(practice => programme is null || practice.Programme == programme)
                .Select(practice => new PracticeNode(
                    $"{practice.Id}",
                    practice.Title,
                    practice.School,
                    Name(practice.School),
                    practice.Programme,
                    practice.About,
                    practice.BeganOn,
                    [
                        .. practice.Adoptions.Select(adoption => new AdoptionNode(
                            adoption.School,
                            Name(adoption.School),
                            adoption.AdoptedOn,
                            adoption.Note
                        )),
                    ]
                )),
        ];
    }
}

[Description("A practice that worked at a school.")]
[Name("Practice")]
internal sealed record PracticeNode(
    [property: Description("Its id."), Id] string Id,
    [property: Description("Its name.")] string Title,
    [property: Description("The school where it began.")] Laestab School,
    [property: Description("That school's name.")] string SchoolName,
    [property: Description("The programme or grant that it came from, by its short name; null: none.")] string? Programme,
    [property: Description("What is done.")] string About,
    [property: Description("The first day.")] DateOnly BeganOn,
    [property: Description("The schools that took it on, the earliest first.")] IReadOnlyList<AdoptionNode> Adopters
);

[Description("A school that took a practice on.")]
[Name("PracticeAdopter")]
internal sealed record AdoptionNode(
    [property: Description("The school.")] Laestab School,
    [property: Description("Its name.")] string Name,
    [property: Description("The first day.")] DateOnly AdoptedOn,
    [property: Description("How it is done there; empty when nothing was said.")] string Note
);

/// <summary>The evidence of a practice, counted only when it is asked for.</summary>
[Extends(typeof(PracticeNode))]
internal sealed class PracticeEvidence(EffectFigures effects)
{
    [Description("Attendance of the school where it began, before and after.")]
    [Cost(10)]
    public async Task<BeforeAfter> Evidence(PracticeNode practice) =>
        BeforeAfter.Of(await effects.OfSchoolsAsync([practice.School], practice.BeganOn));
}

/// <summary>What came of a practice at another school, counted only when it is asked for.</summary>
[Extends(typeof(AdoptionNode))]
internal sealed class AdoptionEffects(EffectFigures effects)
{
    [Description("Attendance of the school, before and after it took the practice on.")]
    [Cost(10)]
    public async Task<BeforeAfter> Effect(AdoptionNode adopter) =>
        BeforeAfter.Of(await effects.OfSchoolsAsync([adopter.School], adopter.AdoptedOn));
}
