using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Dapper;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Letters;

/// <summary>Letters that wait to be sent, over all cases in the caller's scope.</summary>
[QueryRoot]
internal sealed class LettersOutboxQuery(Database database, IPolicy policy, CaseReader cases, NotifyOptions notify)
{
    private const int Most = 100;

    [Description("Letters of the caller's cases that wait to be posted, handed over, or emailed; the oldest first, at most 100.")]
    [Cost(20)]
    public async Task<IReadOnlyList<LetterNode>> LettersOutbox(Caller caller, CancellationToken cancellation = default)
    {
        var visible = await policy.VisibleAsync(caller, Act.ReadCase, "l.pupil_id", cancellation);
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("most", Most);
        List<long> ids;
        await using (var connection = await database.OpenAsync(cancellation))
            ids =
            [
                .. await connection.QueryAsync<long>(
                    new CommandDefinition(
                        $"select distinct l.case_id from casework_letter l where l.state = 'waiting' and {visible.Sql} order by l.case_id limit @most",
                        parameters,
                        cancellationToken: cancellation
                    )
                ),
            ];
        var letters = new List<LetterNode>();
        foreach (var id in ids)
        {
            if (await cases.LoadAsync(new CaseId(id), cancellation) is not { } file)
                continue;
            AuditScope.Current?.Show(file.Pupil);
            letters.AddRange(CaseLetters.Of(file, notify).Where(letter => letter.State == "waiting"));
        }
        return [.. letters.OrderBy(letter => letter.WrittenOn).Take(Most)];
    }
}

/// <summary>Letters of a case.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseLetters(NotifyOptions notify)
{
    [Description("Letters, the newest first.")]
    [Cost(1)]
    public IReadOnlyList<LetterNode> Letters(CaseNode node) => [.. Of(node.Folder.File, notify).Reverse()];

    /// <summary>A case's letters, the first first.</summary>
    public static IEnumerable<LetterNode> Of(CaseFile file, NotifyOptions notify)
    {
        var sent = file.Of<LetterSent>().ToDictionary(letter => letter.Letter);
        var refused = file.Of<LetterRefused>().Select(letter => letter.Letter).ToHashSet();
        var withdrawn = file.Of<LetterWithdrawn>().Select(letter => letter.Letter).ToHashSet();
        return file.Of<LetterWritten>()
            .Select(letter => new LetterNode(
                letter.Letter.ToString(CultureInfo.InvariantCulture),
                file.Id.ToString(),
                letter.Matter,
                letter.Kind,
                letter.ToName,
                letter.Subject,
                letter.Body,
                letter.On,
                sent.GetValueOrDefault(letter.Letter)?.On,
                sent.GetValueOrDefault(letter.Letter)?.Road,
                sent.ContainsKey(letter.Letter) ? "sent"
                    : withdrawn.Contains(letter.Letter) ? "withdrawn"
                    : "waiting",
                letter.Email is not null && notify.IsOn && !refused.Contains(letter.Letter)
            ));
    }
}

[Description("A letter to a parent.")]
[GraphQL.Name("Letter")]
internal sealed record LetterNode(
    [property: Description("The letter's id."), Id] string Id,
    [property: Description("The case's id."), Id] string CaseId,
    [property: Description("The matter that it is about.")] int Matter,
    [property: Description("What it is.")] LetterKind Kind,
    [property: Description("To whom.")] string ToName,
    [property: Description("Its subject.")] string Subject,
    [property: Description("Its words.")] string Body,
    [property: Description("When it was written.")] DateOnly WrittenOn,
    [property: Description("When it left; null: it did not.")] DateOnly? SentOn,
    [property: Description("How it left.")] LetterRoad? Road,
    [property: Description("waiting, sent or withdrawn.")] string State,
    [property: Description("True when it goes by email by itself.")] bool GoesByEmail
);

/// <summary>What people do with letters.</summary>
[MutationRoot]
internal sealed class LetterMutations(LetterDesk desk)
{
    [Description("Records that a letter was posted or handed over. A penalty notice's days run from its receipt.")]
    [Cost(20)]
    public async Task<CasePayload?> SendLetter(
        Caller caller,
        [Description("The letter, and how it left.")] SendLetterInput input,
        CancellationToken cancellation = default
    ) => await desk.SendAsync(caller, input.Case, Number(input.Letter), input.Road, input.On, cancellation);

    [Description("Takes back a letter that was not sent, with a reason.")]
    [Cost(20)]
    public async Task<CasePayload?> WithdrawLetter(
        Caller caller,
        [Description("The letter, and why.")] WithdrawLetterInput input,
        CancellationToken cancellation = default
    ) => await desk.WithdrawAsync(caller, input.Case, Number(input.Letter), input.Reason, cancellation);

    private static long Number(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

[Description("How a letter left.")]
internal sealed record SendLetterInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The letter's id."), Id] string Letter,
    [property: Description("How.")] LetterRoad Road,
    [property: Description("When; today when left out.")] DateOnly? On = null
);

[Description("A letter that is not to be sent.")]
internal sealed record WithdrawLetterInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The letter's id."), Id] string Letter,
    [property: Description("Why, 1 to 500 characters."), Personal] string Reason
);
