using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Rolls;

/// <summary>Answers Access: the child that holds or held a UPN, if it is on the school's roll on a day.</summary>
internal sealed class PupilOnRoll(RollReader rolls) : IFindPupil
{
    public async Task<PupilId?> FindAsync(Laestab school, Upn upn, DateOnly day, CancellationToken cancellation)
    {
        if (await rolls.FindAsync(upn, cancellation) is not { } pupil)
            return null;
        var found = await rolls.LoadPupilsAsync([pupil], null, cancellation);
        return found[pupil].Enrolments.Any(enrolment => enrolment.School == school && enrolment.Covers(day)) ? pupil : null;
    }

    public Task<PupilId?> FindAsync(Upn upn, CancellationToken cancellation) => rolls.FindAsync(upn, cancellation);
}
