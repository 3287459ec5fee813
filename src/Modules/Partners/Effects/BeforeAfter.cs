using System.ComponentModel;

namespace Attendance.Partners.Effects;

[Description("Attendance of the same children or schools before and after a day, over as many days. Counts are null under five children.")]
internal sealed record BeforeAfter(
    [property: Description("First day of the period before.")] DateOnly From,
    [property: Description("The day on which it began: first day of the period after.")] DateOnly Day,
    [property: Description("Last day of the period after; before `day` while no day has passed.")] DateOnly To,
    [property: Description("How many children are compared, or schools; null under five children.")] int? Compared,
    [property: Description("Half-days before; null under five children.")] HalfDaysNode? Before,
    [property: Description("Half-days after; null under five children.")] HalfDaysNode? After,
    [property: Description("Change of attendance in percentage points; null when nothing can be compared.")] decimal? Change,
    [property: Description("The same change for all schools of the authority over the same days.")] decimal? AllSchoolsChange,
    [property: Description("True when it is under five children, so that nothing is told.")] bool Hidden,
    [property: Description("What the comparison leaves open.")] string Caveat
)
{
    /// <summary>As others are told of it: nothing of a group under five.</summary>
    public static BeforeAfter Of(Effect effect) =>
        effect.IsHidden
            ? new BeforeAfter(
                effect.Days.From,
                effect.Days.Day,
                effect.Days.To,
                null,
                null,
                null,
                null,
                effect.ChangeBeside,
                true,
                Effect.Caveat
            )
            : OfOne(effect);

    /// <summary>As who may read the child's marks is told of it.</summary>
    public static BeforeAfter OfOne(Effect effect) =>
        new(
            effect.Days.From,
            effect.Days.Day,
            effect.Days.To,
            effect.Compared,
            HalfDaysNode.Of(effect.Before),
            HalfDaysNode.Of(effect.After),
            effect.Change,
            effect.ChangeBeside,
            false,
            Effect.Caveat
        );
}

[Description("Half-days summed.")]
internal sealed record HalfDaysNode(
    [property: Description("At which children could attend.")] long Possible,
    [property: Description("Missed with leave.")] long Authorised,
    [property: Description("Missed without leave.")] long Unauthorised
)
{
    public static HalfDaysNode Of(HalfDays counts) => new(counts.Possible, counts.Authorised, counts.Unauthorised);
}
