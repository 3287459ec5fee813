using Attendance.Casework.Cases;

namespace Attendance.Casework.Agencies;

/// <summary>
/// An agency was asked for something in the case, with a day by which it answers (S34). <paramref name="Reference"/>: of the module that asked ("referral/12"); null: somebody wrote it
/// into the case.
/// </summary>
[CaseEventKind("agency-asked")]
internal sealed record AgencyAsked(int Number, string Agency, string What, DateOnly On, DateOnly AnswerBy, string? Reference = null)
    : CaseEvent
{
    /// <summary>What is due until it answers, in the diary.</summary>
    public static string Item(int number) => $"agency/{number}";

    public override string Tell() => $"{Agency} was asked, to answer by {AnswerBy:d MMMM yyyy}: {What}";

    public override string? TellSchool() => $"{Agency} was asked for its part, to answer by {AnswerBy:d MMMM yyyy}.";

    public override CaseStatus Apply(CaseStatus status) => status.With(Item(Number), AnswerBy, "An agency's answer is due.");
}

/// <summary>What an agency answered, or that it will not.</summary>
[CaseEventKind("agency-answered")]
internal sealed record AgencyAnswered(int Number, DateOnly On, string Answer) : CaseEvent
{
    public override string Tell() => $"Answer to request {Number}, {On:d MMMM yyyy}: {Answer}";

    public override CaseStatus Apply(CaseStatus status) => status.Without(AgencyAsked.Item(Number));
}

/// <summary>What came in the end of what an agency took on.</summary>
[CaseEventKind("agency-ended")]
internal sealed record AgencyEnded(int Number, DateOnly On, string Agency, string Outcome) : CaseEvent
{
    public override string Tell() => $"{Agency} ended its part of request {Number}, {On:d MMMM yyyy}: {Outcome}";
}
