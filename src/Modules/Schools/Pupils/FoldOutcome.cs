using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>What a fold changed: the child's standing as it is now, the school years it touched, the flag episodes that differ.</summary>
[Orleans.GenerateSerializer(GenerateFieldIds = Orleans.GenerateFieldIds.PublicProperties), Orleans.Immutable]
internal sealed record FoldOutcome(PupilStanding Standing, IReadOnlyList<EnrolmentStanding> Enrolments, IReadOnlyList<FlagChange> Flags);

/// <summary>
/// The child over all enrolments in the school year of the last session that counted; what casework reads. Sessions; a session marked at two schools
/// counts once.
/// </summary>
[Orleans.GenerateSerializer(GenerateFieldIds = Orleans.GenerateFieldIds.PublicProperties), Orleans.Immutable]
internal sealed record PupilStanding(
    PupilId Pupil,
    AcademicYear Year,
    int Possible,
    int Attended,
    int Authorised,
    int Unauthorised,
    int Missing,
    SessionKey? LastSession,
    IReadOnlyList<OpenFlag> Flags
)
{
    /// <summary>The last missed half-day of that school year; null without any.</summary>
    public SessionKey? LastMissed { get; init; }

    /// <summary>Authorised and unauthorised.</summary>
    public int Absent => Authorised + Unauthorised;

    /// <summary>The highest severity of the flags that nobody dismissed.</summary>
    public FlagSeverity Severity =>
        Flags.Count == 0 ? default : Flags.Where(flag => !flag.Dismissed).Select(flag => flag.Severity).DefaultIfEmpty().Max();
}

/// <summary>One child at one school in one school year; what statistics read. <paramref name="Detail"/> is a <see cref="PackedCounts"/>.</summary>
[Orleans.GenerateSerializer(GenerateFieldIds = Orleans.GenerateFieldIds.PublicProperties), Orleans.Immutable]
internal sealed record EnrolmentStanding(
    Laestab School,
    AcademicYear Year,
    PupilId Pupil,
    int Possible,
    int Attended,
    int Authorised,
    int Unauthorised,
    int Missing,
    int LateBeforeClose,
    int LateAfterClose,
    byte[] Detail
);

/// <summary>A flag that is open now. Its identity is the child, the rule and the session at which the episode opened.</summary>
[Orleans.GenerateSerializer(GenerateFieldIds = Orleans.GenerateFieldIds.PublicProperties), Orleans.Immutable]
internal sealed record OpenFlag(string Rule, int RuleVersion, SessionKey Episode, int Level, FlagSeverity Severity, bool Dismissed);
