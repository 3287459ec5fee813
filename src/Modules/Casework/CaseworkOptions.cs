namespace Attendance.Casework;

/// <summary>What an authority decides for itself about its casework (<c>Casework:</c> in the configuration). Days are school days: Monday to Friday.</summary>
internal sealed class CaseworkOptions
{
    /// <summary>Days within which a manager chooses a key worker. 1 to 20; ours: a week is too long for a child who is out of school.</summary>
    public int AllocationDays { get; init; } = 3;

    /// <summary>Days from the allocation within which the circumstances are assessed (S124). 1 to 40; ours: two school weeks.</summary>
    public int AssessmentDays { get; init; } = 10;

    /// <summary>Days from the assessment within which a plan is made (S71). 1 to 40; ours: two school weeks.</summary>
    public int PlanDays { get; init; } = 10;

    /// <summary>Days without any contact with the family after which one is due (S77). 1 to 60; ours: two school weeks.</summary>
    public int LiaisonDays { get; init; } = 10;

    /// <summary>Open cases that a worker holds at most, unless a manager says otherwise for the worker (S97). 1 to 200; the key worker's page of the design shows 50.</summary>
    public int Capacity { get; init; } = 50;

    /// <summary>
    /// Half-days missed in the school year from which a school may refer a child without an open flag (S118). 0 to 100; ours: ten, as the fast track of RULES 4.1.
    /// </summary>
    public int ReferralMissed { get; init; } = 10;

    /// <summary>The day that is so many school days after another.</summary>
    public static DateOnly After(DateOnly day, int schoolDays)
    {
        while (schoolDays > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                schoolDays--;
        }
        return day;
    }
}
