using Attendance.City.Figures;

namespace Attendance.City.Plan;

/// <summary>Makes a city from published rows. Pure: the same rows and seed give the same city.</summary>
internal static class CityGenerator
{
    /// <summary>The seed used when none is given.</summary>
    public const int UsualSeed = 2007;

    /// <summary>
    /// All schools of the file, which must be of one school year. A row for which no year of marks exists is refused by name and the others go on.
    /// </summary>
    public static CityPlan Generate(FigureFile file, int seed = UsualSeed)
    {
        var refused = new List<RefusedRow>(file.Refused);
        var schools = new List<CitySchool>();
        foreach (var row in file.Rows)
        {
            if (row.Year != file.Rows[0].Year)
                refused.Add(new RefusedRow(0, row.School.ToString(), $"is of {row.Year}, the file's first row of {file.Rows[0].Year}"));
            else if (new SchoolBuilder(row, schools.Count, seed).Build() is { } school)
                schools.Add(school);
            else
                refused.Add(new RefusedRow(0, row.School.ToString(), "no year of marks adds up to it"));
        }
        Links.Movers(schools);
        Links.Duals(schools);
        foreach (var enrolment in schools.SelectMany(school => school.Enrolments))
            new MarkPlacement(enrolment, seed).Write();
        return new CityPlan(file.Rows.Count == 0 ? default : file.Rows[0].Year, seed, schools, refused);
    }
}
