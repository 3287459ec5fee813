namespace Attendance.Lac.Reports;

/// <summary>The reports that are made once for a period and kept. Stored by name.</summary>
internal enum ReportKind
{
    /// <summary>Each quarter: the children who reached ten missed days.</summary>
    TenDays,

    /// <summary>Each term: every child in care, for its unit and its key worker.</summary>
    Term,
}
