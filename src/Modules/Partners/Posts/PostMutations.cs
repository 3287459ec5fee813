using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Posts;

/// <summary>Naming people of agencies for schools.</summary>
[MutationRoot]
internal sealed class PostMutations(
    IPolicy policy,
    IAuditTrail audit,
    IWriter writer,
    IFindSchool schools,
    AgencyBook agencies,
    AgreementBook agreements,
    SchoolPostBook book
)
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
        await RequireAsync(caller, cancellation);
        var words = new Words();
        var known = await agencies.FindAsync(input.Agency, cancellation) is not null;
        words.Check(known, "agency", "agency-unknown", "There is no such agency.");
        var person = long.TryParse(input.Person, out var number) ? number : 0;
        words.Check(
            (await agreements.MembersAsync(input.Agency, cancellation)).Contains(person),
            "person",
            "person-unknown",
            "Nobody of this number works for the agency."
        );
        words.Check(
            (await schools.UnknownAsync([input.School], cancellation)).Count == 0,
            "school",
            "school-unknown",
            "The number is no school's."
        );
        if (words.Error is { } error)
            return new DirectoryPayload(false, InputProblem.Of(error));
        await audit.ChangingAsync(caller, nameof(NameForSchool), $"person/{person}", $"{input.Agency} {input.School}", cancellation);
        await writer.Run(transaction => book.NameAsync(transaction, input.Agency, input.School, person, caller), cancellation);
        return new DirectoryPayload(true, []);
    }

    [Description("Ends that, from today.")]
    [Cost(10)]
    public async Task<DirectoryPayload?> EndSchoolPost(
        Caller caller,
        [Description("Who, and for which school.")] SchoolPostInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, cancellation);
        await audit.ChangingAsync(caller, nameof(EndSchoolPost), $"person/{input.Person}", $"{input.Agency} {input.School}", cancellation);
        var ended =
            long.TryParse(input.Person, out var person)
            && await writer.Run(transaction => book.EndAsync(transaction, input.Agency, input.School, person), cancellation);
        return ended
            ? new DirectoryPayload(true, [])
            : new DirectoryPayload(false, InputProblem.Of(new Error("post-unknown", "The person is not named for the school.")));
    }

    private async Task RequireAsync(Caller caller, CancellationToken cancellation)
    {
        if (!await policy.MayAsync(caller, Act.RunPartners, GrantTarget.All, cancellation: cancellation))
            throw Refusal.NotFound();
    }
}

[Description("Somebody of an agency, and a school.")]
internal sealed record SchoolPostInput(
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("The school.")] Laestab School,
    [property: Description("The number of the person's record."), Id] string Person
);
