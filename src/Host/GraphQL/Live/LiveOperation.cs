using System.Threading.Channels;
using Attendance.Access.Contracts;
using Attendance.Host.GraphQL.Http;
using Attendance.Host.GraphQL.Operations;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;

namespace Attendance.Host.GraphQL.Live;

/// <summary>
/// Runs one operation of a long connection: a subscription event by event, anything else once. Each answer is recorded in the audit before it is sent; a child
/// that a subscription shows again is recorded again in another second.
/// </summary>
internal sealed class LiveOperation(
    OperationRunner runner,
    IServiceScopeFactory scopes,
    IAuditTrail audit,
    TimeProvider time,
    IOptions<GraphQLOptions> options,
    ILogger<LiveOperation> log
)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private long _begun;

    /// <summary>Operations begun on this Host since it started: each has its answer, or hears of whatever comes from now on.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>
    /// Completes when the operation has. <paramref name="send"/> gets each answer, and whether it refuses the operation as a whole; it must have sent it
    /// when it returns.
    /// </summary>
    public async Task<LiveEnd> RunAsync(
        GraphQLOperation operation,
        Caller caller,
        string traceId,
        string? purpose,
        Func<ExecutionResult, bool, Task> send,
        CancellationToken cancellation
    )
    {
        var scope = AuditScope.Begin(caller, traceId, purpose);
        await using var services = scopes.CreateAsyncScope();
        using var pace = new SubscriptionPace(options.Value.Live.MaxPending);
        var result = await runner.RunAsync(operation, caller, services.ServiceProvider, traceId, cancellation, pace);
        Interlocked.Increment(ref _begun);
        scope.Operation = GraphQLEndpoint.OperationName(result);
        if (result.Streams is not { Count: > 0 } streams)
        {
            var recorded = await RecordAsync(scope);
            var refused = !recorded || !result.Executed || result.Operation?.Operation is OperationType.Subscription;
            await send(recorded ? result : Unavailable(), refused);
            return refused ? LiveEnd.Refused : LiveEnd.Complete;
        }
        // The pace bounds what is in it.
        var events = Channel.CreateUnbounded<ExecutionResult>(new UnboundedChannelOptions { SingleReader = true });
        using var subscribed = streams.Values.Single().Subscribe(new Into(events.Writer));
        try
        {
            return await SendAllAsync(events.Reader, scope, pace, send, cancellation);
        }
        catch (ExecutionError refusal)
        {
            // The source ended with a word to its reader: nothing more to see, or too far behind.
            await send(new ExecutionResult(refusal), true);
            return refusal.Code == AnswerCode.Forbidden ? LiveEnd.Revoked : LiveEnd.Refused;
        }
    }

    private async Task<LiveEnd> SendAllAsync(
        ChannelReader<ExecutionResult> events,
        AuditScope scope,
        SubscriptionPace pace,
        Func<ExecutionResult, bool, Task> send,
        CancellationToken cancellation
    )
    {
        var second = time.GetTimestamp();
        await foreach (var next in events.ReadAllAsync(cancellation))
        {
            if (!await RecordAsync(scope))
            {
                await send(Unavailable(), true);
                return LiveEnd.Refused;
            }
            if (time.GetElapsedTime(second) >= Second)
            {
                scope.StartOver();
                second = time.GetTimestamp();
            }
            await send(next, false);
            pace.Give();
        }
        return LiveEnd.Complete;
    }

    private async Task<bool> RecordAsync(AuditScope scope)
    {
        try
        {
            await audit.WriteAsync(scope);
            return true;
        }
#pragma warning disable CA1031 // Whatever keeps the audit from being written keeps the data in.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "The audit of request {TraceId} could not be written", scope.RequestId);
            return false;
        }
    }

    private static ExecutionResult Unavailable() =>
        new(new RefusedOperation(AnswerCode.Unavailable, "Not available now: try again.", StatusCodes.Status503ServiceUnavailable));

    private sealed class Into(ChannelWriter<ExecutionResult> events) : IObserver<ExecutionResult>
    {
        public void OnNext(ExecutionResult value) => events.TryWrite(value);

        public void OnError(Exception error) => events.TryComplete(error);

        public void OnCompleted() => events.TryComplete();
    }
}

/// <summary>How an operation of a long connection ended.</summary>
internal enum LiveEnd
{
    /// <summary>It answered all there was.</summary>
    Complete,

    /// <summary>It was refused or broke off; the last answer says why.</summary>
    Refused,

    /// <summary>What the caller was allowed when it began is allowed no more.</summary>
    Revoked,
}
