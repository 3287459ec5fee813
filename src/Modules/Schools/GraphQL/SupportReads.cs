using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Schools.GraphQL;

/// <summary>Teams and named officers read in one request: those of many schools at once.</summary>
internal sealed class SupportReads(IMediator mediator)
{
    private readonly BatchLoader<(Caller, Laestab), SchoolSupport> _support = new(
        async (keys, cancellation) =>
        {
            var found = new Dictionary<(Caller, Laestab), SchoolSupport>();
            foreach (var alike in keys.GroupBy(key => key.Item1))
            {
                foreach (
                    var (school, support) in await mediator.Send(
                        new ReadSupport(alike.Key, [.. alike.Select(key => key.Item2)]),
                        cancellation
                    )
                )
                    found[(alike.Key, school)] = support;
            }
            return found;
        }
    );

    /// <summary>Who looks after a school; null where the caller is not shown it.</summary>
    public IDataLoaderResult<SchoolSupport?> Of(Caller caller, Laestab school) => _support.Load((caller, school));
}
