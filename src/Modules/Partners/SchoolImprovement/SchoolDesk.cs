using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.SchoolImprovement;

/// <summary>Judges who may work on a school. A school out of scope and one that is not there read alike.</summary>
internal sealed class SchoolDesk(IPolicy policy, IFindSchool schools, IMediator mediator)
{
    /// <summary>Refuses who may not act on the school.</summary>
    public async Task RequireAsync(Caller caller, Act act, Laestab school, CancellationToken cancellation)
    {
        if (
            !await policy.MayAsync(caller, act, GrantTarget.Of(school), cancellation: cancellation)
            || (await schools.UnknownAsync([school], cancellation)).Count > 0
        )
            throw Refusal.NotFound();
    }

    /// <summary>Refuses who may not act on every school.</summary>
    public async Task RequireAllAsync(Caller caller, Act act, CancellationToken cancellation)
    {
        if (!await policy.MayAsync(caller, act, GrantTarget.All, cancellation: cancellation))
            throw Refusal.NotFound();
    }

    /// <summary>Whether the caller may; a refusal is not noted.</summary>
    public ValueTask<bool> CouldAsync(Caller caller, Act act, Laestab school, CancellationToken cancellation) =>
        policy.CouldAsync(caller, act, GrantTarget.Of(school), cancellation);

    /// <summary>Those of the schools that are none.</summary>
    public async Task<bool> AnyUnknownAsync(IEnumerable<Laestab> asked, CancellationToken cancellation) =>
        (await schools.UnknownAsync([.. asked.Distinct()], cancellation)).Count > 0;

    /// <summary>The names of people as records keep them; the record's own where there is none.</summary>
    public async Task<Func<string, string>> NamesAsync(IEnumerable<string> who, CancellationToken cancellation)
    {
        var names = await mediator.Send(new ReadRecordedNames([.. who.Distinct(StringComparer.Ordinal)]), cancellation);
        return by => names.GetValueOrDefault(by, by);
    }
}

/// <summary>Every school with its name, phase and roll of today.</summary>
internal sealed class SchoolList(IMediator mediator)
{
    /// <summary>By number.</summary>
    public Task<IReadOnlyList<SchoolInput>> ListAsync(CancellationToken cancellation) =>
        mediator.Send(new ReadSchoolInputs(), cancellation);
}

[Description("What became of a change to the work with a school.")]
internal sealed record SchoolWorkPayload(
    [property: Description("The id of what was written; null when it was not."), Id] string? Id,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
)
{
    public static SchoolWorkPayload Of(long id) => new($"{id}", []);

    public static SchoolWorkPayload Of(Error error) => new(null, InputProblem.Of(error));
}
