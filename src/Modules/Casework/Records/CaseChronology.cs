using System.ComponentModel;
using Attendance.Casework.Cases;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Casework.Records;

/// <summary>What happened in a case, as the caller may read it.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseChronology(CaseReads reads)
{
    [Description("Everything that happened in the case, the first first. Restricted notes only for those they are for.")]
    [Cost(10)]
    public IReadOnlyList<CaseEntry> Chronology(
        CaseNode node,
        [Description("Only entries with this text, in any case of letters."), Personal] string? text = null
    ) =>
        [
            .. node
                .Folder.Readable.Select(recorded => new CaseEntry(recorded, reads))
                .Where(entry => text is null || entry.Text.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)),
        ];
}

/// <summary>One entry of a chronology.</summary>
[Description("One thing that happened in a case.")]
internal sealed class CaseEntry(RecordedEvent recorded, CaseReads reads)
{
    [Description("Its number in the case, from 1.")]
    public int Number => recorded.Number;

    [Description("When it was recorded.")]
    public DateTimeOffset At => recorded.At;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(recorded.By);

    [Description("What kind of thing, in kebab-case.")]
    public string Kind => recorded.Kind;

    [Description("Who may read it.")]
    public CaseAudience Audience => recorded.Audience;

    [Description("What happened, in plain words.")]
    public string Text => recorded.Event?.Tell() ?? "This entry was erased with the child's key.";
}
