using System.ComponentModel;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Connexions;

/// <summary>
/// Something that stands between a young person and achievement or progression, as it was identified (S195). Words are under the child's data key. <paramref name="SeenWith"/>: who of the school or
/// another service identified it too.
/// </summary>
internal sealed record Barrier(
    long Id,
    string Agency,
    PupilId Pupil,
    Factor Factor,
    byte[] Words,
    string? SeenWith,
    DateOnly RecordedOn,
    DateOnly? SettledOn,
    byte[]? SettledWords
);

/// <summary>Where a leaver goes, as it was known on a day (S200). <paramref name="LeavingYear"/>: the last school year.</summary>
internal sealed record Destination(
    long Id,
    string Agency,
    PupilId Pupil,
    AcademicYear LeavingYear,
    DestinationKind Kind,
    byte[]? Words,
    DateOnly RecordedOn
);

/// <summary>Where a leaver goes. Stored by name.</summary>
[Description("Where a leaver goes.")]
internal enum DestinationKind
{
    [Description("A school's sixth form.")]
    SixthForm,

    [Description("A college.")]
    College,

    [Description("Training.")]
    Training,

    [Description("An apprenticeship.")]
    Apprenticeship,

    [Description("Employment.")]
    Employment,

    [Description("In no education, employment or training.")]
    NotInAny,

    [Description("Not known yet.")]
    NotKnown,
}

/// <summary>What destinations are.</summary>
internal static class DestinationKinds
{
    /// <summary>True for education, employment or training.</summary>
    public static bool IsPlace(this DestinationKind kind) => kind is not (DestinationKind.NotInAny or DestinationKind.NotKnown);
}

[Description("Something that stands between a young person and achievement or progression.")]
[global::GraphQL.Name("Barrier")]
internal sealed record BarrierNode(
    [property: Description("Its id."), Id] string Id,
    [property: Description("What.")] Factor Factor,
    [property: Description("In words; null when the child's texts were erased.")] string? Words,
    [property: Description("Who identified it too.")] string? SeenWith,
    [property: Description("When it was identified.")] DateOnly RecordedOn,
    [property: Description("When it was overcome; null: it stands.")] DateOnly? SettledOn,
    [property: Description("What came of it.")] string? SettledWords
);

[Description("Where a leaver goes.")]
[global::GraphQL.Name("Destination")]
internal sealed record DestinationNode(
    [property: Description("The last school year.")] AcademicYear LeavingYear,
    [property: Description("Where to.")] DestinationKind Kind,
    [property: Description("True for education, employment or training.")] bool IsPlace,
    [property: Description("In words.")] string? Words,
    [property: Description("When it was recorded.")] DateOnly RecordedOn
);

[Description("A barrier as it is recorded.")]
internal sealed record BarrierInput(
    [property: Description("The agreement."), Id] string Agreement,
    [property: Description("The young person's id under the agreement."), Id] string Child,
    [property: Description("What.")] Factor Factor,
    [property: Description("In words, 1 to 1,000 characters."), Personal] string Words,
    [property: Description("Who identified it too: SENCO, learning mentor, locality team; at most 100 characters.")] string? SeenWith = null
);

[Description("A destination as it is recorded.")]
internal sealed record DestinationInput(
    [property: Description("The agreement."), Id] string Agreement,
    [property: Description("The young person's id under the agreement."), Id] string Child,
    [property: Description("The last school year: the present one, or one of the four after it.")] AcademicYear LeavingYear,
    [property: Description("Where to.")] DestinationKind Kind,
    [property: Description("In words, at most 500 characters."), Personal] string? Words = null
);
