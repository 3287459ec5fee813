namespace Attendance.Access.Contracts;

/// <summary>
/// Which children have an open flag of concern or action: they belong to the caseload of their school's named officer. Access asks; Schools, which owns the
/// flags, answers.
/// </summary>
public interface IConcern
{
    /// <summary>A condition in SQL, in brackets, that holds for the child whose id is the given expression.</summary>
    string Sql(string pupil);
}
