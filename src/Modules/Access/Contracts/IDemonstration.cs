namespace Attendance.Access.Contracts;

/// <summary>
/// The accounts that the sign-in page of a demonstration lists, passwords and all. Only the simulated city registers one; a Host that serves has none, and
/// its sign-in page lists nothing.
/// </summary>
public interface IDemonstration
{
    /// <summary>What the demonstration shows, in a sentence or two.</summary>
    string Story { get; }

    /// <summary>The accounts made so far, one for each role.</summary>
    IReadOnlyList<DemonstrationAccount> Accounts { get; }
}

/// <summary>An account of a demonstration: whose it is, what to look at with it, and how to sign in.</summary>
public sealed record DemonstrationAccount(string Title, string Look, string Email, string Password);
