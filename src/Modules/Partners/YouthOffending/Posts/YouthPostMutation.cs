using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Posts;

/// <summary>Saying what the people of the service do (S143).</summary>
[MutationRoot]
internal sealed class YouthPostMutation(IPolicy policy, IAuditTrail audit, IWriter writer, YouthPostBook book)
{
    [Description(
        "Says what somebody of the youth offending service does there. The post decides which kinds of the service's work the person sees and records. For who keeps the directory."
    )]
    [Cost(10)]
    public async Task<YouthPayload?> SaveYouthPost(
        Caller caller,
        [Description("The number of the person's record."), Id] string person,
        [Description("The post; null: none is said.")] YouthPost? post = null,
        CancellationToken cancellation = default
    )
    {
        if (
            !await policy.MayAsync(caller, Act.RunPartners, GrantTarget.All, cancellation: cancellation)
            || !long.TryParse(person, out var number)
            || !(await book.ListAsync(cancellation)).ContainsKey(number)
        )
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(SaveYouthPost), $"person/{number}", post?.ToString(), cancellation);
        return YouthPayload.Of(number, await writer.Run(transaction => book.SaveAsync(transaction, number, post), cancellation));
    }
}

/// <summary>The post, beside the person.</summary>
[Extends(typeof(AgencyPerson))]
internal sealed class AgencyPersonYouthPost(YouthPostBook book)
{
    [Description("What the person does in the youth offending service; null elsewhere, and when nobody said.")]
    [Cost(2)]
    public async Task<YouthPost?> Post(AgencyPerson person, CancellationToken cancellation = default) =>
        person.Agency == YouthDesk.Agency ? (await book.ListAsync(cancellation)).GetValueOrDefault(person.Number) : null;
}
