using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Casework.Contracts;

/// <summary>
/// Writes into the child's open case what an agency does with the child, or heard from it. <paramref name="Words"/>: 1 to 2,000 characters, for who reads the case; <paramref name="SchoolWords"/>: what the school is told of it, null: nothing. The same
/// <paramref name="Reference"/> (1 to 100 characters, "support/12/start") again changes nothing. The module that asks has judged the caller. Answers the case. Errors: case-missing (the child has no open case), validation.
/// </summary>
public sealed record NoteAgencyInCase(Caller Caller, PupilId Pupil, string Agency, string Words, string? SchoolWords, string Reference)
    : IRequest<Result<CaseId>>;
