using System.ComponentModel;
using Attendance.SharedKernel;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.Contracts;

/// <summary>
/// A child in the GraphQL schema: who it is. What is known of the child's attendance, and what higher modules know, are fields that extend this type.
/// Made only for a caller in whose scope the child is.
/// </summary>
[Description("A child on a school's roll.")]
[Name("Pupil")]
public sealed class PupilNode
{
    /// <summary>The child's identity in this system.</summary>
    [Ignore]
    public required PupilId Key { get; init; }

    /// <summary>The past that was asked about.</summary>
    [Ignore]
    public Moment Moment { get; init; }

    [Id]
    [Name("id")]
    [Description("The child's identity in this system. It stays when the UPN changes.")]
    public string GraphId => Key.ToString();

    [Description("The child's present unique pupil number.")]
    public required Upn Upn { get; init; }

    [Description("Given name.")]
    public required string GivenName { get; init; }

    [Description("Family name.")]
    public required string FamilyName { get; init; }

    [Description("Date of birth.")]
    public required DateOnly BirthDate { get; init; }

    [Description("F, M or U (not known).")]
    public required string Sex { get; init; }
}
