using System.ComponentModel;
using Attendance.Casework.Cases;

namespace Attendance.Casework.Records;

/// <summary>
/// A contact about the case (S77, S125): with whom ("mother", "school nurse"), of which agency (null: the family), how, what came of it, what was agreed. <paramref name="NextBy"/>: when the next one is
/// due.
/// </summary>
[CaseEventKind("contact-logged")]
internal sealed record ContactLogged(
    DateOnly On,
    string With,
    string? Agency,
    ContactMode Mode,
    ContactResult Result,
    string Note,
    string? Agreed,
    DateOnly NextBy
) : CaseEvent
{
    /// <summary>What is due next, in the diary.</summary>
    public const string Item = "liaison";

    public override string Tell() =>
        $"{Mode.Told()} with {With}{(Agency is null ? "" : $" ({Agency})")}, {On:d MMMM yyyy}: {Result.Told()}. {Note}{(Agreed is null ? "" : $" Agreed: {Agreed}")}";

    public override string? TellSchool() =>
        $"{(Agency is null ? "The family" : Agency)} was contacted on {On:d MMMM yyyy}: {Result.Told()}.";

    public override CaseStatus Apply(CaseStatus status) => status.With(Item, NextBy, "Be in touch with the family.");
}

/// <summary>
/// A note in the case, for whom it is meant. <paramref name="Corrects"/>: the number of the entry that it puts right: nothing is edited away.
/// </summary>
[CaseEventKind("note-added")]
internal sealed record NoteAdded(CaseAudience For, string Text, int? Corrects) : CaseEvent
{
    public override CaseAudience Audience => For;

    public override string Tell() => Corrects is { } number ? $"Correction of entry {number}: {Text}" : Text;
}

/// <summary>What the school is told, in words that keep the family's confidence (S76).</summary>
[CaseEventKind("school-told")]
internal sealed record SchoolTold(string Text, DateOnly? NextOn) : CaseEvent
{
    public override string Tell() => $"The school was told: {Text}{Next}";

    public override string? TellSchool() => $"{Text}{Next}";

    private string Next => NextOn is { } on ? $" Next: {on:d MMMM yyyy}." : "";
}

/// <summary>How somebody was spoken to.</summary>
[Description("How somebody was spoken to.")]
internal enum ContactMode
{
    [Description("By telephone.")]
    Phone,

    [Description("By text message.")]
    Text,

    [Description("By e-mail.")]
    Email,

    [Description("By letter.")]
    Letter,

    [Description("At home.")]
    Visit,

    [Description("In a meeting.")]
    Meeting,
}

/// <summary>What came of a contact.</summary>
[Description("What came of a contact.")]
internal enum ContactResult
{
    [Description("Spoke with them.")]
    Reached,

    [Description("Nobody answered.")]
    NoAnswer,

    [Description("They answer later.")]
    Awaited,

    [Description("They do not want to.")]
    Refused,
}
