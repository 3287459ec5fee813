using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>What a school's people do with registers by hand: the school's grain judges it as it judges what their system posts.</summary>
[MutationRoot]
internal sealed class RegisterMutations(IPolicy policy, IGrainFactory grains, IAuditTrail audit, IMediator mediator)
{
    [Description(
        "Takes or changes a register by hand. A mark that is wrong in itself is held and the others are stored; a register that is wrong as a whole stores nothing. A mark with a reason is an explicit correction."
    )]
    [Cost(20)]
    public async Task<PostRegisterPayload?> PostRegister(
        Caller caller,
        [Description("The register.")] PostRegisterInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, Act.PostRegister, input.School, cancellation);
        var names = await mediator.Send(new ReadRecordedNames([caller.Name]), cancellation);
        var post = input.ToPost(names.GetValueOrDefault(caller.Name));
        return post.Error is { } wrong
            ? new PostRegisterPayload(null, InputProblem.Of(wrong))
            : PostRegisterPayload.Of(await grains.GetGrain<ISchoolGrain>(input.School.Value).Post(post.Value, caller));
    }

    [Description("Enters a held mark again, with what was wrong put right.")]
    [Cost(10)]
    public async Task<PostRegisterPayload?> ReleaseHeldMark(
        Caller caller,
        [Description("The mark, and what is put right.")] ReleaseHeldMarkInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, Act.SettleRegister, input.School, cancellation);
        var (seq, ordinal) = HeldMark(input.Mark);
        if (input.Upn?.Length > 64 || input.Code?.Length > 64)
            return new PostRegisterPayload(null, [new InputProblem(null, null, "validation", "Some values are too long.")]);
        var release = new HeldRelease(seq, ordinal, input.Upn, input.Code, input.MinutesLate);
        return PostRegisterPayload.Of(await grains.GetGrain<ISchoolGrain>(input.School.Value).ReleaseHeld(release, caller));
    }

    [Description("Marks a held mark as wrong for good. The reason is kept.")]
    [Cost(10)]
    public async Task<SettlePayload?> DiscardHeldMark(
        Caller caller,
        [Description("The mark, and why.")] SettleHeldMarkInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, Act.SettleRegister, input.School, cancellation);
        var (seq, ordinal) = HeldMark(input.Mark);
        return ReasonBody.Refuse(input.Reason) is { } wrong
            ? SettlePayload.Of(wrong)
            : SettlePayload.Of(await grains.GetGrain<ISchoolGrain>(input.School.Value).DiscardHeld(seq, ordinal, input.Reason, caller));
    }

    [Description("Makes a stale mark effective by a correction of its own, with the reason; what stood until then stays in the history.")]
    [Cost(10)]
    public async Task<PostRegisterPayload?> AdoptStaleMark(
        Caller caller,
        [Description("The mark, and why.")] SettleMarkInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, Act.SettleRegister, input.School, cancellation);
        return ReasonBody.Refuse(input.Reason) is { } wrong
            ? new PostRegisterPayload(null, InputProblem.Of(wrong))
            : PostRegisterPayload.Of(await grains.GetGrain<ISchoolGrain>(input.School.Value).AdoptStale(input.Seq, input.Reason, caller));
    }

    [Description("Leaves what stands and takes a stale mark off the list. The reason is kept.")]
    [Cost(10)]
    public async Task<SettlePayload?> SetAsideStaleMark(
        Caller caller,
        [Description("The mark, and why.")] SettleMarkInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, Act.SettleRegister, input.School, cancellation);
        return ReasonBody.Refuse(input.Reason) is { } wrong
            ? SettlePayload.Of(wrong)
            : SettlePayload.Of(await grains.GetGrain<ISchoolGrain>(input.School.Value).SetAsideStale(input.Seq, input.Reason, caller));
    }

    [Description("Gives the reason of a changed mark that came without one.")]
    [Cost(10)]
    public async Task<SettlePayload?> GiveReason(
        Caller caller,
        [Description("The mark, and the reason.")] SettleMarkInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, Act.SettleRegister, input.School, cancellation);
        return ReasonBody.Refuse(input.Reason) is { } wrong
            ? SettlePayload.Of(wrong)
            : SettlePayload.Of(await grains.GetGrain<ISchoolGrain>(input.School.Value).GiveReason(input.Seq, input.Reason, caller));
    }

    private async Task RequireAsync(Caller caller, Act act, Laestab school, CancellationToken cancellation)
    {
        if (!await policy.MayAsync(caller, act, GrantTarget.Of(school), cancellation: cancellation))
            throw Refusal.NotFound();
        // On record before it is made, as it is over REST.
        await audit.ChangingAsync(caller, act.ToString(), AuditScope.Name(GrantTarget.Of(school)), null, cancellation);
    }

    private static (long Seq, int Ordinal) HeldMark(string id) =>
        HeldMarks.TryParse(id, out var seq, out var ordinal) ? (seq, ordinal) : throw Refusal.NotFound();
}

