namespace Attendance.Casework.Cases;

/// <summary>A case was opened for the child. What led to it is the next event.</summary>
[CaseEventKind("case-opened")]
internal sealed record CaseOpened(DateOnly On, DateOnly AllocateBy) : CaseEvent, IPlainCaseEvent
{
    /// <summary>What is due first.</summary>
    public const string Allocation = "allocation";

    public override string Tell() => "The case was opened.";

    public override string? TellSchool() => Tell();

    public override CaseStatus Apply(CaseStatus status) => status.With(Allocation, AllocateBy, "Choose a key worker.");
}

/// <summary>What comes of a case in the end.</summary>
[System.ComponentModel.Description("What came of a case.")]
internal enum CaseOutcome
{
    [System.ComponentModel.Description("The child is back in school.")]
    Improved,

    [System.ComponentModel.Description("The family left the area, or the child is on another authority's roll.")]
    Moved,

    [System.ComponentModel.Description("Past compulsory school age.")]
    OverAge,

    [System.ComponentModel.Description("A correction took the ground away.")]
    NoGround,

    [System.ComponentModel.Description("Another service leads from here.")]
    HandedOn,

    [System.ComponentModel.Description("Everything was tried and nothing helped.")]
    NotImproved,
}

/// <summary>The case was closed: what came of it, and why it can be.</summary>
[CaseEventKind("case-closed")]
internal sealed record CaseClosed(DateOnly On, CaseOutcome Outcome, string Reason, string? ChildView) : CaseEvent
{
    public override string Tell() => $"Closed: {Outcome.Told()}. {Reason}{(ChildView is null ? "" : $" What the child says: {ChildView}")}";

    public override string? TellSchool() => $"The case was closed: {Outcome.Told()}.";

    public override CaseStatus Apply(CaseStatus status) => status.WithoutAll("") with { Stage = CaseStage.Closed, ClosedOn = On };
}
