using Attendance.Casework.Allocation;
using Xunit;

namespace Attendance.Modules.Tests.Casework;

/// <summary>Who is proposed as key worker, and why.</summary>
public sealed class RecommenderTests
{
    private static readonly Candidate Plain = new(1, "Plain", false, false, false, false, [], 10, 50, false, false);

    [Fact]
    [Trait("Row", "S97")]
    public void Somebody_known_comes_before_somebody_near_and_somebody_near_before_somebody_who_knows_the_matter()
    {
        var ranked = Recommender.Rank([
            Plain,
            Plain with
            {
                Person = 2,
                Matching = ["housing"],
            },
            Plain with
            {
                Person = 3,
                IsOfTeam = true,
            },
            Plain with
            {
                Person = 4,
                IsNamedOfficer = true,
                IsOfTeam = true,
            },
            Plain with
            {
                Person = 5,
                HoldsSibling = true,
                IsOfTeam = true,
            },
            Plain with
            {
                Person = 6,
                HeldBefore = true,
            },
        ]);
        Assert.Equal([5, 4, 6, 3, 2, 1], ranked.Select(judged => judged.Candidate.Person));
        Assert.Contains("Works with a brother or sister already.", ranked[0].Reasons);
        Assert.Contains("Knows most about housing.", ranked[4].Reasons);
    }

    [Fact]
    [Trait("Row", "S97")]
    public void Nobody_is_proposed_over_capacity_with_a_conflict_or_away_however_near()
    {
        var near = Plain with { IsNamedOfficer = true, HoldsSibling = true };
        var ranked = Recommender.Rank([
            near with
            {
                Person = 2,
                Open = 50,
            },
            near with
            {
                Person = 3,
                HasConflict = true,
            },
            near with
            {
                Person = 4,
                IsAway = true,
            },
            near with
            {
                Person = 5,
                Capacity = 0,
                Open = 0,
            },
            Plain,
        ]);
        Assert.Equal([1], ranked.Where(judged => judged.IsProposed).Select(judged => judged.Candidate.Person));
        Assert.Contains(ranked, judged => judged.Candidate.Person == 2 && judged.Reasons is ["Is full: holds 50 of 50 cases."]);
    }

    [Fact]
    [Trait("Row", "S97")]
    public void The_order_does_not_depend_on_the_order_in_which_candidates_come()
    {
        var candidates = Enumerable
            .Range(1, 40)
            .Select(i =>
                Plain with
                {
                    Person = i,
                    Open = i * 7 % 51,
                    IsOfTeam = i % 3 == 0,
                    IsNamedOfficer = i % 11 == 0,
                    Matching = i % 4 == 0 ? ["family"] : [],
                }
            )
            .ToArray();
        var expected = Recommender.Rank(candidates).Select(judged => judged.Candidate.Person).ToList();
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            random.Shuffle(candidates);
            Assert.Equal(expected, Recommender.Rank(candidates).Select(judged => judged.Candidate.Person));
        }
    }
}
