namespace Attendance.Access.Contracts;

/// <summary>The roles that work for the agencies that the strategy names as partners. Source: its section 4.</summary>
public static class PartnerRoles
{
    /// <summary>Those roles, in the strategy's order.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        Role.Health,
        Role.Housing,
        Role.Police,
        Role.YouthService,
        Role.Connexions,
        Role.YouthOffending,
        Role.CommunitySafety,
        Role.VoluntarySector,
        Role.BehaviourSupport,
        Role.PassengerTransport,
        Role.SchoolImprovement,
    ];
}
