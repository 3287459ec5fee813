using Attendance.City.Demo;
using Attendance.City.Figures;
using Attendance.City.Plan;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.City;

/// <summary>The demonstration's day: what is posted minute by minute ends at the city's own marks.</summary>
public sealed class DayScriptTests
{
    private static readonly DateOnly Monday = new(2006, 10, 9);
    private readonly CityPlan _city = CityGenerator.Generate(
        FigureFile.Read(new StringReader(string.Join('\n', File.ReadAllLines(FigureFile.Salford2006)[..4])))
    );

    [Fact]
    public void At_the_end_of_the_day_every_mark_is_the_citys_own()
    {
        var last = new Dictionary<(Upn, string, SessionKey), string>();
        foreach (var post in DayScript.Of(_city.Schools, Monday, _city.Seed))
        foreach (var mark in post.Marks)
            last[(mark.Upn, post.School.Laestab.ToString(), post.Session)] = mark.Code;
        var expected = new Dictionary<(Upn, string, SessionKey), string>();
        foreach (var enrolment in _city.Enrolments)
            for (var i = enrolment.FirstSession; i < enrolment.EndSession; i++)
                if (enrolment.School.Sessions[i].Date == Monday)
                    expected[(enrolment.Child.Upn, enrolment.School.Laestab.ToString(), enrolment.School.Sessions[i])] = enrolment
                        .MarkAt(i)!
                        .Value.Text;
        Assert.NotEmpty(expected);
        Assert.Equal(expected, last);
    }

    [Fact]
    public void A_class_left_to_be_taken_by_hand_is_posted_by_nobody_and_the_others_stay_as_they_are()
    {
        var school = _city.Schools[0];
        var left = school.Enrolments[0].Group;
        var children = school.Enrolments.Where(enrolment => enrolment.Group == left).Select(enrolment => enrolment.Child.Upn).ToHashSet();
        var whole = DayScript.Of(_city.Schools, Monday, _city.Seed);
        var posts = DayScript.WithoutClass(whole, school, left);
        Assert.DoesNotContain(posts, post => post.School == school && post.Group == left);
        Assert.DoesNotContain(posts, post => post.School == school && post.Marks.Any(mark => children.Contains(mark.Upn)));
        Assert.All(posts, post => Assert.NotEmpty(post.Marks));
        Assert.Equal(
            whole.Sum(post => post.Marks.Count(mark => post.School != school || !children.Contains(mark.Upn))),
            posts.Sum(post => post.Marks.Count)
        );
    }

    [Fact]
    public void A_correction_comes_after_its_register_and_gives_a_reason()
    {
        var marked = new HashSet<(Upn, SessionKey)>();
        var corrections = 0;
        var before = TimeOnly.MinValue;
        foreach (var post in DayScript.Of(_city.Schools, Monday, _city.Seed))
        {
            Assert.True(post.At >= before);
            before = post.At;
            foreach (var mark in post.Marks)
            {
                Assert.Equal(post.Group is null, mark.Reason is not null);
                Assert.Equal(post.Group is not null, marked.Add((mark.Upn, post.Session)));
                corrections += mark.Reason is null ? 0 : 1;
            }
        }
        Assert.True(corrections > 0);
    }

    [Fact]
    public void Every_submission_has_an_id_of_its_own_that_is_the_same_on_every_run()
    {
        var first = DayScript.Of(_city.Schools, Monday, _city.Seed).Select(post => post.SubmissionId).ToList();
        Assert.Equal(first.Count, first.Distinct().Count());
        Assert.Equal(first, DayScript.Of(_city.Schools, Monday, _city.Seed).Select(post => post.SubmissionId));
    }
}
