using Attendance.SharedKernel.Data;
using Attendance.TestSupport.Storms;
using Xunit;

namespace Attendance.Host.Tests.Registers;

/// <summary>The short forms of experiments that tests/long runs at length. Source: PROMISES section 2.</summary>
[Trait("Row", "S32")]
public sealed class RoadPromiseTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Repeats_have_one_effect(DatabaseProvider provider) =>
        output.WriteLine(await RoadPromises.RepeatsAsync(provider, 60, 1));

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_commit_in_doubt_has_one_effect(DatabaseProvider provider) =>
        output.WriteLine(await RoadPromises.CommitUnknownAsync(provider, 150, 1));

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Corrections_side_by_side_converge(DatabaseProvider provider) =>
        output.WriteLine(await RoadPromises.CorrectionsAsync(provider, 16, 3, 1));

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task What_was_known_at_any_instant_is_what_was_said_then(DatabaseProvider provider) =>
        output.WriteLine(await KnownAtPromise.RunAsync(provider, 40, 1));

    [Fact]
    public async Task Two_activations_of_a_school_make_one_chain() => output.WriteLine(await ActivationRaces.RunAsync(15, 1));

    [Fact]
    public async Task Bad_input_changes_nothing_and_breaks_nothing() => output.WriteLine(await RoadPromises.FuzzAsync(400, 1));
}
