namespace Attendance.Lac.Members;

/// <summary>Where the members' report of a quarter stands. Stored by name.</summary>
internal enum MemberReportState
{
    /// <summary>Made at the end of the quarter; the team has not said anything yet.</summary>
    Draft,

    /// <summary>The team has handed it over for release.</summary>
    Submitted,

    /// <summary>A second person has released it: elected members read it, and it stands.</summary>
    Released,
}
