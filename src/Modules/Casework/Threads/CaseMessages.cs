using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Threads;

/// <summary>The case's thread of messages, and what was delivered.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseMessages(ICaseNotices notices, CaseReads reads)
{
    [Description("Messages in the case, the first first, each with who has seen its notice.")]
    [Cost(10)]
    public async Task<IReadOnlyList<CaseMessage>> Messages(CaseNode node, CancellationToken cancellation = default)
    {
        var file = node.Folder.File;
        var posted = file.Recorded<MessagePosted>().ToList();
        var seen = (
            await notices.SeenAsync([.. posted.Select(each => MessagePosted.Notice(file.Id, each.Recorded.Number))], cancellation)
        ).ToLookup(each => each.Notice);
        return
        [
            .. posted.Select(each => new CaseMessage(
                each.Recorded,
                each.Event,
                [.. seen[MessagePosted.Notice(file.Id, each.Recorded.Number)]],
                reads
            )),
        ];
    }
}

/// <summary>Who may read a case writes in its thread.</summary>
[MutationRoot]
internal sealed class PostMessageMutation(CaseDesk desk, ICaseNotices notices)
{
    [Description(
        "Writes a message in the case's thread, for everybody who may read the case. Who has a role that it mentions, and may read the case, hears of it as each prefers."
    )]
    [Cost(10)]
    public async Task<CasePayload?> PostCaseMessage(
        Caller caller,
        [Description("The message.")] CaseMessageInput input,
        CancellationToken cancellation = default
    )
    {
        var mentions = (input.Mentions ?? []).Distinct().Order().ToList();
        var folder = await desk.OpenAsync(caller, input.Case, cancellation);
        return await desk.ChangeAsync(
            caller,
            input.Case,
            Act.ReadCase,
            nameof(PostCaseMessage),
            file =>
            {
                if (!file.IsOpen)
                    return CaseDesk.Closed;
                var words = new Words();
                var text = words.Need("text", input.Text, 2000);
                words.Check(
                    input.Answers is null || file.Recorded<MessagePosted>().Any(each => each.Recorded.Number == input.Answers),
                    "answers",
                    "message-unknown",
                    "The case has no such message."
                );
                return words.Or(new MessagePosted(text, mentions, input.Answers));
            },
            async (transaction, _, _) =>
            {
                if (mentions.Count == 0)
                    return;
                var number = await CaseBook.LastAsync(transaction, folder.File.Id);
                await notices.TellAsync(
                    transaction,
                    new CaseNotice(
                        MessagePosted.Notice(folder.File.Id, number),
                        folder.File.Pupil,
                        mentions,
                        caller.Name,
                        "A message in the case is for you."
                    )
                );
            },
            cancellation
        );
    }
}

/// <summary>A message as it is shown.</summary>
[Description("A message in a case.")]
internal sealed class CaseMessage(RecordedEvent recorded, MessagePosted posted, IReadOnlyList<NoticeSeen> seen, CaseReads reads)
{
    [Description("Its number in the case.")]
    public int Number => recorded.Number;

    [Description("When it was written.")]
    public DateTimeOffset At => recorded.At;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(recorded.By);

    [Description("What it says.")]
    public string Text => posted.Text;

    [Description("The roles that it is for.")]
    public IReadOnlyList<Role> Mentions => posted.Mentions;

    [Description("The number of the message that it answers; null for none.")]
    public int? Answers => posted.Answers;

    [Description("Who has seen its notice, the first first: the delivery log.")]
    public IReadOnlyList<MessageSeen> Seen => [.. seen.Select(each => new MessageSeen(each, reads))];
}

/// <summary>That somebody saw a message's notice.</summary>
[Description("That somebody saw the notice of a message.")]
internal sealed class MessageSeen(NoticeSeen seen, CaseReads reads)
{
    [Description("When.")]
    public DateTimeOffset At => seen.At;

    [Description("Who.")]
    [Cost(1)]
    public IDataLoaderResult<CaseWorker?> Who() => reads.Worker(seen.Person);
}

[Description("A message in a case.")]
internal sealed record CaseMessageInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What it says, 1 to 2,000 characters."), Personal] string Text,
    [property: Description("The roles that it is for.")] IReadOnlyList<Role>? Mentions = null,
    [property: Description("The number of the message that it answers.")] int? Answers = null
);
