namespace Attendance.Lac.Audits;

/// <summary>Where an audit of a child's missed days stands. Stored by name.</summary>
internal enum AuditState
{
    /// <summary>To be done.</summary>
    Open,

    /// <summary>Done: findings and an action plan are agreed and signed. It stays, whatever is corrected later.</summary>
    Signed,

    /// <summary>A correction took its ground away before it was signed, and its owner did not keep it.</summary>
    Reversed,
}
