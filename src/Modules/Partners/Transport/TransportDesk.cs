using Attendance.Access.Contracts;

namespace Attendance.Partners.Transport;

/// <summary>Who may record and read a child's way to school by the child's own id: its school, who works on its case, and who runs transport.</summary>
internal static class TransportDesk
{
    /// <summary>Whether rights over a child let its way to school be seen and recorded.</summary>
    public static bool Opens(ChildRights rights) => rights.May(Act.ReferChild) || rights.May(Act.WorkCase) || rights.May(Act.RunTransport);
}
