using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadPupilsHandler(IPolicy policy, RollReader rolls, Caseload places)
    : IRequestHandler<ReadPupils, IReadOnlyDictionary<PupilId, PupilAtSchool>>
{
    public async Task<IReadOnlyDictionary<PupilId, PupilAtSchool>> Handle(ReadPupils request, CancellationToken cancellationToken)
    {
        var rights = await policy.OfAsync(request.Caller, request.Pupils, cancellationToken);
        var seen = request.Pupils.Distinct().Where(pupil => rights.GetValueOrDefault(pupil).Sees).ToList();
        if (seen.Count == 0)
            return new Dictionary<PupilId, PupilAtSchool>();
        var records = (await rolls.LoadPupilsAsync(seen, knownAt: null, cancellationToken)).ToDictionary();
        var merged = records
            .Where(pair => pair.Value.MergedInto is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value.MergedInto!.Value);
        var survivors = await rolls.LoadPupilsAsync([.. merged.Values.Distinct()], knownAt: null, cancellationToken);
        foreach (var (asked, survivor) in merged)
            records[asked] = survivors[survivor];
        var at = await places.PlacesAsync([.. records.Values.Select(record => record.Id).Distinct()], cancellationToken);
        var found = new Dictionary<PupilId, PupilAtSchool>();
        foreach (var (asked, record) in records)
        {
            AuditScope.Current?.Show(record.Id);
            var place = at.GetValueOrDefault(record.Id);
            found[asked] = new PupilAtSchool(
                new PupilNode
                {
                    Key = record.Id,
                    Upn = record.Upn,
                    GivenName = record.GivenName,
                    FamilyName = record.FamilyName,
                    BirthDate = record.BirthDate,
                    Sex = record.Sex.ToString(),
                },
                place?.School,
                place?.SchoolName,
                place?.YearGroup
            );
        }
        return found;
    }
}
