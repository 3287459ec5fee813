using Attendance.Schools.Contracts;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadSchoolsHandler(SchoolFigures schools) : IRequestHandler<ReadSchools, IReadOnlyList<SchoolNode>>
{
    public Task<IReadOnlyList<SchoolNode>> Handle(ReadSchools request, CancellationToken cancellationToken) =>
        schools.SchoolsAsync(cancellationToken);
}
