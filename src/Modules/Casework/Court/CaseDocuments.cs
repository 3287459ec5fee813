using System.ComponentModel;
using Attendance.Casework.Cases;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Casework.Court;

/// <summary>Documents of a case.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseDocuments(CaseReads reads)
{
    [Description("Court packs, the newest first.")]
    [Cost(1)]
    public IReadOnlyList<CourtPackNode> CourtPacks(CaseNode node) =>
        [
            .. node
                .Folder.File.Recorded<CourtPackMade>()
                .Reverse()
                .Select(pack => new CourtPackNode(
                    pack.Recorded,
                    pack.Event,
                    node.Folder.File.Of<CourtPackMade>()
                        .Any(other => other.Matter == pack.Event.Matter && other.Version > pack.Event.Version),
                    ReadDocument.Link(node.Folder.File.Id, pack.Event.Document),
                    reads
                )),
        ];
}

/// <summary>A court pack in the GraphQL schema.</summary>
[Description("A court pack: a PDF frozen at an instant.")]
[GraphQL.Name("CourtPack")]
internal sealed class CourtPackNode(RecordedEvent recorded, CourtPackMade pack, bool replaced, string link, CaseReads reads)
{
    [Description("The matter's number.")]
    public int Matter => pack.Matter;

    [Description("From 1.")]
    public int Version => pack.Version;

    [Description("The instant at which the registers were frozen.")]
    public DateTimeOffset KnownAt => pack.KnownAt;

    [Description("The first day of the period.")]
    public DateOnly From => pack.From;

    [Description("The last day of the period.")]
    public DateOnly To => pack.To;

    [Description("Unauthorised half-days in the certificate.")]
    public int HalfDays => pack.Evidence.Count;

    [Description("True when a correction made it.")]
    public bool Reissued => pack.Reissued;

    [Description("True when a later version replaces it.")]
    public bool Replaced => replaced;

    [Description("SHA-256 of the PDF, in hexadecimal.")]
    public string Hash => pack.Hash;

    [Description("Where the PDF is.")]
    public string Link => link;

    [Description("Who made it.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(recorded.By);
}
