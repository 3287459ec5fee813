using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>Carries a change of reference data to the school's grain, which reads it again and folds the children concerned.</summary>
internal sealed class ReferenceChanges(IGrainFactory grains, SchoolCalendars calendars) : IReferenceChanges
{
    public Task RollChangedAsync(Laestab school, IReadOnlyCollection<PupilId> pupils) =>
        grains.GetGrain<ISchoolGrain>(school.Value).RollChanged([.. pupils]);

    public Task CalendarChangedAsync(Laestab school)
    {
        calendars.Forget(school);
        return grains.GetGrain<ISchoolGrain>(school.Value).CalendarChanged();
    }
}
