using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Schools.GraphQL;

/// <summary>What the caller may do with the children of one request, asked for all of them together.</summary>
internal sealed class PupilRights(IPolicy policy)
{
    private readonly BatchLoader<(Caller Who, PupilId Pupil), ChildRights> _rights = new(
        async (keys, cancellation) =>
        {
            var found = new Dictionary<(Caller, PupilId), ChildRights>();
            foreach (var alike in keys.GroupBy(key => key.Who))
            {
                foreach (var (pupil, rights) in await policy.OfAsync(alike.Key, alike.Select(key => key.Pupil).ToList(), cancellation))
                    found[(alike.Key, pupil)] = rights;
            }
            return found;
        }
    );

    /// <summary>The caller's rights over one child.</summary>
    public IDataLoaderResult<ChildRights> Load(Caller who, PupilId pupil) => _rights.Load((who, pupil));
}
