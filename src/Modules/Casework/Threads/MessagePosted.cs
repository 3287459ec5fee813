using Attendance.Access.Contracts;
using Attendance.Casework.Cases;

namespace Attendance.Casework.Threads;

/// <summary>
/// A message in the case's thread (S102). <paramref name="Mentions"/>: the roles that it is for; whoever has one of them and may read the case hears of it. <paramref name="Answers"/>: the number of the
/// message that it answers.
/// </summary>
[CaseEventKind("message-posted")]
internal sealed record MessagePosted(string Text, IReadOnlyList<Role> Mentions, int? Answers) : CaseEvent
{
    public override string Tell() => $"{(Mentions.Count == 0 ? "" : $"For {Mentions.Told()}: ")}{Text}";

    /// <summary>What the notice of a message is called.</summary>
    public static string Notice(Contracts.CaseId id, int number) => $"{id.Source}/{number}";
}
