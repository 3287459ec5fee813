using Attendance.Access.Contracts;
using Attendance.Partners.Sharing;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.YouthOffending;

/// <summary>
/// How the people of the youth offending service reach a young person: by a live agreement that shares the child with them, in a post that does the work. Everybody else, and they beyond it, meet
/// NOT_FOUND.
/// </summary>
internal sealed class YouthDesk(SharedScopes scopes, YouthPostBook posts)
{
    /// <summary>The service in the directory of agencies.</summary>
    public const string Agency = "youth-offending";

    /// <summary>All that the caller reaches; nothing for who does not work for the service.</summary>
    public async Task<YouthReach> ReachAsync(Caller caller, CancellationToken cancellation)
    {
        var people = await posts.ListAsync(cancellation);
        if (caller.Person is not { } person || !people.TryGetValue(person, out var post))
            return YouthReach.Nothing;
        var open = await scopes.OwnAsync(caller, [Agency], cancellation);
        return new YouthReach(open, open.Count == 0 ? PostRights.Of(YouthPost.VictimSupport) : PostRights.Of(post));
    }

    /// <summary>A young person by an agreement and the id under it, for a kind of work.</summary>
    public async Task<YoungPerson> FindAsync(Caller caller, string agreement, string child, YouthWork work, CancellationToken cancellation)
    {
        var reach = await ReachAsync(caller, cancellation);
        return reach.Works.Contains(work) && reach.Find(agreement, child) is { } found ? found : throw Refusal.NotFound();
    }

    /// <summary>A young person of whom there is a record, for a kind of work. Null, no record, reads like out of reach.</summary>
    public async Task<YoungPerson> OwnAsync(Caller caller, PupilId? pupil, YouthWork work, CancellationToken cancellation)
    {
        var reach = await ReachAsync(caller, cancellation);
        return reach.Works.Contains(work) && pupil is { } child && reach.Of(child) is { } found ? found : throw Refusal.NotFound();
    }

    /// <summary>Refuses who does not do a kind of work that is about no child.</summary>
    public async Task RequireAsync(Caller caller, YouthWork work, CancellationToken cancellation)
    {
        if (!(await ReachAsync(caller, cancellation)).Works.Contains(work))
            throw Refusal.NotFound();
    }
}

/// <summary>What somebody of the service reaches: live agreements, and the work of the post.</summary>
internal sealed record YouthReach(IReadOnlyList<SharedScope> Scopes, IReadOnlySet<YouthWork> Works)
{
    /// <summary>Nothing.</summary>
    public static YouthReach Nothing { get; } = new([], new HashSet<YouthWork>());

    /// <summary>Each young person once, by the first agreement that opens the child.</summary>
    public IReadOnlyList<YoungPerson> People =>
        [
            .. Scopes
                .SelectMany(scope => scope.Children.Select(child => new YoungPerson(scope, child.Pupil, child.PseudonymousId)))
                .DistinctBy(person => person.Pupil),
        ];

    /// <summary>A young person by an agreement and the id under it.</summary>
    public YoungPerson? Find(string agreement, string child) =>
        Scopes
            .Where(scope => scope.Agreement.Id == agreement)
            .SelectMany(scope => scope.Children.Select(each => new YoungPerson(scope, each.Pupil, each.PseudonymousId)))
            .FirstOrDefault(person => person.Child == child);

    /// <summary>A young person, if any agreement opens the child.</summary>
    public YoungPerson? Of(PupilId pupil) => People.FirstOrDefault(person => person.Pupil == pupil);
}

/// <summary>A young person as an agreement opens the child. <paramref name="Child"/>: the id under the agreement.</summary>
internal sealed record YoungPerson(SharedScope Scope, PupilId Pupil, string Child);
