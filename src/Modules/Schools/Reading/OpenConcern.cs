using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;

namespace Attendance.Schools.Reading;

/// <summary>Children whose worst open flag, dismissed ones aside, is a concern or asks for action: the standing has it.</summary>
internal sealed class OpenConcern : IConcern
{
    public string Sql(string pupil) =>
        $"(exists (select 1 from schools_pupil_standing c where c.pupil_id = {pupil} and c.severity >= {(int)FlagSeverity.Concern}))";
}
