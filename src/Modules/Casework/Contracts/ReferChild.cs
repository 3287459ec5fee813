using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Casework.Contracts;

/// <summary>
/// Refers a child to the locality team: it joins the child's open case or opens one. <paramref name="Source"/> names who refers ("school/3552007", "partner/isp-12", "sweep/7"), in 1
/// to 60 characters; the same <paramref name="Reference"/> (1 to 100 characters) from the same source again changes nothing. <paramref name="Concern"/>: what is worrying; <paramref name="Tried"/>: what was tried already;
/// both up to 4,000 characters. <paramref name="Factors"/>: names of <see cref="Factor"/>. <paramref name="EvaluateBy"/>: when what came of it is looked at; null: never. The module that asks has judged the caller. Answers the case, and whether anything
/// was written. Error: validation.
/// </summary>
public sealed record ReferChild(
    Caller Caller,
    PupilId Pupil,
    string Source,
    string Reference,
    string Concern,
    string? Tried,
    IReadOnlyList<Factor> Factors,
    DateOnly? EvaluateBy = null
) : IRequest<Result<Referred>>;

/// <summary>What became of a referral. <paramref name="Opened"/>: a case was opened for it; <paramref name="IsNew"/>: false for a repeat.</summary>
public sealed record Referred(CaseId Case, bool Opened, bool IsNew);
