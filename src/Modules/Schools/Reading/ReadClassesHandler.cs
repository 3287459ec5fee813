using Attendance.Schools.Contracts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadClassesHandler(RollReader rolls)
    : IRequestHandler<ReadClasses, IReadOnlyDictionary<string, IReadOnlyList<PupilId>>>
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PupilId>>> Handle(ReadClasses request, CancellationToken cancellationToken)
    {
        var roll = await rolls.LoadAsync(request.School, null, cancellationToken);
        return (roll?.Pupils ?? [])
            .SelectMany(pupil =>
                pupil
                    .Enrolments.Where(place => place.School == request.School && place.Covers(request.On) && place.Group is not null)
                    .Select(place => (Group: place.Group!, pupil.Id))
            )
            .Distinct()
            .GroupBy(place => place.Group, place => place.Id, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<PupilId>)[.. group], StringComparer.Ordinal);
    }
}
