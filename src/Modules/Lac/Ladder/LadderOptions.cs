namespace Attendance.Lac.Ladder;

/// <summary>
/// How missed days are counted, from <c>Lac:</c> of the configuration. <see cref="OnlyInCare"/>: only half-days of the times in care; otherwise those of the year
/// before care count too. Source: RULES 5.2 (the authority's choice). <see cref="Authority"/>: this authority's number, the first three digits of its schools; a school
/// of another is out of area. <see cref="QuartersBegin"/>: a month in which a quarter of reports begins; the quarters of the financial year unless it is set.
/// </summary>
internal sealed class LadderOptions
{
    public bool OnlyInCare { get; set; }

    public int Authority { get; set; } = 355;

    public int QuartersBegin { get; set; } = 4;
}
