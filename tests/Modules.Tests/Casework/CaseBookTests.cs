using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Modules.Tests.Schools;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using Xunit;

namespace Attendance.Modules.Tests.Casework;

/// <summary>A case is what happened in it: one open case for a child, whoever asks at the same time, and nothing can be edited away.</summary>
public abstract class CaseBookTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Caller Job = Caller.System("test");

    private readonly PupilId _child = PupilId.New(TimeProvider.System);

    private ReferenceData _data = null!;

    public async ValueTask InitializeAsync() => _data = await ReferenceData.StartAsync(provider);

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "S78")]
    public async Task A_child_has_one_open_case_whoever_opens_it_and_its_events_cannot_be_edited_away()
    {
        var opened = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    _data
                        .Get<IWriter>()
                        .Run(
                            transaction => _data.Get<CaseBook>().FindOrOpenAsync(transaction, Job, _child),
                            TestContext.Current.CancellationToken
                        )
                )
        );
        var id = Assert.Single(opened.Select(found => found.Id).Distinct());
        Assert.Single(opened, found => found.Opened);
        var file = await LoadAsync(id);
        var recorded = Assert.Single(file.Events);
        Assert.IsType<CaseOpened>(recorded.Event);
        Assert.Equal(Job.Name, recorded.By);

        await Assert.ThrowsAnyAsync<DbException>(() => RunAsync("update casework_case_event set recorded_by = 'somebody else'"));
        await Assert.ThrowsAnyAsync<DbException>(() => RunAsync("delete from casework_case_event"));
        Assert.Equal(file.Events, (await LoadAsync(id)).Events);
    }

    private async Task<CaseFile> LoadAsync(CaseId id) =>
        (await _data.Get<CaseReader>().LoadAsync(id, TestContext.Current.CancellationToken))!;

    private Task<int> RunAsync(string sql) =>
        _data.Get<IWriter>().Run(transaction => transaction.Connection!.ExecuteAsync(sql, transaction: transaction));
}

public sealed class CaseBookOnSqliteTests() : CaseBookTests(DatabaseProvider.Sqlite);

public sealed class CaseBookOnPostgresTests() : CaseBookTests(DatabaseProvider.Postgres);
