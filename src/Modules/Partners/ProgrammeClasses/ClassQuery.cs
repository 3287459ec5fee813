using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolImprovement;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.ProgrammeClasses;

/// <summary>The report of a programme by class, at the schools that the caller is shown figures of.</summary>
[QueryRoot]
internal sealed class ClassQuery(SchoolDesk desk, ClassBook book, SchoolList schools, IMediator mediator, SchoolClock clock)
{
    [Description("Classes that take part in programmes, at schools whose figures the caller is shown; the earliest first.")]
    [Cost(20)]
    public async Task<IReadOnlyList<ProgrammeClassNode>> ProgrammeClasses(
        Caller caller,
        [Description("Only of this programme, by its short name."), Id] string? programme = null,
        CancellationToken cancellation = default
    )
    {
        var names = (await schools.ListAsync(cancellation)).ToDictionary(school => school.School, school => school.Name);
        var nodes = new List<ProgrammeClassNode>();
        foreach (var each in await book.ListAsync(cancellation))
        {
            if (programme is not null && each.Programme != programme)
                continue;
            if (
                await desk.CouldAsync(caller, Act.ReadFigures, each.School, cancellation)
                || await desk.CouldAsync(caller, Act.WorkOnBehaviour, each.School, cancellation)
            )
                nodes.Add(
                    new ProgrammeClassNode(
                        $"{each.Id}",
                        each.Programme,
                        each.School,
                        names.GetValueOrDefault(each.School, each.School.ToString()),
                        each.Group,
                        each.From,
                        each.Until
                    )
                );
        }
        return nodes;
    }

    [Description("The classes of a school today, by name. Null with NOT_FOUND for who does not enrol its classes.")]
    [Cost(5)]
    public async Task<IReadOnlyList<string>?> SchoolClasses(
        Caller caller,
        [Description("The school.")] Laestab school,
        CancellationToken cancellation = default
    )
    {
        var own = await desk.CouldAsync(caller, Act.SignForSchool, school, cancellation);
        await desk.RequireAsync(caller, own ? Act.SignForSchool : Act.WorkOnBehaviour, school, cancellation);
        return [.. (await mediator.Send(new ReadClasses(school, clock.Today), cancellation)).Keys];
    }
}

[Description("A class that takes part in a programme.")]
[Name("ProgrammeClass")]
internal sealed record ProgrammeClassNode(
    [property: Description("The enrolment's id."), Id] string Id,
    [property: Description("The programme, by its short name.")] string Programme,
    [property: Description("The school.")] Laestab School,
    [property: Description("Its name.")] string SchoolName,
    [property: Description("The class.")] string Group,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last day; null: it goes on.")] DateOnly? Until
);

/// <summary>What came of a programme in a class, counted only when it is asked for.</summary>
[Extends(typeof(ProgrammeClassNode))]
internal sealed class ClassEffects(EffectFigures effects)
{
    [Description("Attendance of the children who were in the class on its first day, before and after.")]
    [Cost(10)]
    public async Task<BeforeAfter> Effect(ProgrammeClassNode each, CancellationToken cancellation = default) =>
        BeforeAfter.Of(await effects.OfClassAsync(each.School, each.Group, each.From, cancellation: cancellation));
}
