using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Referrals;
using Attendance.Modules.Tests.Schools;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using MediatR;
using Xunit;

namespace Attendance.Modules.Tests.Casework;

/// <summary>What Schools tells of flags becomes cases, exactly once in effect, however often a fact is told.</summary>
public abstract class FlagJoiningTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const int Monday = 1_464_980;

    private readonly PupilId _child = PupilId.New(TimeProvider.System);

    private ReferenceData _data = null!;
    private long _position;

    public async ValueTask InitializeAsync() => _data = await ReferenceData.StartAsync(provider);

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "S33")]
    public async Task A_fact_told_again_after_a_kill_changes_nothing_and_a_second_flag_joins_the_same_case()
    {
        var opened = new FlagOpened(
            _child.Value,
            "UNAUTH_10_IN_10",
            1,
            Monday,
            FlagSeverity.Action,
            Monday + 20,
            "10 unauthorised half-days."
        );
        var place = await TellAsync(opened);
        // As if the process had died between the handler's commit and the removal of the fact: told again, twice at once.
        await Task.WhenAll(TellAsync(opened, place), TellAsync(opened, place));
        await TellAsync(new FlagOpened(_child.Value, "CONSEC_3", 1, Monday + 10, FlagSeverity.Concern, Monday + 16, "3 days in a row."));

        var file = await OpenAsync();
        Assert.Equal(["case-opened", "flag-joined", "flag-joined"], file.Events.Select(recorded => recorded.Kind));
        Assert.Equal(CaseStage.Waiting, file.Status.Stage);
        // Monday 4 September 2006 and three school days.
        Assert.Equal(new DateOnly(2006, 9, 7), file.Status.Dues[CaseOpened.Allocation].On);
    }

    [Fact]
    public async Task A_concern_alone_opens_nothing_and_one_that_comes_to_ask_for_action_does()
    {
        await TellAsync(new FlagOpened(_child.Value, "MONFRI", 1, Monday, FlagSeverity.Concern, Monday + 9, "3 Mondays."));
        Assert.Null(await FindAsync());
        await TellAsync(new FlagChanged(_child.Value, "MONFRI", 1, Monday, FlagSeverity.Action, Monday + 19, "6 Mondays."));
        Assert.Single((await OpenAsync()).Of<FlagJoined>());
    }

    [Fact]
    public async Task A_correction_that_takes_the_last_flag_away_leaves_a_trace_and_asks_for_a_decision()
    {
        await TellAsync(new FlagOpened(_child.Value, "PA", 1, Monday, FlagSeverity.Action, Monday, "Persistent."));
        await TellAsync(new FlagOpened(_child.Value, "CONSEC_3", 1, Monday, FlagSeverity.Action, Monday, "3 days."));
        await TellAsync(new FlagWithdrawn(_child.Value, "PA", 1, Monday, FlagSeverity.Action, Monday + 40, "Corrected."));
        Assert.DoesNotContain(FlagWithdrawnInCase.Item, (await OpenAsync()).Status.Dues.Keys);
        await TellAsync(new FlagWithdrawn(_child.Value, "CONSEC_3", 1, Monday, FlagSeverity.Action, Monday + 40, "Corrected."));
        var file = await OpenAsync();
        Assert.Contains(FlagWithdrawnInCase.Item, file.Status.Dues.Keys);
        Assert.Equal(2, file.Of<FlagWithdrawnInCase>().Count());
    }

    [Fact]
    public async Task A_closed_case_is_not_opened_again_by_a_flag_that_it_knew_unless_it_got_worse()
    {
        await TellAsync(new FlagOpened(_child.Value, "PA", 1, Monday, FlagSeverity.Action, Monday, "Persistent."));
        var first = (await OpenAsync()).Id;
        await _data
            .Get<CaseBook>()
            .ChangeAsync(
                ReferenceData.Loader,
                first,
                _ => new CaseEvent[] { new CaseClosed(new DateOnly(2006, 9, 4), CaseOutcome.Moved, "Left.", null) },
                cancellation: TestContext.Current.CancellationToken
            );
        await TellAsync(new FlagChanged(_child.Value, "PA", 1, Monday, FlagSeverity.Action, Monday + 5, "Still."));
        Assert.Null(await FindAsync());
        await TellAsync(new FlagOpened(_child.Value, "PA", 1, Monday + 200, FlagSeverity.Action, Monday + 200, "Again."));
        Assert.NotEqual(first, (await OpenAsync()).Id);
    }

    private async Task<FactPlace> TellAsync<T>(T fact, FactPlace? again = null)
        where T : IFact
    {
        var place = again ?? new FactPlace("school/3552007", ++_position, 0);
        var delivery = new Delivery<T>(fact, place, DateTimeOffset.UnixEpoch, _data.Get<IWriter>(), TimeProvider.System);
        await _data.Get<IMediator>().Publish(delivery, TestContext.Current.CancellationToken);
        Assert.Empty(delivery.Failures);
        return place;
    }

    private Task<CaseId?> FindAsync() => _data.Get<CaseLists>().OpenOfAsync(_child, TestContext.Current.CancellationToken);

    private async Task<CaseFile> OpenAsync() =>
        (await _data.Get<CaseReader>().LoadAsync((await FindAsync())!.Value, TestContext.Current.CancellationToken))!;
}

public sealed class FlagJoiningOnSqliteTests() : FlagJoiningTests(DatabaseProvider.Sqlite);

public sealed class FlagJoiningOnPostgresTests() : FlagJoiningTests(DatabaseProvider.Postgres);
