using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.Posts;

/// <summary>
/// Somebody of an agency who is named for a school, from a school day on. Who holds a post sees, of what the agency's agreements open, the children of the post's schools alone. Source: S154, S195,
/// S206.
/// </summary>
internal sealed record Post(string Agency, Laestab School, long Person, DateOnly From)
{
    /// <summary>What such a post is called at an agency whose people hold a role.</summary>
    public static string TitleOf(Role? role) =>
        role switch
        {
            Role.Connexions => "Personal adviser",
            Role.Police => "School-based police officer",
            Role.Health => "School nurse",
            Role.BehaviourSupport => "Lead behaviour professional",
            _ => "Named worker",
        };
}
