using System.Globalization;
using Attendance.SharedKernel;

namespace Attendance.Casework.Contracts;

/// <summary>A case's identity: a <see cref="GrowingNumber"/>, never reused. A child has at most one open case.</summary>
public readonly record struct CaseId(long Value)
{
    /// <summary>A new id.</summary>
    public static CaseId New(TimeProvider clock) => new(GrowingNumber.Next(clock));

    /// <summary>What the grants that the case opens name as their source: "case/12".</summary>
    public string Source => $"case/{Value.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads the decimal form used in URLs and GraphQL ids.</summary>
    public static bool TryParse(string? text, out CaseId id)
    {
        var ok = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        id = ok ? new CaseId(value) : default;
        return ok;
    }

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
