using System.ComponentModel;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;
using GraphQL;

namespace Attendance.Casework.Enforcement;

/// <summary>
/// Something was considered or done for the family that the law or the authority asks for before it enforces (S99). <paramref name="Effect"/> is for support: what came of it;
/// recorded again under the same kind when it is known.
/// </summary>
[CaseEventKind("consideration-recorded")]
internal sealed record ConsiderationRecorded(Consideration Kind, DateOnly On, string Words, SupportEffect? Effect) : CaseEvent
{
    public override CaseAudience Audience =>
        Kind is Consideration.LegalSignOff or Consideration.LegalSignOffLookedAfter ? CaseAudience.Legal : CaseAudience.Case;

    public override string Tell() =>
        $"{Kind.Told()} on {Guards.Day(On)}{(Effect is { } effect ? $", {effect.Told()}" : "")}: {Words}".ToSentence();

    public override string? TellSchool() => Kind is Consideration.SupportOffered ? "Support was offered to the family." : null;
}

/// <summary>What is considered or done. Stored by name.</summary>
[Description("What is considered or done before enforcement.")]
[Name("Consideration")]
internal enum Consideration
{
    [Description("Support was offered to the family.")]
    SupportOffered,

    [Description("What came of the last support.")]
    SupportEffect,

    [Description("An education supervision order was considered (Education Act 1996 s447).")]
    SupervisionOrderConsidered,

    [Description("A lawyer agrees to proceedings. Only a lawyer records it.")]
    LegalSignOff,

    [Description("A lawyer agrees to enforcement although the child is looked after. Only a lawyer records it.")]
    LegalSignOffLookedAfter,

    [Description("The looked-after children team was consulted.")]
    LookedAfterConsulted,

    [Description("Social services were consulted (Children Act 1989 s36(8)).")]
    SocialServicesConsulted,

    [Description("A letter about attendance was sent.")]
    LetterSent,

    [Description("The home was visited.")]
    HomeVisited,
}
