using System.Collections.Concurrent;

namespace Attendance.Partners.Directory;

/// <summary>A row whose figures are asked for in an answer.</summary>
internal sealed record AskedRow(Responsibility Source, AnswerReads Reads)
{
    /// <summary>Its number in the checklist.</summary>
    public string Row => Source.Row;

    /// <summary>The agency, by its short name.</summary>
    public string Agency => Source.Agency;

    /// <summary>See <see cref="AnswerReads.OnceAsync"/>: what does not depend on the agency.</summary>
    public Task<T> OnceAsync<T>(Func<Task<T>> read, string of = "") => Reads.OnceAsync(of, read);

    /// <summary>The same, of the row's agency.</summary>
    public Task<T> OnceOfAgencyAsync<T>(Func<Task<T>> read) => Reads.OnceAsync(Agency, read);
}

/// <summary>What was read for the figures of one answer: many figures count the same rows, which are read once for all of them.</summary>
internal sealed class AnswerReads
{
    private readonly ConcurrentDictionary<(Type What, string Of), Lazy<Task>> _reads = new();

    /// <summary>What <paramref name="read"/> answers, read when it is first asked for. A type of result is read in one way only, or in several that <paramref name="of"/> tells apart.</summary>
    public async Task<T> OnceAsync<T>(string of, Func<Task<T>> read) =>
        await (Task<T>)_reads.GetOrAdd((typeof(T), of), _ => new Lazy<Task>(read)).Value;
}
