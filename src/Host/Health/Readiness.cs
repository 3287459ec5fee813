using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attendance.Host.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it also has its database, its silo, and whatever a module registered as a health
/// check with the tag "ready" (recovery, for one). Both are anonymous and tell nothing but a word.
/// </summary>
internal static class Readiness
{
    /// <summary>The tag of the checks that <c>/health/ready</c> asks.</summary>
    public const string Tag = "ready";

    public static void AddReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [Tag]).AddCheck<SiloCheck>("silo", tags: [Tag]);
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Tag) }).AllowAnonymous();
    }
}

internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteScalarAsync<int>(new CommandDefinition("select 1", cancellationToken: cancellationToken));
        return HealthCheckResult.Healthy();
    }
}

internal sealed class SiloCheck(ISiloStatusOracle silo) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            silo.CurrentStatus is SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{silo.CurrentStatus}")
        );
}
