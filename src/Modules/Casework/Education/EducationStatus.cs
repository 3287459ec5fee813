using System.ComponentModel;

namespace Attendance.Casework.Education;

/// <summary>How a child of school age is educated (S106). Stored by name in lower case.</summary>
[Description("How a child of school age is educated.")]
internal enum EducationStatus
{
    [Description("On a school's roll: marks are expected.")]
    OnRoll,

    [Description("On a school's roll and taught elsewhere, as agreed: marks are expected.")]
    OtherProvision,

    [Description("Educated at home by choice of the parents: no marks are expected.")]
    HomeEducated,

    [Description("Waits for a school place: no marks are expected.")]
    AwaitingPlace,

    [Description("On no roll and not known to be educated: no marks are expected, and somebody looks for the child.")]
    MissingEducation,
}

/// <summary>A step of a home education (S133). Stored by name in lower case.</summary>
[Description("A step of a home education.")]
internal enum HomeEducationStep
{
    [Description("The parents gave notice.")]
    Notice,

    [Description("The authority gave advice.")]
    Advice,

    [Description("Somebody visited, or the family sent an account.")]
    Visit,

    [Description("The authority's view whether the education is suitable.")]
    Suitability,

    [Description("The child goes back to a school.")]
    Return,
}
