using System.ComponentModel;

namespace Attendance.Casework.Contracts;

/// <summary>What stands between a child and school. Source: S70 and the strategy's section 7. Stored by name, so a name never changes.</summary>
[Description("What stands between a child and school.")]
public enum Factor
{
    [Description("The child's bodily health.")]
    Health,

    [Description("Anxiety, low mood, other needs of the mind.")]
    MentalHealth,

    [Description("Bullying, or fear of somebody at school or on the way.")]
    Bullying,

    [Description("Family trouble: separation, bereavement, violence, discipline.")]
    Family,

    [Description("A parent's illness, disability or addiction.")]
    ParentHealth,

    [Description("The child cares for somebody at home.")]
    Caring,

    [Description("The way to school.")]
    Transport,

    [Description("The curriculum, learning, or special needs that are not met.")]
    Curriculum,

    [Description("Relations with teachers; behaviour; exclusions.")]
    Behaviour,

    [Description("Housing: no fixed home, moves, overcrowding.")]
    Housing,

    [Description("Money: uniform, meals, bus fares.")]
    Poverty,

    [Description("Drink, drugs or solvents.")]
    Substance,

    [Description("Offending, or friends who offend.")]
    Offending,

    [Description("Attendance is not seen as important at home.")]
    Attitude,

    [Description("Holidays and visits in term time.")]
    Holidays,

    [Description("Language, or new to the country.")]
    Language,
}
