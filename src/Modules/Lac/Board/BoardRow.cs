namespace Attendance.Lac.Board;

/// <summary>A child of the board as the standings have it. Sessions are numbers; <see cref="Am"/> and <see cref="Pm"/> are names of classes.</summary>
internal sealed class BoardRow
{
    public long PupilId { get; init; }
    public int Year { get; init; }
    public int Possible { get; init; }
    public int Authorised { get; init; }
    public int Unauthorised { get; init; }
    public int Missed { get; init; }
    public int? LastMissed { get; init; }
    public int PaceMissed { get; init; }
    public int PacePossible { get; init; }
    public DateOnly? ReachesTen { get; init; }
    public DateOnly? ReachesTwentyFive { get; init; }
    public DateOnly Today { get; init; }
    public bool DueAm { get; init; }
    public bool DuePm { get; init; }
    public string? Am { get; init; }
    public string? Pm { get; init; }
    public int? Unexplained { get; init; }
    public DateTimeOffset CountedAt { get; init; }
    public DateOnly Started { get; init; }
    public string Placement { get; init; } = "";
    public string? UnitName { get; init; }
    public string? SocialWorker { get; init; }
}
