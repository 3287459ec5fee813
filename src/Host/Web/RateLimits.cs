using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Problems;

namespace Attendance.Host.Web;

/// <summary>Keeps a bucket for each key, person and, for those without a credential, address; and one more for those who try secrets.</summary>
internal sealed class RateLimits : IDisposable
{
    private static readonly string[] Secrets = ["/sign-in", "/reset", "/invitation", "/connect"];

    private readonly RequestDelegate _next;
    private readonly PartitionedRateLimiter<HttpContext> _callers;
    private readonly PartitionedRateLimiter<HttpContext> _guessers;

    public RateLimits(RequestDelegate next, IConfiguration configuration)
    {
        _next = next;
        var options = configuration.GetSection("RateLimits").Get<RateLimitOptions>() ?? new RateLimitOptions();
        Func<string, TokenBucketRateLimiterOptions> client = _ => Bucket(options.ClientPerSecond, options.ClientBurst);
        Func<string, TokenBucketRateLimiterOptions> person = _ => Bucket(options.PersonPerSecond, options.PersonBurst);
        Func<string, TokenBucketRateLimiterOptions> stranger = _ => Bucket(options.StrangerPerSecond, options.StrangerBurst);
        _callers = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Features.Get<Caller>() switch
            {
                null => RateLimitPartition.GetTokenBucketLimiter(Address(context), stranger),
                { Kind: CallerKind.Person } caller => RateLimitPartition.GetTokenBucketLimiter(caller.Name, person),
                var caller => RateLimitPartition.GetTokenBucketLimiter(caller.Name, client),
            }
        );
        Func<string, TokenBucketRateLimiterOptions> guesser = _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.SecretsPerMinute,
            TokensPerPeriod = Math.Max(1, options.SecretsPerMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        };
        _guessers = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(Address(context), guesser)
        );
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            await _next(context);
            return;
        }
        using var lease = _callers.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            await RefuseAsync(context, lease);
            return;
        }
        if (
            HttpMethods.IsPost(context.Request.Method)
            && Array.Exists(Secrets, secret => path.StartsWithSegments(secret, StringComparison.OrdinalIgnoreCase))
        )
        {
            using var guess = _guessers.AttemptAcquire(context);
            if (!guess.IsAcquired)
            {
                await RefuseAsync(context, guess);
                return;
            }
        }
        await _next(context);
    }

    public void Dispose()
    {
        _callers.Dispose();
        _guessers.Dispose();
    }

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) =>
        new()
        {
            TokenLimit = burst,
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        };

    private static Task RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.Zero;
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString();
        return Problem.From("rate-exceeded").ExecuteAsync(context);
    }

    /// <summary>An IPv6 network of 64 bits is one household or site.</summary>
    private static string Address(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? $"from/{Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))}"
            : $"from/{address}";
    }
}
