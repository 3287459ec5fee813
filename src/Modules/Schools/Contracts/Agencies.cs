using Attendance.Access.Contracts;

namespace Attendance.Schools.Contracts;

/// <summary>The agencies that the strategy names as partners, by the role that works for each. Source: section 4.</summary>
public static class Agencies
{
    /// <summary>The roles, in the order of the strategy.</summary>
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
