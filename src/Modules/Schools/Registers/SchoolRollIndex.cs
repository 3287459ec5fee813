using Attendance.Schools.Contracts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>A school's roll as its grain needs it: by UPN, former ones included.</summary>
internal sealed class SchoolRollIndex
{
    private readonly Dictionary<Upn, RollPupil> _byUpn;
    private readonly Dictionary<PupilId, PupilId> _survivors = [];

    public SchoolRollIndex(SchoolRoll roll)
    {
        Pupils = roll.Pupils;
        _byUpn = new Dictionary<Upn, RollPupil>(roll.Pupils.Count);
        foreach (var pupil in roll.Pupils)
        {
            foreach (var former in pupil.FormerUpns)
                _byUpn.TryAdd(former, pupil);
        }
        foreach (var pupil in roll.Pupils)
        {
            _byUpn[pupil.Upn] = pupil;
            foreach (var alias in pupil.Aliases)
                _survivors[alias] = pupil.Id;
        }
    }

    /// <summary>Every child who is or was on the roll.</summary>
    public IReadOnlyList<RollPupil> Pupils { get; }

    /// <summary>The child with a UPN, the present one or a former one.</summary>
    public RollPupil? Find(Upn upn) => _byUpn.GetValueOrDefault(upn);

    /// <summary>The child that a journalled id stands for now: itself, or the one it was merged into.</summary>
    public PupilId Survivor(PupilId journalled) => _survivors.GetValueOrDefault(journalled, journalled);

    /// <summary>The child's place on this roll on a date, or null.</summary>
    public static Enrolment? Enrolment(RollPupil pupil, DateOnly date)
    {
        foreach (var enrolment in pupil.Enrolments)
        {
            if (enrolment.Covers(date))
                return enrolment;
        }
        return null;
    }
}
