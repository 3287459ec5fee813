namespace Attendance.Schools.Contracts;

/// <summary>How much a flag asks for. Work queues show concern and up.</summary>
public enum FlagSeverity : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Worth knowing; nobody's queue.</summary>
    Notice = 1,

    /// <summary>Someone should look.</summary>
    Concern = 2,

    /// <summary>Someone must act.</summary>
    Action = 3,
}
