using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.Directory;

/// <summary>
/// A programme, a stream of money or an initiative. <paramref name="FundedBy"/>: the programme whose money pays for it; <paramref name="Areas"/>: neighbourhoods, in words;
/// <paramref name="Until"/>: the last day; <paramref name="Line"/>: the line of the strategy that names it; <paramref name="Money"/>: what it was given, in pounds; null: not said.
/// </summary>
internal sealed record Programme(
    string Id,
    string Name,
    ProgrammeKind Kind,
    string About,
    string? FundedBy,
    string? LeadAgency,
    string Areas,
    DateOnly? From,
    DateOnly? Until,
    int? Line,
    IReadOnlyList<Laestab> Schools,
    int? Money = null
);

/// <summary>What a programme is. Stored by name.</summary>
[Description("What a programme is.")]
internal enum ProgrammeKind
{
    [Description("A stream of money.")]
    Funding,

    [Description("A programme of work.")]
    Programme,

    [Description("An initiative of a community, a school or an agency.")]
    Initiative,
}
