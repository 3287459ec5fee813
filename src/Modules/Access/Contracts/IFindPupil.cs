using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>Asked by Access, answered by the module that owns rolls: which child a school means.</summary>
public interface IFindPupil
{
    /// <summary>The child with a UPN, or null when none is on the school's roll on the day.</summary>
    Task<PupilId?> FindAsync(Laestab school, Upn upn, DateOnly day, CancellationToken cancellation);

    /// <summary>The child that has or had a UPN, on whatever roll, or null.</summary>
    Task<PupilId?> FindAsync(Upn upn, CancellationToken cancellation);
}
