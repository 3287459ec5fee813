using System.ComponentModel;

namespace Attendance.Partners.ConcernSchools;

/// <summary>The values by which schools are judged, all in tenths of a point or per cent. The authority sets them; the defaults are ours.</summary>
/// <param name="BelowAlike">A concern from so many points below the attendance of all schools of the phase.</param>
/// <param name="Persistent">A concern when more than this share of the children miss a tenth of their half-days.</param>
/// <param name="Falling">A concern when attendance fell by at least so many points in each of two terms.</param>
/// <param name="Amber">Amber while at most so many points below the target.</param>
/// <param name="Fortnight">On the consultant's agenda when two weeks fell by at least so many points.</param>
internal sealed record ConcernOptions(int BelowAlike = 20, int Persistent = 250, int Falling = 5, int Amber = 10, int Fortnight = 30)
{
    /// <summary>The largest value: a hundred points.</summary>
    public const int Most = 1000;

    /// <summary>A value.</summary>
    public int Of(ConcernOption option) =>
        option switch
        {
            ConcernOption.BelowAlike => BelowAlike,
            ConcernOption.Persistent => Persistent,
            ConcernOption.Falling => Falling,
            ConcernOption.Amber => Amber,
            ConcernOption.Fortnight => Fortnight,
        };

    /// <summary>The same with another value.</summary>
    public ConcernOptions With(ConcernOption option, int tenths) =>
        option switch
        {
            ConcernOption.BelowAlike => this with { BelowAlike = tenths },
            ConcernOption.Persistent => this with { Persistent = tenths },
            ConcernOption.Falling => this with { Falling = tenths },
            ConcernOption.Amber => this with { Amber = tenths },
            ConcernOption.Fortnight => this with { Fortnight = tenths },
        };
}

/// <summary>The name of a value. Stored by name.</summary>
[Description("A value by which schools are judged.")]
internal enum ConcernOption
{
    [Description("A concern from so many points below the attendance of all schools of the phase.")]
    BelowAlike,

    [Description("A concern when more than this share of the children, in per cent, miss a tenth of their half-days.")]
    Persistent,

    [Description("A concern when attendance fell by at least so many points in each of two terms.")]
    Falling,

    [Description("A school is amber while it is at most so many points below its target.")]
    Amber,

    [Description("A school comes on the consultant's agenda when its attendance of two weeks is so many points below the two before.")]
    Fortnight,
}
