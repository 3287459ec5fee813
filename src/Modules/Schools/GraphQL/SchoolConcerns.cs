using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Schools.GraphQL;

/// <summary>How many children of a school need somebody.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolConcerns(ConcernReads reads)
{
    [Description(
        "Children of the school in the caller's scope with an open flag that nobody dismissed, by the worst. Zero for a role that is shown no flags."
    )]
    [Cost(5)]
    public IDataLoaderResult<FlaggedChildren> Concerns(SchoolNode school, Caller caller) =>
        reads.Of(caller, school.Laestab).Then(counts => new FlaggedChildren(counts.Action, counts.Concern, counts.Notice));
}

/// <summary>The counts read in one request: those of many schools in one query.</summary>
internal sealed class ConcernReads(IPolicy policy, Concerns concerns)
{
    private readonly BatchLoader<(Caller, Laestab), ConcernCounts> _counts = new(
        async (keys, cancellation) =>
        {
            var found = new Dictionary<(Caller, Laestab), ConcernCounts>();
            foreach (var alike in keys.GroupBy(key => key.Item1))
            {
                var visible = await policy.VisibleAsync(alike.Key, Act.ReadFlags, "p.pupil_id", cancellation);
                foreach (var (school, counts) in await concerns.CountAsync([.. alike.Select(key => key.Item2)], visible, cancellation))
                    found[(alike.Key, school)] = counts;
            }
            return found;
        }
    );

    /// <summary>The counts of one school; all zero when it has none.</summary>
    public IDataLoaderResult<ConcernCounts> Of(Caller caller, Laestab school) => _counts.Load((caller, school));
}

[Description("How many children have an open flag, each counted once, by the worst.")]
internal sealed record FlaggedChildren(
    [property: Description("Children with a flag that asks for action.")] int Action,
    [property: Description("Children whose worst flag is a concern.")] int Concern,
    [property: Description("Children whose worst flag is a notice.")] int Notice
);
