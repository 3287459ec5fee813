using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Contracts;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Posts;

/// <summary>Naming people of agencies for schools.</summary>
[MutationRoot]
internal sealed class PostMutations(IPolicy policy, IAuditTrail audit, IMediator mediator, IWriter writer, SchoolPostBook book)
{
    [Description(
        "Names somebody who works for an agency for a school, from today: a personal adviser, a school-based police officer. From then on the person sees, of the agency's agreements, the children of the schools that the person is named for."
    )]
    [Cost(10)]
    public async Task<DirectoryPayload?> NameForSchool(
        Caller caller,
        [Description("Who, and for which school.")] SchoolPostInput input,
        CancellationToken cancellation = default
    )
    {
        var named = await mediator.Send(
            new NameForSchool(caller, input.Agency, input.School, long.TryParse(input.Person, out var person) ? person : 0),
            cancellation
        );
        return named.Error switch
        {
            null => new DirectoryPayload(true, []),
            { Code: "not-found" } => throw Refusal.NotFound(),
            var error => new DirectoryPayload(false, InputProblem.Of(error)),
        };
    }

    [Description("Ends that, from today.")]
    [Cost(10)]
    public async Task<DirectoryPayload?> EndSchoolPost(
        Caller caller,
        [Description("Who, and for which school.")] SchoolPostInput input,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.RunPartners, GrantTarget.All, cancellation: cancellation))
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(EndSchoolPost), $"person/{input.Person}", $"{input.Agency} {input.School}", cancellation);
        var ended =
            long.TryParse(input.Person, out var person)
            && await writer.Run(transaction => book.EndAsync(transaction, input.Agency, input.School, person), cancellation);
        return ended
            ? new DirectoryPayload(true, [])
            : new DirectoryPayload(false, InputProblem.Of(new Error("post-unknown", "The person is not named for the school.")));
    }
}

[Description("Somebody of an agency, and a school.")]
internal sealed record SchoolPostInput(
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("The school.")] Laestab School,
    [property: Description("The number of the person's record."), Id] string Person
);
