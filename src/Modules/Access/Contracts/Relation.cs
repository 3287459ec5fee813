namespace Attendance.Access.Contracts;

/// <summary>Why a person may reach what a grant names. Stored by name, so a name never changes.</summary>
public enum Relation
{
    /// <summary>Works at the school, or governs it.</summary>
    WorksAt,

    /// <summary>Member of the locality team that the school belongs to.</summary>
    TeamMember,

    /// <summary>The school's named officer: reaches its children with an open flag of concern or action.</summary>
    NamedOfficer,

    /// <summary>Holds an open case of the child.</summary>
    HoldsCase,

    /// <summary>Manages the team that the school belongs to, or the service.</summary>
    Manages,

    /// <summary>Stands in for an absent worker.</summary>
    Covers,

    /// <summary>Party to an information sharing agreement that names the child.</summary>
    Agreement,

    /// <summary>Works at the unit where the child is placed, or with the carer.</summary>
    PlacedAt,

    /// <summary>Parent or carer of the child, after an identity check.</summary>
    ParentOf,

    /// <summary>Serves the whole authority.</summary>
    Authority,

    /// <summary>Break-glass: reaches one child for some hours, with a reason and a second approver.</summary>
    Emergency,
}
