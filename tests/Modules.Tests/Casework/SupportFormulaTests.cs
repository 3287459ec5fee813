using Attendance.Casework.SchoolHours;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Casework;

/// <summary>How hours of support are divided among schools.</summary>
public sealed class SupportFormulaTests
{
    private static readonly Laestab A = Laestab.From(3552001);
    private static readonly Laestab B = Laestab.From(3552002);
    private static readonly Laestab C = Laestab.From(3552003);

    [Fact]
    [Trait("Row", "S122")]
    public void Hours_follow_the_shares_and_add_up_to_the_half_hour()
    {
        // Of 10 hours, 20% by roll (1:1:2), 40% by absence (3:1:0), 40% by need (0:0:1): 0.5 + 3 + 0; 0.5 + 1 + 0; 1 + 0 + 4.
        var divided = SupportFormula.Divide([new(A, 100, 300, 0), new(B, 100, 100, 0), new(C, 200, 0, 5)], 10, SupportWeights.Usual);
        Assert.Equal((7, 3, 10), (divided[A], divided[B], divided[C]));
        // Thirds of an hour leave remainders: the smaller number first.
        var thirds = SupportFormula.Divide([new(C, 1, 0, 0), new(B, 1, 0, 0), new(A, 1, 0, 0)], 1, SupportWeights.Usual);
        Assert.Equal((1, 1, 0), (thirds[A], thirds[B], thirds[C]));
        // Nobody on any roll: evenly.
        var none = SupportFormula.Divide([new(A, 0, 0, 0), new(B, 0, 0, 0)], 3, SupportWeights.Usual);
        Assert.Equal((3, 3), (none[A], none[B]));
    }
}
