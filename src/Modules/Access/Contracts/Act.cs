namespace Attendance.Access.Contracts;

/// <summary>
/// What somebody wants to do. Acts on a child are asked with the child, acts on a school with the school, acts on the authority with
/// <see cref="GrantTarget.All"/>. Which role may do which is one table, <c>RoleRights</c>; whose is decided by relationships.
/// </summary>
public enum Act
{
    /// <summary>Child: name, UPN, birth date, places on rolls.</summary>
    ReadChild,

    /// <summary>Child: totals and percentages.</summary>
    ReadTotals,

    /// <summary>Child: flags with their evidence.</summary>
    ReadFlags,

    /// <summary>Child: marks by class (present, authorised, ...).</summary>
    ReadMarks,

    /// <summary>Child: the exact register code, which can tell of health, belief, ethnicity or an offence.</summary>
    ReadCodes,

    /// <summary>Child: who posted which mark when, and what stood before.</summary>
    ReadHistory,

    /// <summary>Child: what an information sharing agreement opens, by that agreement only.</summary>
    ReadByAgreement,

    /// <summary>School: record and calendar.</summary>
    ReadSchool,

    /// <summary>School: figures of all its children together.</summary>
    ReadFigures,

    /// <summary>School: a whole register.</summary>
    ReadRegister,

    /// <summary>School: post and correct registers.</summary>
    PostRegister,

    /// <summary>School: see what waits in registers (held, stale, without a reason) and settle it.</summary>
    SettleRegister,

    /// <summary>School: record an attempt to reach a family.</summary>
    LogContact,

    /// <summary>School: the whole roll with names; the authority's people must say what for.</summary>
    ExportRoll,

    /// <summary>Authority: figures over all schools.</summary>
    ReadAuthorityFigures,

    /// <summary>Authority: figures in which small groups are suppressed.</summary>
    ReadPublicFigures,

    /// <summary>Authority: load schools, calendars, rolls and identities; issue and revoke keys of schools' systems.</summary>
    LoadReference,

    /// <summary>Authority: people, roles and grants, with a second who agrees.</summary>
    SetUpUsers,

    /// <summary>Authority: agree to a role that somebody else gave.</summary>
    ApproveUsers,

    /// <summary>Authority: divide schools among teams. School: name its officer, and arrange cover for those who work for it.</summary>
    SetUpTeams,

    /// <summary>Authority: who did what, every record.</summary>
    ReadAudit,

    /// <summary>Authority: who did what, without children.</summary>
    ReadAuditMetadata,

    /// <summary>Authority: agree to somebody's emergency access.</summary>
    ApproveEmergency,

    /// <summary>Authority: ask the schema what it holds.</summary>
    Introspect,

    /// <summary>School: agree that a person is a parent of one of its children, after an identity check.</summary>
    InviteParent,

    /// <summary>Authority: ask for emergency access to a child out of scope.</summary>
    AskEmergency,

    /// <summary>School: which team looks after it, its named officer, and who stands in.</summary>
    ReadTeams,

    /// <summary>Authority: judge afterwards whether an emergency access was justified.</summary>
    ReviewEmergency,

    /// <summary>Child: who looked at it. Who may read every record needs no leave for one child.</summary>
    ReadChildAudit,

    /// <summary>Child: dismiss an open flag with a reason, and take that back.</summary>
    DismissFlag,

    /// <summary>Authority: propose another value of a rule's option.</summary>
    ProposeRules,

    /// <summary>Authority: agree to a value that somebody else proposed.</summary>
    ApproveRules,

    /// <summary>Child: contacts, siblings, and markers with their source (looked after, special needs, ...), by the modules that need them.</summary>
    ReadBackground,

    /// <summary>Child: record and end markers, by the module that owns them.</summary>
    RecordMarker,

    /// <summary>Child: the case, with everything but what is restricted.</summary>
    ReadCase,

    /// <summary>Child: work on the case: assess, plan, record, close.</summary>
    WorkCase,

    /// <summary>Child: decide who holds the case.</summary>
    AllocateCase,

    /// <summary>Child: notes of the case under legal privilege. Who holds the case reads them without.</summary>
    ReadPrivileged,

    /// <summary>Child: safeguarding notes of the case. Who holds the case reads them without.</summary>
    ReadSafeguarding,

    /// <summary>Child: what the authority tells the school of its case, and the school's referral.</summary>
    ReferChild,

    /// <summary>Child: the family's plain-words copy of the plan.</summary>
    ReadPlanCopy,

    /// <summary>Child: record an attempt to reach its family.</summary>
    ContactFamily,

    /// <summary>Child: propose another mark to its school.</summary>
    ProposeCorrection,

    /// <summary>Child: whether and since when it is looked after, its missed days and the steps they reach.</summary>
    ReadCare,

    /// <summary>Looked-after register: record times in care and units.</summary>
    RecordCare,

    /// <summary>Child: read the audits, meetings and reports of a looked-after child.</summary>
    AuditCare,

    /// <summary>Child: work on the audits, meetings and reports of a looked-after child.</summary>
    WorkOnCare,

    /// <summary>Looked-after register: the year's figures, small counts too.</summary>
    ReadCareFigures,

    /// <summary>Looked-after register: release figures for elected members that somebody else handed over.</summary>
    ReleaseCareFigures,

    /// <summary>Child: take steps of enforcement against a parent: statutory work of the locality teams.</summary>
    Enforce,

    /// <summary>Child: agree as a second person to a step of enforcement, also to one that overrides a rule of the authority.</summary>
    ApproveEnforcement,

    /// <summary>School: make and revoke the keys of its own systems.</summary>
    ManageKeys,

    /// <summary>School: sign up to the strategy's commitments for it.</summary>
    SignForSchool,

    /// <summary>Authority: sign up to the strategy's commitments for the agency that the role works for.</summary>
    SignForAgency,

    /// <summary>Authority: keep the directory of partner agencies, their people and programmes.</summary>
    RunPartners,

    /// <summary>Authority: write information sharing agreements.</summary>
    WriteAgreement,

    /// <summary>Authority: agree to an information sharing agreement that somebody else wrote.</summary>
    ApproveAgreement,

    /// <summary>Child: look after it at a unit or for a carer: ask for leave. Unit: keep its issues and actions.</summary>
    WorkAtUnit,

    /// <summary>Child: the address and the carer of a looked-after child.</summary>
    ReadHome,

    /// <summary>Child: that it is looked after, as far as its school was told. School: the same of its children.</summary>
    ReadToldCare,

    /// <summary>Authority: plan a truancy sweep, and read what came of sweeps.</summary>
    PlanSweep,

    /// <summary>Authority: enter that an officer of superintendent's rank authorised a sweep.</summary>
    AuthoriseSweep,

    /// <summary>Authority: sign on for a sweep, look children up while it is open, and record stops.</summary>
    WorkOnSweep,

    /// <summary>Authority: keep the routes from home to school, and report that a service failed.</summary>
    RunTransport,

    /// <summary>Authority: absence for illness and medical appointments by school, age and area; counts under five are not told.</summary>
    ReadHealthFigures,

    /// <summary>School: work on its improvement: visits, targets, decisions, links, good practice.</summary>
    ImproveSchool,

    /// <summary>School: write notes on it that the locality team and school improvement share.</summary>
    NoteSchool,

    /// <summary>School: read the whole records of visits, and what was decided of it.</summary>
    ReadVisits,

    /// <summary>Authority: work on the Behaviour Improvement Programme: leads, policies, counts and classes of its schools.</summary>
    WorkOnBehaviour,
}
