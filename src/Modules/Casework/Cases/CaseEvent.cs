using System.Text.Json.Serialization;

namespace Attendance.Casework.Cases;

/// <summary>
/// One thing that happened in a case. Every kind is a sealed record with a <see cref="CaseEventKindAttribute"/>, beside the operation that makes it. Stored as JSON under
/// the child's data key, or in plain text when it is an <see cref="IPlainCaseEvent"/>. Stored names are a contract with what was recorded: add members, never
/// rename or take away.
/// </summary>
internal abstract record CaseEvent
{
    /// <summary>Who may read it.</summary>
    [JsonIgnore]
    public virtual CaseAudience Audience => CaseAudience.Case;

    /// <summary>What happened, in plain words, for who may read it.</summary>
    public abstract string Tell();

    /// <summary>What of it the child's school is told, without what the family said in confidence; null: nothing.</summary>
    public virtual string? TellSchool() => null;

    /// <summary>What it does to the case: its stage, who holds it, what is due. Most do nothing.</summary>
    public virtual CaseStatus Apply(CaseStatus status) => status;
}

/// <summary>An event that says nothing in free words, and so needs no key: handlers of facts can write it inside a transaction.</summary>
internal interface IPlainCaseEvent;

/// <summary>The stored name of a kind of event, in kebab-case: "case-opened".</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class CaseEventKindAttribute(string kind) : Attribute
{
    public string Kind { get; } = kind;
}

/// <summary>Who may read an event of a case. Stored by name in lower case.</summary>
internal enum CaseAudience
{
    /// <summary>Who may read the case.</summary>
    Case,

    /// <summary>Legal privilege: the lawyers, and who holds the case.</summary>
    Legal,

    /// <summary>Safeguarding: managers, and who holds the case.</summary>
    Safeguarding,
}
