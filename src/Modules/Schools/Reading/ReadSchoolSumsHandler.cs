using Attendance.Schools.Contracts;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadSchoolSumsHandler(SchoolFigures figures) : IRequestHandler<ReadSchoolSums, SchoolSums>
{
    public async Task<SchoolSums> Handle(ReadSchoolSums request, CancellationToken cancellationToken)
    {
        var read = await figures.SumsAsync([request.School], request.Year, request.Moment, cancellationToken);
        var sums = read.GetValueOrDefault(request.School);
        return new SchoolSums(sums.Enrolments, sums.Possible, sums.Authorised, sums.Unauthorised, sums.Missing);
    }
}
