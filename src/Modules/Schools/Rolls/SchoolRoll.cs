using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Rolls;

/// <summary>
/// One school and the children ever on its roll, as known at one version; immutable. <paramref name="Version"/> rises by one with every recorded change
/// of the roll; 0: the school is known and no roll was ever loaded.
/// </summary>
internal sealed record SchoolRoll(Laestab Laestab, string Name, SchoolPhase Phase, long Version, IReadOnlyList<RollPupil> Pupils);

/// <summary>
/// A child with at least one place on the roll. A merged child appears once, under the surviving id, with every UPN of both and the other ids in <paramref name="Aliases"/>.
/// Each <see cref="Enrolment"/> is a stretch in one year group and one group: a child who moved up has two that meet at 31 August and 1 September,
/// so that the group of any date is that of the enrolment which covers it.
/// </summary>
internal sealed record RollPupil(
    PupilId Id,
    Upn Upn,
    IReadOnlyList<Upn> FormerUpns,
    DateOnly BirthDate,
    IReadOnlyList<Enrolment> Enrolments,
    IReadOnlyList<PupilId> Aliases
);

/// <summary>
/// A child over all schools. A record that was merged into another has <paramref name="MergedInto"/> and no enrolments: they are the survivor's, who lists
/// it in <paramref name="Aliases"/>. <paramref name="Sex"/>: F, M or U (not known).
/// </summary>
internal sealed record PupilRecord(
    PupilId Id,
    Upn Upn,
    IReadOnlyList<Upn> FormerUpns,
    string GivenName,
    string FamilyName,
    DateOnly BirthDate,
    char Sex,
    PupilId? MergedInto,
    IReadOnlyList<PupilId> Aliases,
    IReadOnlyList<Enrolment> Enrolments
);
