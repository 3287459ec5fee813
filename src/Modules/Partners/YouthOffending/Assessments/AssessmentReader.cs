using System.ComponentModel;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Assessments;

/// <summary>Makes assessments as they are shown: whole to who assesses, and education's part to the school and the case, of another type that has no more.</summary>
internal sealed class AssessmentReader(AssessmentBook book, IPupilTexts texts)
{
    /// <summary>Whole, for who assesses.</summary>
    public async Task<IReadOnlyList<YouthAssessmentNode>> OfAsync(PupilId pupil, CancellationToken cancellation)
    {
        var nodes = new List<YouthAssessmentNode>();
        foreach (var each in await book.ListAsync(pupil, cancellation))
        {
            var words = await texts.OpenAsync(
                each.Pupil,
                [each.Summary, each.Attendance ?? each.Summary, each.Offence ?? each.Summary],
                cancellation
            );
            nodes.Add(
                new YouthAssessmentNode(
                    $"{each.Id}",
                    each.Kind,
                    each.AssessedOn,
                    each.Factors,
                    words[0],
                    each.Attendance is null ? null : words[1],
                    each.Offence is null ? null : words[2]
                )
            );
        }
        return nodes;
    }

    /// <summary>Education's part; an assessment without one is left out.</summary>
    public async Task<IReadOnlyList<YouthEducationFactorsNode>> EducationAsync(PupilId pupil, CancellationToken cancellation)
    {
        var nodes = new List<YouthEducationFactorsNode>();
        foreach (var each in await book.ListAsync(pupil, cancellation))
        {
            var factors = each.Factors.Where(YouthAssessment.OfEducation.Contains).ToList();
            if (factors.Count == 0)
                continue;
            var attendance = each.Attendance is null ? null : (await texts.OpenAsync(each.Pupil, [each.Attendance], cancellation))[0];
            nodes.Add(new YouthEducationFactorsNode(each.AssessedOn, factors, attendance));
        }
        return nodes;
    }
}

/// <summary>Assessments, whole.</summary>
[Extends(typeof(YoungPersonNode))]
internal sealed class YoungPersonAssessments(AssessmentReader reader)
{
    [Description("Assessments of need, the latest first.")]
    [Cost(10)]
    public async Task<IReadOnlyList<YouthAssessmentNode>?> Assessments(YoungPersonNode person, CancellationToken cancellation = default) =>
        person.Opens(YouthWork.Assessments) ? await reader.OfAsync(person.Person.Pupil, cancellation) : null;
}

/// <summary>Education's part of assessments.</summary>
[Extends(typeof(PupilYouthWorkNode))]
internal sealed class PupilYouthAssessments(AssessmentReader reader)
{
    [Description("What assessments of need say of the child's education, the latest first.")]
    [Cost(10)]
    public Task<IReadOnlyList<YouthEducationFactorsNode>> EducationFactors(
        PupilYouthWorkNode work,
        CancellationToken cancellation = default
    ) => reader.EducationAsync(work.Pupil.Key, cancellation);
}

[Description("An assessment of need.")]
[global::GraphQL.Name("YouthAssessment")]
internal sealed record YouthAssessmentNode(
    [property: Description("The assessment's id."), Id] string Id,
    [property: Description("How the young person came.")] YouthReferralKind Kind,
    [property: Description("When it was made.")] DateOnly AssessedOn,
    [property: Description("What may lead the young person to offend or away from school.")] IReadOnlyList<YouthRiskFactor> Factors,
    [property: Description("What was found; null when the young person's texts were erased.")] string? Summary,
    [property: Description("What is known of the attendance.")] string? Attendance,
    [property: Description("The offence.")] string? Offence
);

[Description("What an assessment of need says of a child's education. It has no more.")]
[global::GraphQL.Name("YouthEducationFactors")]
internal sealed record YouthEducationFactorsNode(
    [property: Description("When it was made.")] DateOnly AssessedOn,
    [property: Description("Factors of education.")] IReadOnlyList<YouthRiskFactor> Factors,
    [property: Description("What is known of the attendance.")] string? Attendance
);
