using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Casework.Cases;

/// <summary>The children and people of one request's cases, each read once.</summary>
internal sealed class CaseReads(IMediator mediator)
{
    private readonly BatchLoader<(Caller Who, PupilId Pupil), PupilAtSchool> _pupils = new(
        async (keys, cancellation) =>
        {
            var found = new Dictionary<(Caller, PupilId), PupilAtSchool>();
            foreach (var alike in keys.GroupBy(key => key.Who))
            {
                foreach (
                    var (pupil, read) in await mediator.Send(new ReadPupils(alike.Key, [.. alike.Select(key => key.Pupil)]), cancellation)
                )
                    found[(alike.Key, pupil)] = read;
            }
            return found;
        }
    );

    private readonly BatchLoader<long, string> _names = new((keys, cancellation) => mediator.Send(new ReadNames(keys), cancellation));

    /// <summary>A child in the caller's scope and where it is on roll; null out of scope.</summary>
    public IDataLoaderResult<PupilAtSchool?> Pupil(Caller caller, PupilId pupil) => _pupils.Load((caller, pupil));

    /// <summary>A key worker; null for nobody.</summary>
    public IDataLoaderResult<CaseWorker?> Worker(long? person) =>
        _names
            .Load(person ?? 0)
            .Then(name => person is { } id && name is not null ? new CaseWorker(id.ToString(CultureInfo.InvariantCulture), name) : null);

    /// <summary>Who recorded something, by a caller's name: a person's name, else what the system calls itself.</summary>
    public IDataLoaderResult<string> By(string recordedBy) =>
        recordedBy.StartsWith("person/", StringComparison.Ordinal)
        && long.TryParse(recordedBy["person/".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var person)
            ? _names.Load(person).Then(name => name ?? recordedBy)
            : _names.Load(0).Then(_ => recordedBy);
}
