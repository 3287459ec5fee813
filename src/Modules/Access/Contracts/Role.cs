namespace Attendance.Access.Contracts;

/// <summary>
/// The jobs people have. A job says what may be done; whose children it may be done to is a relationship. Stored by name,
/// so a name never changes. Source: issue 4, PROMISES 4, the strategy's section 4.
/// </summary>
public enum Role
{
    /// <summary>School office: takes and corrects registers.</summary>
    SchoolOffice,

    /// <summary>A school's attendance lead.</summary>
    AttendanceLead,

    /// <summary>A head teacher.</summary>
    HeadTeacher,

    /// <summary>A governor: figures of the own school only.</summary>
    Governor,

    /// <summary>An education welfare officer or key worker.</summary>
    WelfareOfficer,

    /// <summary>The manager of a locality team.</summary>
    LocalityManager,

    /// <summary>The authority's attendance leader.</summary>
    AttendanceLeader,

    /// <summary>City Legal: cases with an enforcement track.</summary>
    Legal,

    /// <summary>The looked-after children team's manager.</summary>
    LacManager,

    /// <summary>An independent reviewing officer: as the LAC manager, read only.</summary>
    ReviewingOfficer,

    /// <summary>A key worker at a residential unit.</summary>
    ResidentialWorker,

    /// <summary>A foster carer's worker.</summary>
    FosterWorker,

    /// <summary>Health: school nursing.</summary>
    Health,

    /// <summary>A housing partner.</summary>
    Housing,

    /// <summary>Police, under the low-level sharing protocol.</summary>
    Police,

    /// <summary>The youth service.</summary>
    YouthService,

    /// <summary>Connexions.</summary>
    Connexions,

    /// <summary>The youth offending service.</summary>
    YouthOffending,

    /// <summary>The community safety unit.</summary>
    CommunitySafety,

    /// <summary>A voluntary or regeneration body.</summary>
    VoluntarySector,

    /// <summary>The behaviour and education support team.</summary>
    BehaviourSupport,

    /// <summary>The passenger transport unit: journeys from home to school.</summary>
    PassengerTransport,

    /// <summary>The school improvement service: figures by school.</summary>
    SchoolImprovement,

    /// <summary>An elected member: suppressed figures only.</summary>
    ElectedMember,

    /// <summary>A parent or carer: the own child.</summary>
    Parent,

    /// <summary>A system administrator: users and set-up, no child.</summary>
    Administrator,
}
