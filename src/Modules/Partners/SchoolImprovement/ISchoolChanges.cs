using Attendance.Partners.SchoolTargets;

namespace Attendance.Partners.SchoolImprovement;

/// <summary>What a folder has to say of schools on the consultant's agenda. Every class of this module that implements it is found.</summary>
internal interface ISchoolChanges
{
    /// <summary>What was written from an instant on, that instant left out.</summary>
    Task<IReadOnlyList<AgendaItem>> SinceAsync(DateTimeOffset since, CancellationToken cancellation);
}
