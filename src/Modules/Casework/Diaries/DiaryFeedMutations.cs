using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Casework.Diaries;

/// <summary>Somebody's own feed for an outside calendar.</summary>
[MutationRoot]
internal sealed class DiaryFeedMutations(IPolicy policy, IAuditTrail audit, DiaryFeeds feeds)
{
    [Description(
        "Makes a secret address at which an outside calendar fetches the caller's own diary, and ends the one before. It is shown this once."
    )]
    [Cost(10)]
    public async Task<DiaryFeedPayload?> MakeDiaryFeed(Caller caller, CancellationToken cancellation = default)
    {
        var person = await OwnerAsync(caller, nameof(MakeDiaryFeed), cancellation);
        return new DiaryFeedPayload(await feeds.MakeAsync(person, cancellation));
    }

    [Description("Ends the caller's own feed.")]
    [Cost(10)]
    public async Task<DiaryFeedPayload?> EndDiaryFeed(Caller caller, CancellationToken cancellation = default)
    {
        await feeds.EndAsync(await OwnerAsync(caller, nameof(EndDiaryFeed), cancellation), cancellation);
        return new DiaryFeedPayload(null);
    }

    private async Task<long> OwnerAsync(Caller caller, string operation, CancellationToken cancellation)
    {
        // Who may read no case in any role has no diary.
        if (caller.Person is not { } person || (await policy.VisibleAsync(caller, Act.ReadCase, "1", cancellation)).IsNobody)
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, operation, $"person/{person}", null, cancellation);
        return person;
    }
}

[Description("A feed for an outside calendar.")]
internal sealed record DiaryFeedPayload(
    [property: Description("The path of the address; null when it was ended. It is shown this once.")] string? Path
);
