using System.Globalization;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement;
using Attendance.Casework.Enforcement.Law;
using Attendance.SharedKernel.Time;

namespace Attendance.Casework.Court;

/// <summary>
/// A court pack was made: its version, the instant at which the registers were frozen, what it rests on, and the document. <paramref name="Reissued"/>: made again because a correction touched
/// it. <paramref name="Hash"/>: SHA-256 of the PDF, in hexadecimal.
/// </summary>
[CaseEventKind("court-pack-made")]
internal sealed record CourtPackMade(
    int Matter,
    int Version,
    DateTimeOffset KnownAt,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<EvidenceMark> Evidence,
    IReadOnlyList<PackStatement> Statements,
    long Document,
    string Hash,
    bool Reissued
) : CaseEvent
{
    public override string Tell() =>
        $"Court pack of matter {Matter}, version {Version.ToString(CultureInfo.InvariantCulture)}{(Reissued ? ", reissued after a correction" : "")}: {Evidence.Count} unauthorised half-days from {Guards.Day(From)} to {Guards.Day(To)}.";

    public override CaseStatus Apply(CaseStatus status) =>
        Reissued
            ? status.With(
                Item(Matter),
                DateOnly.FromDateTime(SchoolClock.Local(KnownAt)),
                $"A correction touched the court pack of matter {Matter}: version {Version} replaces it."
            )
            : status.Without(Item(Matter));

    /// <summary>The due item of a pack that was made again by itself: somebody looks at it.</summary>
    public static string Item(int matter) => $"pack/{matter}";
}

/// <summary>A witness statement: whose, and in which words.</summary>
internal sealed record PackStatement(string By, string Words, DateOnly On);
