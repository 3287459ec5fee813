using System.Collections.Concurrent;
using Attendance.Access.Contracts;
using Attendance.Access.Policy;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Access.Audit;

/// <summary>
/// Appends records to this writer's chain. Requests that come while one transaction runs share the next. On SQLite every process appends to one chain, because
/// the file has one writer at a time; on PostgreSQL every process has a chain of its own.
/// </summary>
internal sealed class AuditTrail(
    [FromKeyedServices(DataRegistration.Audit)] IWriter writer,
    Database database,
    TimeProvider time,
    IServiceProvider services,
    Checkpoints checkpoints
) : IAuditTrail, IDisposable
{
    /// <summary>Records after which the heads are signed.</summary>
    public const int CheckpointEvery = 1_000;

    private const int LargestBatch = 500;

    private readonly string _writer = database.IsSqlite ? "file" : Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    private readonly ConcurrentQueue<Waiting> _queue = new();
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task WriteAsync(AuditScope scope)
    {
        var records = new List<AuditRecord>();
        var fresh = scope.TakeUnwritten();
        if (fresh.IsEmpty)
            return;
        var policy = services.GetRequiredService<PolicyService>();
        var roles = string.Join(',', await policy.RolesOfAsync(scope.Caller, CancellationToken.None));
        // A child who is open by emergency access has a record of its own, which says so, even when it could be seen otherwise too.
        var emergencies = await policy.EmergenciesAsync(scope.Caller, CancellationToken.None);
        var plain = fresh.Children.Where(child => !emergencies.Contains(child)).ToList();
        if (plain.Count > 0 || fresh.Resources.Count > 0)
            records.Add(New(scope, roles, scope.Operation, string.Join(',', fresh.Resources), "read", plain, detail: null));
        foreach (var child in fresh.Children.Where(emergencies.Contains))
        foreach (var emergency in emergencies[child])
            records.Add(New(scope, roles, scope.Operation, "", "read", [child], $"{AuditRecord.Emergency}{emergency}"));
        foreach (var denied in fresh.Denied)
            records.Add(
                New(
                    scope,
                    roles,
                    denied.Action.ToString(),
                    AuditScope.Name(denied.Resource),
                    "denied",
                    denied.Resource.Kind is GrantTargetKind.Pupil && denied.Resource.Id > 0 ? [denied.Resource.Id] : [],
                    fresh.Beyond > 0 ? $"{scope.Operation}; {fresh.Beyond} more" : scope.Operation
                )
            );
        await AppendAsync(records);
    }

    public Task ChangingAsync(Caller who, string action, string resource, string? detail, CancellationToken cancellation = default) =>
        ChangingAsync(who, action, resource, [], detail, cancellation);

    public Task ChangingAsync(Caller who, string action, PupilId child, string? detail, CancellationToken cancellation = default) =>
        ChangingAsync(who, action, "", [child.Value], detail, cancellation);

    public Task RunningAsync(string verb, bool changes, string detail, CancellationToken cancellation = default) =>
        AppendAsync([
            new AuditRecord(
                Now,
                "",
                "command line",
                nameof(CallerKind.System),
                verb,
                AuditScope.Name(GrantTarget.All),
                changes ? "changed" : "read",
                null,
                [],
                detail
            ),
        ]);

    public void Dispose() => _gate.Dispose();

    /// <summary>Whole milliseconds, as both databases give back.</summary>
    internal DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow();
            return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }
    }

    private async Task ChangingAsync(
        Caller who,
        string action,
        string resource,
        IReadOnlyList<long> children,
        string? detail,
        CancellationToken cancellation
    )
    {
        var scope = AuditScope.Current;
        var roles = string.Join(',', await services.GetRequiredService<PolicyService>().RolesOfAsync(who, cancellation));
        await AppendAsync([
            new AuditRecord(Now, scope?.RequestId ?? "", who.Name, roles, action, resource, "changed", scope?.Purpose, children, detail),
        ]);
    }

    private AuditRecord New(
        AuditScope scope,
        string roles,
        string action,
        string resource,
        string outcome,
        IReadOnlyList<long> children,
        string? detail
    ) => new(Now, scope.RequestId, scope.Caller.Name, roles, action, resource, outcome, scope.Purpose, children, detail);

    /// <summary>Appends and returns when the records are durable.</summary>
    internal async Task AppendAsync(IReadOnlyList<AuditRecord> records)
    {
        var waiting = new Waiting(records);
        _queue.Enqueue(waiting);
        await _gate.WaitAsync();
        try
        {
            // Whoever held the gate before may have written these too; a batch may end before it reaches them.
            while (!waiting.Done.Task.IsCompleted)
                await DrainAsync();
        }
        finally
        {
            _gate.Release();
        }
        await waiting.Done.Task;
    }

    private async Task DrainAsync()
    {
        var batch = new List<Waiting>();
        var count = 0;
        while (count < LargestBatch && _queue.TryDequeue(out var waiting))
        {
            batch.Add(waiting);
            count += waiting.Records.Count;
        }
        try
        {
            await writer.Run(async transaction =>
            {
                var head = await transaction.Connection!.QuerySingleOrDefaultAsync<AuditHead>(
                    "select writer, seq, hash from audit_record where writer = @writer order by seq desc limit 1",
                    new { writer = _writer },
                    transaction
                );
                var (seq, hash) = head is null ? (0L, AuditRecord.Start) : (head.Seq, head.Hash);
                var from = seq;
                foreach (var record in batch.SelectMany(waiting => waiting.Records))
                {
                    seq++;
                    var previous = hash;
                    hash = record.Hash(previous, _writer, seq);
                    await AuditRows.InsertAsync(transaction, _writer, seq, record, previous, hash);
                }
                if (seq / CheckpointEvery > from / CheckpointEvery)
                    await checkpoints.MakeAsync(transaction);
            });
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to each of those who wait.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var waiting in batch)
                waiting.Done.TrySetException(new AuditUnavailableException(exception));
            return;
        }
        foreach (var waiting in batch)
            waiting.Done.TrySetResult();
    }

    private sealed record Waiting(IReadOnlyList<AuditRecord> Records)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
