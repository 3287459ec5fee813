using GraphQL.DataLoader;

namespace Attendance.SharedKernel.GraphQL;

/// <summary>What is made of a loaded value before it becomes a field.</summary>
public static class LoaderResults
{
    /// <summary>Goes on from a loaded value, once it is there.</summary>
    public static IDataLoaderResult<TNext> Then<T, TNext>(this IDataLoaderResult<T> result, Func<T, CancellationToken, Task<TNext>> next) =>
        new Continued<T, TNext>(result, next);

    /// <summary>Goes on from a loaded value without waiting for anything else.</summary>
    public static IDataLoaderResult<TNext> Then<T, TNext>(this IDataLoaderResult<T> result, Func<T, TNext> next) =>
        new Continued<T, TNext>(result, (value, _) => Task.FromResult(next(value)));

    private sealed class Continued<T, TNext>(IDataLoaderResult<T> result, Func<T, CancellationToken, Task<TNext>> next)
        : IDataLoaderResult<TNext>
    {
        public async Task<TNext> GetResultAsync(CancellationToken cancellationToken = default) =>
            await next(await result.GetResultAsync(cancellationToken), cancellationToken);

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) =>
            await GetResultAsync(cancellationToken);
    }
}
