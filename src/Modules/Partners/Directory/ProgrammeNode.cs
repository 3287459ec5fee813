using System.ComponentModel;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Directory;

[Description("A programme, a stream of money or an initiative.")]
[Name("Programme")]
internal sealed record ProgrammeNode(
    [property: Description("Its short name in addresses."), Id] string Id,
    [property: Description("Name.")] string Name,
    [property: Description("What it is.")] ProgrammeKind Kind,
    [property: Description("What it does.")] string About,
    [property: Description("The programme whose money pays for it, by its short name.")] string? FundedBy,
    [property: Description("The agency that leads, by its short name.")] string? LeadAgency,
    [property: Description("Neighbourhoods, in words.")] string Areas,
    [property: Description("First day.")] DateOnly? From,
    [property: Description("Last day.")] DateOnly? Until,
    [property: Description("The line of the strategy that names it; null: the authority added it.")] int? Line,
    [property: Description("The schools in it.")] IReadOnlyList<Laestab> Schools,
    [property: Description("What it was given, in pounds; null: not said.")] int? Money
)
{
    public static ProgrammeNode Of(Programme programme) =>
        new(
            programme.Id,
            programme.Name,
            programme.Kind,
            programme.About,
            programme.FundedBy,
            programme.LeadAgency,
            programme.Areas,
            programme.From,
            programme.Until,
            programme.Line,
            programme.Schools,
            programme.Money
        );
}

/// <summary>What a programme's schools came to, counted only when it is asked for.</summary>
[Extends(typeof(ProgrammeNode))]
internal sealed class ProgrammeEffects(AbsenceFigures absence, Effects.EffectFigures effects)
{
    [Description("Attendance of its schools before and after its first day; null without a first day or a school.")]
    [Cost(10)]
    public async Task<Effects.BeforeAfter?> SinceBegun(ProgrammeNode programme) =>
        programme is { From: { } from, Schools.Count: > 0 }
            ? Effects.BeforeAfter.Of(await effects.OfSchoolsAsync(programme.Schools, from))
            : null;

    [Description(
        "Absence of its schools this school year and the one before, beside all schools of the authority. Half-days are summed before anything is divided."
    )]
    [Cost(5)]
    public async Task<ProgrammeEffect> Effect(ProgrammeNode programme)
    {
        var year = absence.Year;
        var before = new AcademicYear(year.StartYear - 1);
        return new ProgrammeEffect(
            year,
            AbsenceLine.Of(await absence.SumAsync(year, programme.Schools)),
            AbsenceLine.Of(await absence.SumAsync(before, programme.Schools)),
            AbsenceLine.Of(await absence.SumAsync(year)),
            AbsenceLine.Of(await absence.SumAsync(before))
        );
    }
}

[Description("What a programme's schools came to, beside all schools.")]
internal sealed record ProgrammeEffect(
    [property: Description("The present school year.")] AcademicYear Year,
    [property: Description("Its schools this year so far.")] AbsenceLine Now,
    [property: Description("Its schools the year before.")] AbsenceLine Before,
    [property: Description("All schools this year so far.")] AbsenceLine AllNow,
    [property: Description("All schools the year before.")] AbsenceLine AllBefore
);

[Description("Absence of a group of schools in a school year, in half-days. Null under five children.")]
internal sealed record AbsenceLine(
    [property: Description("Schools with at least one child.")] int Schools,
    [property: Description("Possible half-days.")] long? Possible,
    [property: Description("Authorised absence.")] long? Authorised,
    [property: Description("Unauthorised absence.")] long? Unauthorised
)
{
    public static AbsenceLine Of(AbsenceSums sums) =>
        sums.IsHidden
            ? new AbsenceLine(sums.Schools, null, null, null)
            : new AbsenceLine(sums.Schools, sums.Possible, sums.Authorised, sums.Unauthorised);
}
