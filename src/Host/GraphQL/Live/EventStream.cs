using System.Text;
using Attendance.Access.Contracts;
using Attendance.Host.GraphQL.Http;
using Attendance.Host.GraphQL.Operations;
using Attendance.SharedKernel.Problems;
using GraphQL;
using Microsoft.Extensions.Options;

namespace Attendance.Host.GraphQL.Live;

/// <summary>
/// GraphQL over server-sent events, "distinct connections": one operation, one answer that lasts (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md).
/// What is wrong with the request comes as an event too.
/// </summary>
internal sealed class EventStream(
    HttpContext context,
    LiveOperation operations,
    RequestReader reader,
    IGraphQLSerializer serializer,
    ICredentials credentials,
    TimeProvider time,
    LiveOptions options
) : IDisposable
{
    /// <summary>The media type that asks for it.</summary>
    public const string MediaType = "text/event-stream";

    private static readonly TimeSpan StillHere = TimeSpan.FromSeconds(12);

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>True when the client asks for events by name.</summary>
    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(range => range.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>Answers until the operation is complete, the client leaves, or the credential ends.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        using var counted = services.GetRequiredService<LiveConnections>().Open(Caller.Of(context));
        if (counted is null)
        {
            await Problem.From("rate-exceeded").ExecuteAsync(context);
            return;
        }
        using var stream = new EventStream(
            context,
            services.GetRequiredService<LiveOperation>(),
            services.GetRequiredService<RequestReader>(),
            services.GetRequiredService<IGraphQLSerializer>(),
            services.GetRequiredService<ICredentials>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<IOptions<GraphQLOptions>>().Value.Live
        );
        await stream.RunAsync(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
    }

    public void Dispose() => _writing.Dispose();

    private async Task RunAsync(CancellationToken stopping)
    {
        GraphQLOperation operation;
        try
        {
            operation = await reader.ReadAsync(context.Request);
        }
        catch (RefusedOperation refused)
        {
            await StartAsync();
            await NextAsync(new ExecutionResult(refused));
            await WriteAsync("event: complete\ndata:\n\n");
            return;
        }
        await StartAsync();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var watching = WatchAsync(ends);
        try
        {
            await operations.RunAsync(
                operation,
                Caller.Of(context),
                Problem.TraceId(context),
                AuditScope.Current?.Purpose,
                async (result, _) =>
                {
                    if (await credentials.JudgeAsync(context) is var state and not CredentialState.Good)
                        await EndAsync(ends, state);
                    else
                        await NextAsync(result);
                },
                ends.Token
            );
            if (!ends.IsCancellationRequested)
                await WriteAsync("event: complete\ndata:\n\n");
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The client left, the credential ended, or the Host stops.
        }
        await ends.CancelAsync();
        await watching;
    }

    private async Task StartAsync()
    {
        context.Response.ContentType = $"{MediaType}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        // The headers go at once: a client of a quiet subscription knows that it is heard.
        await WriteAsync(":\n\n");
    }

    private async Task WatchAsync(CancellationTokenSource ends)
    {
        using var timer = new PeriodicTimer(options.JudgeEvery, time);
        var said = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(ends.Token))
            {
                if (await credentials.JudgeAsync(context) is var state and not CredentialState.Good)
                    await EndAsync(ends, state);
                else if (time.GetElapsedTime(said) >= StillHere)
                {
                    said = time.GetTimestamp();
                    await WriteAsync(":\n\n");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }

    private async Task EndAsync(CancellationTokenSource ends, CredentialState state)
    {
        if (ends.IsCancellationRequested)
            return;
        var refusal =
            state is CredentialState.Expired
                ? new RefusedOperation(AnswerCode.Unauthenticated, "Your session is over: sign in again.")
                : new RefusedOperation(AnswerCode.Forbidden, "Forbidden");
        await NextAsync(new ExecutionResult(refusal));
        await WriteAsync("event: complete\ndata:\n\n");
        await ends.CancelAsync();
    }

    private async Task NextAsync(ExecutionResult result)
    {
        using var bytes = new MemoryStream();
        await serializer.WriteAsync(bytes, result, CancellationToken.None);
        await WriteAsync($"event: next\ndata: {Encoding.UTF8.GetString(bytes.ToArray())}\n\n");
    }

    /// <summary>One event at a time; a reader that does not take it within the time is cut off.</summary>
    private async Task WriteAsync(string text)
    {
        using var late = new CancellationTokenSource(options.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        await _writing.WaitAsync(either.Token);
        try
        {
            await context.Response.WriteAsync(text, either.Token);
            await context.Response.Body.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            context.Abort();
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }
}
