using System.Collections.Frozen;
using Attendance.Access.Contracts;

namespace Attendance.Access.Policy;

/// <summary>
/// Which role may do what, as PROMISES 4 has it; what is not listed is denied. The tests' expectations are written by hand and never read this table.
/// </summary>
internal static class RoleRights
{
    private static readonly ChildRights Child = ChildRights.Of(
        Act.ReadChild,
        Act.ReadTotals,
        Act.ReadFlags,
        Act.ReadMarks,
        Act.ReadCodes,
        Act.ReadHistory
    );

    private static readonly ChildRights School =
        Child
        | ChildRights.Of(
            Act.ReadSchool,
            Act.ReadFigures,
            Act.ReadRegister,
            Act.PostRegister,
            Act.SettleRegister,
            Act.LogContact,
            Act.ContactFamily,
            Act.ExportRoll,
            Act.InviteParent,
            Act.ReadTeams,
            Act.ReferChild,
            Act.ReadToldCare
        );

    /// <summary>What works with a child's family needs to know besides.</summary>
    private static readonly ChildRights Worker =
        Child | ChildRights.Of(Act.ReadBackground, Act.DismissFlag, Act.ContactFamily, Act.ProposeCorrection, Act.ReadCare);

    private static readonly ChildRights Placed = ChildRights.Of(
        Act.ReadChild,
        Act.ReadTotals,
        Act.ReadFlags,
        Act.ReadMarks,
        Act.ReadCare,
        Act.WorkAtUnit
    );

    private static readonly ChildRights Partner = ChildRights.Of(Act.ReadByAgreement, Act.SignForAgency);

    private static readonly FrozenDictionary<Role, ChildRights> Table = new Dictionary<Role, ChildRights>
    {
        [Role.SchoolOffice] = School,
        [Role.AttendanceLead] = School | ChildRights.Of(Act.ManageKeys, Act.ReadVisits),
        [Role.HeadTeacher] = School | ChildRights.Of(Act.ManageKeys, Act.SignForSchool, Act.ReadVisits),
        [Role.Governor] = ChildRights.Of(Act.ReadSchool, Act.ReadFigures),
        [Role.WelfareOfficer] =
            Worker
            | ChildRights.Of(
                Act.ReadCase,
                Act.WorkCase,
                Act.Enforce,
                Act.ReadSchool,
                Act.ReadFigures,
                Act.ReadTeams,
                Act.AskEmergency,
                Act.PlanSweep,
                Act.WorkOnSweep,
                Act.NoteSchool,
                Act.ReadVisits
            ),
        [Role.LocalityManager] =
            Worker
            | ChildRights.Of(
                Act.ReadCase,
                Act.AllocateCase,
                Act.Enforce,
                Act.ApproveEnforcement,
                Act.ReadSafeguarding,
                Act.ProposeRules,
                Act.ReadSchool,
                Act.ReadFigures,
                Act.ReadRegister,
                Act.ExportRoll,
                Act.SetUpTeams,
                Act.ReadTeams,
                Act.AskEmergency,
                Act.ApproveEmergency,
                Act.ReadChildAudit,
                Act.WriteAgreement,
                Act.PlanSweep,
                Act.NoteSchool,
                Act.ReadVisits
            ),
        [Role.AttendanceLeader] =
            Worker
            | ChildRights.Of(
                Act.RecordMarker,
                Act.ReadCase,
                Act.AllocateCase,
                Act.Enforce,
                Act.ApproveEnforcement,
                Act.ReadSafeguarding,
                Act.ProposeRules,
                Act.ApproveRules,
                Act.ReadSchool,
                Act.ReadFigures,
                Act.ReadRegister,
                Act.ExportRoll,
                Act.ReadAuthorityFigures,
                Act.ReadPublicFigures,
                Act.ApproveUsers,
                Act.SetUpTeams,
                Act.ReadTeams,
                Act.ReadAudit,
                Act.ReadChildAudit,
                Act.ApproveEmergency,
                Act.ReviewEmergency,
                Act.RunPartners,
                Act.WriteAgreement,
                Act.ApproveAgreement,
                Act.ReadCareFigures,
                Act.ReleaseCareFigures,
                Act.PlanSweep,
                Act.RunTransport,
                Act.ReadHealthFigures,
                Act.ImproveSchool,
                Act.WorkOnBehaviour,
                Act.NoteSchool,
                Act.ReadVisits
            ),
        [Role.Legal] = Child | ChildRights.Of(Act.ReadBackground, Act.ReadCase, Act.ReadPrivileged),
        [Role.LacManager] =
            Worker
            | ChildRights.Of(
                Act.RecordMarker,
                Act.ReadCase,
                Act.WorkCase,
                Act.ReadSafeguarding,
                Act.AskEmergency,
                Act.ReadChildAudit,
                Act.RecordCare,
                Act.AuditCare,
                Act.WorkOnCare,
                Act.ReadCareFigures,
                Act.ReleaseCareFigures,
                Act.WorkAtUnit,
                Act.ReadHome
            ),
        [Role.ReviewingOfficer] =
            Child
            | ChildRights.Of(Act.ReadBackground, Act.ReadCase, Act.ReadCare, Act.AuditCare, Act.ReadCareFigures, Act.ReleaseCareFigures),
        [Role.ResidentialWorker] = Placed,
        [Role.FosterWorker] = Placed,
        [Role.Health] = Partner | ChildRights.Of(Act.ReadHealthFigures),
        [Role.Housing] = Partner,
        [Role.Police] = Partner | ChildRights.Of(Act.AuthoriseSweep, Act.WorkOnSweep),
        [Role.YouthService] = Partner,
        [Role.Connexions] = Partner,
        [Role.YouthOffending] = Partner,
        [Role.CommunitySafety] = Partner | ChildRights.Of(Act.PlanSweep),
        [Role.VoluntarySector] = Partner,
        [Role.BehaviourSupport] = Partner | ChildRights.Of(Act.WorkOnBehaviour),
        [Role.PassengerTransport] = Partner | ChildRights.Of(Act.RunTransport),
        [Role.SchoolImprovement] = ChildRights.Of(
            Act.ReadSchool,
            Act.ReadFigures,
            Act.ReadAuthorityFigures,
            Act.SignForAgency,
            Act.ImproveSchool,
            Act.WorkOnBehaviour,
            Act.NoteSchool,
            Act.ReadVisits
        ),
        [Role.ElectedMember] = ChildRights.Of(Act.ReadPublicFigures),
        [Role.Parent] = ChildRights.Of(Act.ReadChild, Act.ReadTotals, Act.ReadMarks, Act.ReadCodes, Act.ReadPlanCopy),
        [Role.Administrator] = ChildRights.Of(Act.SetUpUsers, Act.ApproveUsers, Act.ReadTeams, Act.ReadAuditMetadata, Act.Introspect),
    }.ToFrozenDictionary();

