using Attendance.Partners.Directory;

namespace Attendance.Partners.Posts;

/// <summary>Schools with a named person of an agency.</summary>
internal sealed class PostMeasures(SchoolPostBook book, AbsenceFigures absence, ProgrammeBook programmes) : IOutcomeMeasures
{
    private const string Bip = "bip";

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["advisers"] = async (_, cancellation) =>
                OutcomeFigure.Of(
                    "Schools and settings with a named personal adviser",
                    await SchoolsAsync("connexions", cancellation),
                    (await absence.SumAsync(absence.Year)).Schools
                ),
            ["school-officers"] = async (_, cancellation) =>
                OutcomeFigure.Of("Schools with a school-based police officer", await SchoolsAsync("police", cancellation)),
            ["bip-officers"] = async (_, cancellation) =>
            {
                var schools = (await programmes.ListAsync(cancellation)).Single(programme => programme.Id == Bip).Schools;
                var posts = await book.ListAsync("police", null, cancellation);
                return OutcomeFigure.Of(
                    "Schools of the programme with a school-based police officer",
                    posts.Select(post => post.School).Distinct().Count(schools.Contains),
                    schools.Count
                );
            },
        };

    private async Task<int> SchoolsAsync(string agency, CancellationToken cancellation) =>
        (await book.ListAsync(agency, null, cancellation)).Select(post => post.School).Distinct().Count();
}
