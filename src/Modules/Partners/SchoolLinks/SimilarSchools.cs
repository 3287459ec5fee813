using System.ComponentModel;
using System.Globalization;
using Attendance.Partners.ConcernSchools;
using Attendance.Partners.Effects;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.SchoolLinks;

/// <summary>
/// Schools that are alike: of the same phase, and near in size, in absence and in the share of children who are persistently absent. The distance is the sum of its parts, each of which is shown: one for every ten per cent of
/// difference in roll (of the larger), one for every point of absence, one for every five points of persistent absence. Ours. Pure.
/// </summary>
internal static class SimilarSchools
{
    private const decimal RollStep = 10m;
    private const decimal AbsenceStep = 1m;
    private const decimal PersistentStep = 5m;

    /// <summary>The nearest first; schools without marks or roll are left out, and so is the school itself. Empty when it has none itself.</summary>
    public static IReadOnlyList<SimilarSchool> Of(
        Laestab school,
        IReadOnlyCollection<(SchoolInput School, SchoolPicture Picture)> all,
        int count
    )
    {
        var own = all.FirstOrDefault(each => each.School.School == school);
        if (own.School is null || !IsKnown(own))
            return [];
        return
        [
            .. all.Where(each => each.School.School != school && each.School.Phase == own.School.Phase && IsKnown(each))
                .Select(each => new SimilarSchool(each.School.School, each.School.Name, Parts(own, each)))
                .OrderBy(each => each.Distance)
                .ThenBy(each => each.School.Value)
                .Take(count),
        ];
    }

    private static bool IsKnown((SchoolInput School, SchoolPicture Picture) each) =>
        each.School.Roll >= Effect.Fewest && each.Picture.Year.Possible > 0;

    private static IReadOnlyList<DistancePart> Parts(
        (SchoolInput School, SchoolPicture Picture) own,
        (SchoolInput School, SchoolPicture Picture) other
    ) =>
        [
            new DistancePart(
                DistanceKind.Roll,
                Rounded(100m * Math.Abs(own.School.Roll - other.School.Roll) / Math.Max(own.School.Roll, other.School.Roll) / RollStep),
                $"{own.School.Roll}",
                $"{other.School.Roll}"
            ),
            Part(DistanceKind.Absence, Absence(own.Picture), Absence(other.Picture), AbsenceStep),
            Part(DistanceKind.Persistent, Persistent(own.Picture), Persistent(other.Picture), PersistentStep),
        ];

    private static DistancePart Part(DistanceKind kind, decimal own, decimal other, decimal step) =>
        new(kind, Rounded(Math.Abs(own - other) / step), Percent(own), Percent(other));

    private static decimal Absence(SchoolPicture picture) => 100m - picture.Year.Percent!.Value;

    private static decimal Persistent(SchoolPicture picture) => picture.Children == 0 ? 0 : 100m * picture.Persistent / picture.Children;

    private static decimal Rounded(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    private static string Percent(decimal value) => value.ToString("0.0'%'", CultureInfo.InvariantCulture);
}

[Description("A school that is like another, with the parts of its distance.")]
internal sealed record SimilarSchool(
    [property: Description("The school.")] Laestab School,
    [property: Description("Its name.")] string Name,
    [property: Description("The parts of the distance.")] IReadOnlyList<DistancePart> Parts
)
{
    [Description("How far the two are apart: the sum of the parts. 0: alike.")]
    public decimal Distance => Parts.Sum(part => part.Distance);
}

[Description("A part of the distance of two schools.")]
internal sealed record DistancePart(
    [property: Description("What is compared.")] DistanceKind Kind,
    [property: Description("What it adds to the distance.")] decimal Distance,
    [property: Description("The school's own value.")] string Own,
    [property: Description("The other's.")] string Other
);

/// <summary>What is compared. Stored by name.</summary>
[Description("What is compared of two schools.")]
internal enum DistanceKind
{
    [Description("Children on roll: one for every ten per cent of difference, of the larger roll.")]
    Roll,

    [Description("Absence of the school year: one for every percentage point.")]
    Absence,

    [Description("Share of persistently absent children: one for every five percentage points.")]
    Persistent,
}
