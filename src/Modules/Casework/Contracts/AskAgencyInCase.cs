using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Casework.Contracts;

/// <summary>
/// Writes into the child's open case that an agency was asked for its part. The same <paramref name="Reference"/> (1 to 100 characters, "referral/12") again changes nothing. The module that asks has judged the caller.
/// Answers the case. Errors: case-missing (the child has no open case), validation (<paramref name="What"/>: 1 to 2,000 characters).
/// </summary>
public sealed record AskAgencyInCase(Caller Caller, PupilId Pupil, string Agency, string What, DateOnly AnswerBy, string Reference)
    : IRequest<Result<CaseId>>;

/// <summary>
/// Writes into the case what an agency answered to what it was asked by a reference, or (<paramref name="Ends"/>) what came of it in the end. In a closed case too. Nothing changes when the
/// case has no such request, or knows the answer.
/// </summary>
public sealed record TellCaseOfAgency(Caller Caller, CaseId Case, string Reference, string Words, bool Ends) : IRequest<Result<CaseId>>;
