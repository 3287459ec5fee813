namespace Attendance.Schools.Pupils;

/// <summary>
/// A child's folded state as kept in grain storage: a shortcut, never the truth. <see cref="Inputs"/> is a digest of the roll, calendar versions and
/// options it was folded with; another digest at activation means folding again.
/// </summary>
[GenerateSerializer, Alias("PupilSnapshot")]
internal sealed class PupilSnapshot
{
    /// <summary>Marks and episodes with the position of every school.</summary>
    [Id(0)]
    public PupilState? State { get; set; }

    /// <summary>Digest of everything outside the marks.</summary>
    [Id(1)]
    public long Inputs { get; set; }
}