    /// <summary>A school's system: its own school's children, registers and records.</summary>
    public static ChildRights SchoolKey { get; } =
        Child
        | ChildRights.Of(
            Act.ReadSchool,
            Act.ReadFigures,
            Act.ReadRegister,
            Act.PostRegister,
            Act.SettleRegister,
            Act.LogContact,
            Act.ContactFamily,
            Act.ExportRoll,
            Act.ReadTeams
        );

    /// <summary>The authority's loader: writes reference data and reads the city; posts no register.</summary>
    public static ChildRights LoaderKey { get; } =
        Child
        | ChildRights.Of(
            Act.ReadBackground,
            Act.RecordMarker,
            Act.ReadCare,
            Act.RecordCare,
            Act.ReadCareFigures,
            Act.ReadSchool,
            Act.ReadFigures,
            Act.LogContact,
            Act.ContactFamily,
            Act.ExportRoll,
            Act.ReadAuthorityFigures,
            Act.ReadPublicFigures,
            Act.LoadReference,
            Act.SetUpTeams,
            Act.ReadTeams,
            Act.Introspect
        );

    /// <summary>The product's own work: what the loader may, and what modules do to a child once they have judged who asks.</summary>
    public static ChildRights System { get; } = LoaderKey | ChildRights.Of(Act.DismissFlag);

    /// <summary>What a role may do where its relationships reach.</summary>
    public static ChildRights Of(Role role) => Table[role];

    /// <summary>The roles that may do it.</summary>
    public static IEnumerable<Role> With(Act act) => Table.Where(row => row.Value.May(act)).Select(row => row.Key).Order();

    /// <summary>True when the role must say what for. A school's own people export their own roll without.</summary>
    public static bool NeedsPurpose(Role role, Act act) => act is Act.ExportRoll && role is Role.LocalityManager or Role.AttendanceLeader;

    /// <summary>
    /// True when a grant of a school opens only children with an open flag of concern or action: a welfare officer's caseload is made of cases and of flagged
    /// children, not of a roll.
    /// </summary>
    public static bool FlaggedOnly(Role role) => role is Role.WelfareOfficer;
}
