using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Partners.Directory;

/// <summary>The areas of the authority: those of its locality teams, by name. A school that no team looks after is in an area of its own name.</summary>
internal sealed class Areas(IMediator mediator)
{
    /// <summary>The area of schools without a team.</summary>
    public const string None = "Schools without a team";

    private static readonly Caller Job = Caller.System("areas");

    /// <summary>Every area with its schools, by name.</summary>
    public async Task<IReadOnlyList<Area>> ListAsync(CancellationToken cancellation)
    {
        var schools = (await mediator.Send(new ReadSchoolInputs(), cancellation)).Select(school => school.School).ToList();
        var areaOf = await OfAsync(schools, cancellation);
        return
        [
            .. schools
                .GroupBy(areaOf, StringComparer.Ordinal)
                .OrderBy(area => area.Key, StringComparer.Ordinal)
                .Select(area => new Area(area.Key, [.. area])),
        ];
    }

    /// <summary>The area of each of these schools today.</summary>
    public async Task<Func<Laestab, string>> OfAsync(IReadOnlyCollection<Laestab> schools, CancellationToken cancellation)
    {
        var support = await mediator.Send(new ReadSupport(Job, schools), cancellation);
        return school => support.GetValueOrDefault(school)?.Team?.Name ?? None;
    }
}

/// <summary>An area and its schools.</summary>
internal sealed record Area(string Name, IReadOnlyList<Laestab> Schools);
