using System.Collections.Immutable;

namespace Attendance.Casework.Cases;

/// <summary>
/// Where a case stands: what lists show and sort by. Made by its events one after the other (<see cref="CaseEvent.Apply"/>). <paramref name="Worker"/>: the person who holds it;
/// null: waits for allocation. <paramref name="Dues"/>: what is due, by item.
/// </summary>
internal sealed record CaseStatus(CaseStage Stage, long? Worker, DateOnly? ClosedOn, ImmutableSortedDictionary<string, Due> Dues)
{
    /// <summary>Before the first event.</summary>
    public static CaseStatus New { get; } =
        new(CaseStage.Waiting, null, null, ImmutableSortedDictionary.Create<string, Due>(StringComparer.Ordinal));

    /// <summary>Something is due on a day; in place of what was due under the same item.</summary>
    public CaseStatus With(string item, DateOnly on, string sentence) => this with { Dues = Dues.SetItem(item, new Due(on, sentence)) };

    /// <summary>Something is no longer due.</summary>
    public CaseStatus Without(string item) => this with { Dues = Dues.Remove(item) };

    /// <summary>Nothing whose item begins so is due any more ("action/").</summary>
    public CaseStatus WithoutAll(string prefix) =>
        this with
        {
            Dues = Dues.RemoveRange(Dues.Keys.Where(item => item.StartsWith(prefix, StringComparison.Ordinal))),
        };
}

/// <summary>Something due on a day, as a plain sentence without names.</summary>
internal sealed record Due(DateOnly On, string Sentence);

/// <summary>How far a case has come. Stored by name in lower case.</summary>
internal enum CaseStage
{
    /// <summary>Waits for a key worker.</summary>
    Waiting,

    /// <summary>A key worker holds it and finds out.</summary>
    Allocated,

    /// <summary>The circumstances are assessed.</summary>
    Assessed,

    /// <summary>A plan is in force.</summary>
    Planned,

    /// <summary>Closed.</summary>
    Closed,
}
