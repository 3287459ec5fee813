using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>Asked by Access, answered by the module that owns schools: which numbers are a school's.</summary>
public interface IFindSchool
{
    /// <summary>Those of the numbers that no school has.</summary>
    Task<IReadOnlyCollection<Laestab>> UnknownAsync(IReadOnlyCollection<Laestab> schools, CancellationToken cancellation);
}
