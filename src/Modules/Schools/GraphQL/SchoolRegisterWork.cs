using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Schools.GraphQL;

/// <summary>What waits for a decision in a school's registers.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolRegisterWork(IPolicy policy, StaleMarkReader stale, MissingReasonReader reasons)
{
    [Description("Marks that were stored but are not in force, because a later one stood already, in the order they came.")]
    [Cost(10)]
    public async Task<IReadOnlyList<WaitingMark>> StaleMarks(
        SchoolNode school,
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("The number of the last mark of the page before.")] long after = 0,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        var marks = await stale.OpenAsync(school.Laestab, after, first, cancellation);
        foreach (var mark in marks)
            AuditScope.Current?.Show(mark.Pupil);
        return marks.ConvertAll(mark => new WaitingMark(
            mark.Seq,
            mark.Session.Date,
            mark.Session.Half,
            mark.Group.Length == 0 ? null : mark.Group,
            mark.Upn,
            mark.Code,
            mark.StandingCode,
            mark.RecordedAt,
            mark.RecordedBy,
            mark.Client
        ));
    }

    [Description("Changed marks that came without a reason, in the order they came.")]
    [Cost(10)]
    public async Task<IReadOnlyList<WaitingMark>> MissingReasons(
        SchoolNode school,
        Caller caller,
        [Description("How many, 0 to 100. Must be given.")] int first,
        [Description("The number of the last mark of the page before.")] long after = 0,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        var marks = await reasons.OpenAsync(school.Laestab, after, first, cancellation);
        foreach (var mark in marks)
            AuditScope.Current?.Show(mark.Pupil);
        return marks.ConvertAll(mark => new WaitingMark(
            mark.Seq,
            mark.Session.Date,
            mark.Session.Half,
            mark.Group.Length == 0 ? null : mark.Group,
            mark.Upn,
            mark.Code,
            mark.Before,
            mark.RecordedAt,
            mark.RecordedBy,
            mark.Client
        ));
    }
}

[Description("A mark of a register that waits for somebody at the school.")]
internal sealed record WaitingMark(
    [property: Description("Its number in the school's journal.")] long Seq,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The class, where the post named one.")] string? Group,
    [property: Description("The child's present unique pupil number.")] Upn Upn,
    [property: Description("The register code of the mark.")] string Code,
    [property: Description("The code that it would take the place of, or took.")] string Other,
    [property: Description("When it was recorded here.")] DateTimeOffset RecordedAt,
    [property: Description("Who took or entered it.")] string RecordedBy,
    [property: Description("The school's system that sent it.")] string Client
);
