using Attendance.SharedKernel;

namespace Attendance.City.Plan;

/// <summary>Makes a school's children and families, one after the other: the same numbers drawn give the same children.</summary>
internal sealed class ChildMaker(Laestab school, AcademicYear schoolYear, CityRandom random)
{
    private readonly Dictionary<int, int> _serials = [];
    private long _families;

    /// <summary>A new family.</summary>
    public CityFamily Family() =>
        new()
        {
            Id = ((long)school.Value << 20) + ++_families,
            Name = random.Of(Names.Families),
            Propensity = random.Normal(),
        };

    /// <summary>
    /// A new child of a National Curriculum year; 0 is reception. <paramref name="inCareSince"/>: for a child that is looked after for certain; otherwise a few are.
    /// </summary>
    public CityChild Next(int year, CityFamily family, DateOnly? inCareSince = null)
    {
        // Year 1 is five at 31 August: born in the twelve months to 31 August, five years and more before.
        var born = new DateOnly(schoolYear.StartYear - year - 5, 9, 1).AddDays(random.Next(365));
        var sex = random.Chance(0.49) ? 'F' : 'M';
        var intake = (schoolYear.StartYear - year + 100) % 100;
        var serial = _serials[intake] = _serials.GetValueOrDefault(intake) + 1;
        var estab = $"{school.Value}{intake:00}";
        return new CityChild
        {
            Upn = Upn.FromBody($"{estab}{serial:000}")!.Value,
            FormerUpn = random.Chance(0.003) ? Upn.FromBody($"{estab}{serial % 100:00}{Upn.Alphabet[serial / 100]}") : null,
            GivenName = random.Of(sex == 'F' ? Names.Girls : Names.Boys),
            BirthDate = born,
            Sex = sex,
            Family = family,
            LookedAfterFrom =
                inCareSince ?? (random.Chance(0.009) ? new DateOnly(schoolYear.StartYear - 1, 9, 1).AddDays(random.Next(500)) : null),
        };
    }
}
