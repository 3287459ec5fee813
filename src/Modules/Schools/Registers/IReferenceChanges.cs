using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>
/// Told after a change of reference data is stored: the grains load it again, look at held marks and fold the affected pupils again. Told at least
/// once for every change, also for those of another process (an import verb beside the server), so telling twice must be harmless.
/// </summary>
internal interface IReferenceChanges
{
    /// <summary>A school's roll changed for these pupils: enrolments, UPNs, merges, birth dates, markers.</summary>
    Task RollChangedAsync(Laestab school, IReadOnlyCollection<PupilId> pupils);

    /// <summary>A school's calendar has a new version.</summary>
    Task CalendarChangedAsync(Laestab school);
}
