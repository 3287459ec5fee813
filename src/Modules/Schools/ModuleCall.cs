using Attendance.Access.Contracts;

namespace Attendance.Schools;

/// <summary>
/// Requests of this module's Contracts that other modules make on behalf of somebody: the module that asks has judged by its own relationships that the person
/// may. A school's key reaches none of them.
/// </summary>
internal static class ModuleCall
{
    /// <summary>True for a person, the authority's loader and the product's own work.</summary>
    public static bool May(Caller caller) => caller.IsLoader || caller.Kind is CallerKind.Person;
}
