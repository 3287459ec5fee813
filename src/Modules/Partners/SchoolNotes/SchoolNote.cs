using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.SchoolNotes;

/// <summary>A note on a school that the locality team and school improvement share. About the school and no child; never changed.</summary>
internal sealed record SchoolNote(long Id, Laestab School, NotingService Service, string Text, string WrittenBy, DateTimeOffset WrittenAt);

/// <summary>Whose note it is. Stored by name.</summary>
[Description("Which service wrote a note.")]
internal enum NotingService
{
    [Description("The locality team.")]
    Locality,

    [Description("The school improvement service.")]
    SchoolImprovement,
}