[Description("A register taken by hand.")]
internal sealed record PostRegisterInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The marks, 1 to 5,000.")] IReadOnlyList<PostMarkInput> Marks,
    [property: Description("The class; leave it out when the marks cover just the children they name.")] string? Group = null,
    [property: Description("When the register was taken; now when left out.")] DateTimeOffset? TakenAt = null,
    [property: Description(
        "A key for this submission, 1 to 255 visible ASCII characters: a repeat changes nothing and gets the first answer."
    )]
        string? SubmissionId = null,
    [property: Description(
        "The version of the register that was seen: when another has come since, nothing is stored. Makes it a correction."
    )]
        long? IfVersion = null
)
{
    /// <summary>The post, taken by a person of this name.</summary>
    public Result<RegisterPost> ToPost(string? takenBy)
    {
        var marks = Registers.PostRegister.Marks(
            [
                .. Marks.Select(mark => new MarkBody
                {
                    Upn = mark.Upn.Value,
                    Code = mark.Code,
                    MinutesLate = mark.MinutesLate,
                    Comment = mark.Comment,
                    Reason = mark.Reason,
                }),
            ],
            Group,
            takenBy
        );
        if (marks.Error is { } refused)
            return refused;
        if (SubmissionId is not null && !Registers.PostRegister.IsKey(SubmissionId))
            return new Error(
                "validation",
                "Some values are not valid.",
                [new FieldError("/submissionId", "idempotency-key-invalid", "A key has 1 to 255 visible ASCII characters.")]
            );
        return new RegisterPost
        {
            Session = new SessionKey(Date, Half),
            Group = Registers.PostRegister.Text(Group),
            TakenAt = TakenAt is { } at ? Registers.PostRegister.Cut(at) : null,
            TakenBy = takenBy,
            Key = SubmissionId,
            PayloadHash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)),
            IfMatch = IfVersion,
            Via = "hand",
            Marks = marks.Value,
        };
    }
}

[Description("One mark of a register taken by hand.")]
internal sealed record PostMarkInput(
    [property: Description("The child's unique pupil number, present or former.")] Upn Upn,
    [property: Description("The register code, exactly as printed.")] string Code,
    [property: Description("Minutes late, 0 to 1440, with L and U only.")] int? MinutesLate = null,
    [property: Description("A remark beside the mark, at most 1,000 characters."), Personal] string? Comment = null,
    [property: Description("Why an earlier mark is changed, at most 500 characters: makes this an explicit correction."), Personal]
        string? Reason = null
);

[Description("A held mark to enter again.")]
internal sealed record ReleaseHeldMarkInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The mark's id."), Id] string Mark,
    [property: Description("The right unique pupil number; leave it out when it stays."), Personal] string? Upn = null,
    [property: Description("The right code; leave it out when it stays.")] string? Code = null,
    [property: Description("The right minutes; leave them out when they stay.")] int? MinutesLate = null
);

[Description("A held mark, and why.")]
internal sealed record SettleHeldMarkInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The mark's id."), Id] string Mark,
    [property: Description("Why, 1 to 500 characters."), Personal] string Reason
);

[Description("A mark of a school's journal, and why.")]
internal sealed record SettleMarkInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The mark's number in the school's journal.")] long Seq,
    [property: Description("Why, 1 to 500 characters."), Personal] string Reason
);

[Description("What became of a register.")]
internal sealed record PostRegisterPayload(
    [property: Description("The receipt; null when nothing was stored because the register is wrong as a whole.")] RegisterReceipt? Receipt,
    [property: Description("What is wrong, or worth saying, by place and field of the input.")] IReadOnlyList<InputProblem> Problems
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static PostRegisterPayload Of(Result<RegisterReply> reply)
    {
        if (reply.Error is { } error)
            return new PostRegisterPayload(null, InputProblem.Of(error));
        var body = JsonSerializer.Deserialize<ReceiptBody>(reply.Value.Body, Json)!;
        return new PostRegisterPayload(
            new RegisterReceipt(
                body.Receipt,
                body.RecordedAt,
                reply.Value.Visible,
                reply.Value.Replayed,
                reply.Value.Version,
                body.Stored,
                body.Unchanged,
                body.Stale,
                body.Held,
                [.. body.Marks.Select(mark => Enum.Parse<MarkOutcome>(mark, ignoreCase: true))]
            ),
            [.. body.Problems.Select(problem => InputProblem.Of(problem, problem.Code))]
        );
    }
}

[Description("The receipt of a register, the same for every repeat.")]
internal sealed record RegisterReceipt(
    [property: Description("Its number; null when the register changed nothing and was not kept.")] string? Number,
    [property: Description("When it became durable.")] DateTimeOffset? RecordedAt,
    [property: Description("False when it is durable and will show soon.")] bool Visible,
    [property: Description("True when this is the answer to a repeat.")] bool Replayed,
    [property: Description("The register's version after it.")] long? Version,
    [property: Description("Marks that are in force now.")] int Stored,
    [property: Description("Marks equal to those in force.")] int Unchanged,
    [property: Description("Marks kept but not in force, because a later one stands.")] int Stale,
    [property: Description("Marks kept aside, because they are wrong in themselves.")] int Held,
    [property: Description("What became of each mark, in the order of the input.")] IReadOnlyList<MarkOutcome> Marks
);

[Description("What became of a posted mark.")]
internal enum MarkOutcome
{
    [Description("In force.")]
    Stored,

    [Description("Equal to the one in force.")]
    Unchanged,

    [Description("Kept but not in force: a later one stands.")]
    Stale,

    [Description("Kept aside: it is wrong in itself.")]
    Held,
}

[Description("Whether something was settled.")]
internal sealed record SettlePayload(
    [property: Description("False when a problem kept it from being settled.")] bool Settled,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
)
{
    public static SettlePayload Of(Error error) => new(false, InputProblem.Of(error));

    public static SettlePayload Of(Result<bool> result) => result.Error is { } error ? Of(error) : new SettlePayload(true, []);
}
