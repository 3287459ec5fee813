using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using MediatR;

namespace Attendance.Casework.Assessments;

internal sealed class ReadAssessedFactorsHandler(CaseLists lists, CaseReader reader)
    : IRequestHandler<ReadAssessedFactors, IReadOnlyList<Factor>>
{
    public async Task<IReadOnlyList<Factor>> Handle(ReadAssessedFactors request, CancellationToken cancellationToken) =>
        await lists.OpenOfAsync(request.Pupil, cancellationToken) is { } id
        && await reader.LoadAsync(id, cancellationToken) is { } file
        && file.Of<AssessmentRecorded>().LastOrDefault() is { } assessed
            ? [.. assessed.Factors.Select(found => found.Factor)]
            : [];
}
