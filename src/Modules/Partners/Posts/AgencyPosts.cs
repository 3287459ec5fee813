using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Posts;

/// <summary>Who is named for which school, beside the agency. About no child.</summary>
[Extends(typeof(AgencyNode))]
internal sealed class AgencyPosts(IPolicy policy, IMediator mediator, AgreementBook agreements, SchoolPostBook book)
{
    [Description(
        "Who of it is named for which school today: for who keeps the directory and for its own people all of them, for others those of the schools that they may read."
    )]
    [Cost(10)]
    public async Task<IReadOnlyList<SchoolPost>> Posts(AgencyNode agency, Caller caller, CancellationToken cancellation = default)
    {
        var all =
            await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation)
            || (await agreements.AgenciesOfAsync(caller.Person ?? 0, cancellation)).Contains(agency.Id);
        var schools = all ? null : await policy.VisibleSchoolsAsync(caller, Act.ReadSchool, "p.school_id", cancellation);
        var posts = await book.ListAsync(agency.Id, schools, cancellation);
        var names = await mediator.Send(new ReadNames([.. posts.Select(post => post.Person).Distinct()]), cancellation);
        return
        [
            .. posts.Select(post => new SchoolPost(
                post.School,
                $"{post.Person}",
                names.GetValueOrDefault(post.Person, "?"),
                Post.TitleOf(agency.Role),
                post.From,
                post.Person == caller.Person
            )),
        ];
    }
}

[Description("Somebody of an agency who is named for a school.")]
internal sealed record SchoolPost(
    [property: Description("The school.")] Laestab School,
    [property: Description("The number of the person's record."), Id] string Person,
    [property: Description("Name.")] string Name,
    [property: Description("As what.")] string Title,
    [property: Description("Since.")] DateOnly From,
    [property: Description("True for the caller.")] bool IsMine
);
