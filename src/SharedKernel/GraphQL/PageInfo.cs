using System.ComponentModel;

namespace Attendance.SharedKernel.GraphQL;

/// <summary>Where a page of a connection ends (Relay cursor connections, forward only).</summary>
[Description("Where a page of a connection ends.")]
public sealed record PageInfo(
    [property: Description("True when there are more after this page.")] bool HasNextPage,
    [property: Description("The cursor of the first edge; null on an empty page.")] string? StartCursor,
    [property: Description("The cursor of the last edge, to be sent as `after` for the next page; null on an empty page.")]
        string? EndCursor
);
