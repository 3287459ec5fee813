using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Activities;
using Attendance.Partners.Agreements;
using Attendance.Partners.Referrals;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Support;

/// <summary>What an agency does with support once it has begun. Each names children by their ids under the agency's agreements.</summary>
[MutationRoot]
internal sealed class SupportMutations(
    SupportDesk desk,
    IAuditTrail audit,
    IWriter writer,
    IPupilTexts texts,
    SupportBook book,
    SchoolClock clock
)
{
    private const int LongestTopic = 200;

    private static readonly Error Settled = new("support-settled", "It was over for the child, or the child was in it already.");

    [Description("Signs more children up for a group or an activity. The open case of each is told. Refused when the places are taken.")]
    [Cost(20)]
    public async Task<AgreementPayload?> JoinSupport(
        Caller caller,
        [Description("The record's id."), Id] string id,
        [Description("The children.")] IReadOnlyList<SupportedChildInput> children,
        CancellationToken cancellation = default
    )
    {
        var (support, agency, _) = await desk.RequireAsync(caller, id, cancellation);
        var words = new Words();
        words.Check(support.Kind.Group, "id", "group-needed", "This is done with one child: begin another.");
        words.Check(support.EndedOn is null, "id", "support-settled", "It is over.");
        var asked = await desk.ChildrenAsync(caller, agency, children, support.Kind, words, cancellation);
        words.Check(
            await desk.ShareAsync(support.Owners, asked, cancellation),
            "children",
            "agreement-missing",
            "Each agency that owns it needs an agreement in force that shares the child."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var joining = await desk.SealAsync(asked, clock.Today, cancellation);
        foreach (var child in joining)
            await audit.ChangingAsync(caller, nameof(JoinSupport), child.Pupil, $"support/{support.Id}", cancellation);
        var joined = new HashSet<PupilId>();
        var full = await writer.Run(
            async transaction =>
            {
                joined.Clear();
                if (await ActivityBook.FreeAsync(transaction, support.Id) < joining.Count)
                    return true;
                foreach (var child in joining)
                {
                    if (await SupportBook.JoinAsync(transaction, support.Id, child))
                        joined.Add(child.Pupil);
                }
                return false;
            },
            cancellation
        );
        if (full)
            return AgreementPayload.Of(new Error("places-taken", "There are not as many free places."));
        if (joined.Count == 0)
            return AgreementPayload.Of(Settled);
        foreach (var child in asked.Where(child => joined.Contains(child.Pupil)))
            await desk.TellStartAsync(caller, agency, support, child, cancellation);
        return new AgreementPayload(id, []);
    }

    [Description("Writes that it met once more, and which of its children came.")]
    [Cost(20)]
    public async Task<AgreementPayload?> RecordSupportSession(
        Caller caller,
        [Description("The record's id."), Id] string id,
        [Description("The day.")] DateOnly on,
        [Description("What was done, 1 to 200 characters, without a child's name.")] string topic,
        [Description("The children that came.")] IReadOnlyList<string> attended,
        CancellationToken cancellation = default
    )
    {
        var (support, _, shown) = await desk.RequireAsync(caller, id, cancellation);
        var came = attended.Select(child => InIt(support, shown, child).Pupil).ToList();
        var words = new Words();
        var said = words.Need("topic", topic, LongestTopic);
        words.Check(on >= support.From && on <= clock.Today, "on", "date-invalid", "A day since it began, today at the latest.");
        words.Check(support.EndedOn is null, "id", "support-settled", "It is over.");
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        await RecordAsync(caller, nameof(RecordSupportSession), support, came, cancellation);
        await writer.Run(transaction => SupportBook.SessionAsync(transaction, support.Id, on, said, came), cancellation);
        return new AgreementPayload(id, []);
    }

    [Description("Says where a referral onward stands. The case and the school see it, of a restricted kind neither.")]
    [Cost(20)]
    public async Task<AgreementPayload?> RecordOnward(
        Caller caller,
        [Description("The record's id."), Id] string id,
        [Description("The child's id under an agreement.")] string child,
        [Description("Where it stands.")] OnwardState state,
        CancellationToken cancellation = default
    )
    {
        var (support, agency, shown) = await desk.RequireAsync(caller, id, cancellation);
        var pupil = InIt(support, shown, child).Pupil;
        await RecordAsync(caller, nameof(RecordOnward), support, [pupil], cancellation);
        if (!await writer.Run(transaction => SupportBook.OnwardAsync(transaction, support.Id, pupil, state), cancellation))
            return AgreementPayload.Of(new Error("onward-missing", "The child was not referred on."));
        if (!support.Kind.Restricted)
            await desk.TellAsync(
                caller,
                agency,
                pupil,
                $"{support.Kind.Name}: the referral onward is now {state.ToString().ToLowerInvariant()}.",
                $"{agency.Name}: the referral onward is now {state.ToString().ToLowerInvariant()}.",
                $"support/{support.Id}/onward/{state}",
                cancellation
            );
        return new AgreementPayload(id, []);
    }

    [Description(
        "Ends it for one child, with what came of it. The case is told, of a restricted kind only that it ended. The last child ends it."
    )]
    [Cost(20)]
    public async Task<AgreementPayload?> EndSupport(
        Caller caller,
        [Description("What came of it.")] EndSupportInput input,
        CancellationToken cancellation = default
    )
    {
        var (support, agency, shown) = await desk.RequireAsync(caller, input.Id, cancellation);
        var child = InIt(support, shown, input.Child);
        var words = new Words();
        var said = words.Need("words", input.Words, 2000);
        var scale = input.Scale is { } values ? new OutcomeScale(values) : null;
        words.Check(scale?.IsValid is not false, "scale", "scale-invalid", "Six numbers from 1 to 10.");
        words.Check(
            (scale is null) == (child.Start is null),
            "scale",
            "scale-unlike",
            "The six outcomes are said at the start and at the end, or not at all."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        await RecordAsync(caller, nameof(EndSupport), support, [child.Pupil], cancellation);
        var stored = await texts.SealAsync(child.Pupil, said, cancellation);
        if (
            !await writer.Run(
                transaction => book.EndAsync(transaction, support.Id, child.Pupil, input.Outcome, stored, scale),
                cancellation
            )
        )
            return AgreementPayload.Of(Settled);
        var over = support.Kind.Restricted ? $"{SupportKind.InPlace}: over." : $"{support.Kind.Name}: over. {said}";
        await desk.TellAsync(
            caller,
            agency,
            child.Pupil,
            over,
            support.Kind.Restricted ? over : $"{agency.Name}: {support.Kind.Name}: over.",
            $"support/{support.Id}/end",
            cancellation
        );
        return new AgreementPayload(input.Id, []);
    }

    [Description("Writes what its owners say of it together: one evaluation, which each of them sees and may replace.")]
    [Cost(20)]
    public async Task<AgreementPayload?> EvaluateSupport(
        Caller caller,
        [Description("The record's id."), Id] string id,
        [Description("In words, 1 to 2,000 characters, without a child's name.")] string evaluation,
        [Description("True when an exclusion from school was avoided.")] bool exclusionAvoided = false,
        CancellationToken cancellation = default
    )
    {
        var (support, _, _) = await desk.RequireAsync(caller, id, cancellation);
        var words = new Words();
        var said = words.Need("evaluation", evaluation, 2000);
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(EvaluateSupport), $"support/{support.Id}", said, cancellation);
        await writer.Run(transaction => SupportBook.EvaluateAsync(transaction, support.Id, said, exclusionAvoided), cancellation);
        return new AgreementPayload(id, []);
    }

    private async Task RecordAsync(
        Caller caller,
        string operation,
        SupportRecord support,
        List<PupilId> children,
        CancellationToken cancellation
    )
    {
        foreach (var pupil in children)
            await audit.ChangingAsync(caller, operation, pupil, $"support/{support.Id}", cancellation);
        if (children.Count == 0)
            await audit.ChangingAsync(caller, operation, $"support/{support.Id}", "nobody came", cancellation);
    }

    /// <summary>A child of the record that a live agreement shows to the caller.</summary>
    private static SupportedChild InIt(SupportRecord support, OwnChildren shown, string child) =>
        support.Children.FirstOrDefault(each => each.Pupil == shown.Of(child)) ?? throw Refusal.NotFound();
}

[Description("What came of support for a child.")]
internal sealed record EndSupportInput(
    [property: Description("The record's id."), Id] string Id,
    [property: Description("The child's id under an agreement.")] string Child,
    [property: Description("What came of it.")] ReferralOutcome Outcome,
    [property: Description("In words, 1 to 2,000 characters."), Personal] string Words,
    [property: Description("The six outcomes for young people at the end, in the strategy's order, each 1 to 10.")]
        IReadOnlyList<int>? Scale = null
);
