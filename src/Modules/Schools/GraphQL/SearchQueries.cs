using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Schools.GraphQL;

/// <summary>One box for everything that has a name.</summary>
[QueryRoot]
internal sealed class SearchQueries(IPolicy policy, PupilSearch search, SchoolFigures figures)
{
    private const int MostSchools = 20;

    [Description(
        "Children by the beginning of a name or a whole UPN, and schools by a part of the name or the number, in the caller's scope."
    )]
    [Cost(20)]
    public async Task<SearchAnswer> Search(
        Caller caller,
        [Description("What to look for, 1 to 100 characters. Personal data: send it by POST only."), Personal] string text,
        [Description("How many children, 0 to 100. Must be given.")] int first,
        [Description("The cursor after which the page of children begins.")] string? after = null,
        CancellationToken cancellation = default
    )
    {
        var criteria = new PupilFilter(Text: text).ToCriteria();
        var pupils = await PupilConnection.ReadAsync(policy, search, criteria, caller, PupilOrder.Name, first, after, cancellation);
        var word = text.Trim();
        var schools = await figures.SchoolsAsync(
            await policy.VisibleSchoolsAsync(caller, Act.ReadSchool, "school_id", cancellation),
            cancellation
        );
        return new SearchAnswer(
            pupils,
            [
                .. schools
                    .Where(school =>
                        school.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
                        || school.Laestab.ToString().StartsWith(word, StringComparison.Ordinal)
                    )
                    .Take(MostSchools),
            ]
        );
    }
}

[Description("What a search found.")]
internal sealed record SearchAnswer(
    [property: Description("Children, by name.")] PupilConnection Pupils,
    [property: Description("Schools, by number, at most 20.")] IReadOnlyList<SchoolNode> Schools
);
