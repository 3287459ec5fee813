using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Attendance.SharedKernel;

namespace Attendance.Schools.Calendars;

/// <summary>
/// One line of a calendar as it travels and is stored: local date (yyyy-MM-dd), session (AM, PM), open or not, when it starts and when its register
/// closes (HH:mm, local time), for the whole school or for one year group.
/// </summary>
internal sealed record CalendarLine(string Date, string Session, bool Open, string Start, string Close, string? YearGroup = null)
{
    public static CalendarLine From(CalendarSession session) =>
        new(
            session.Session.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            session.Session.Half.ToString(),
            session.Open,
            session.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
            session.Close.ToString("HH:mm", CultureInfo.InvariantCulture),
            session.YearGroup
        );

    /// <summary>Reads a line that is known to be right, from our own database.</summary>
    public CalendarSession ToSession() =>
        new(
            new SessionKey(
                DateOnly.ParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                SessionKey.TryParseHalf(Session, out var half) ? half : throw new FormatException("Not a session.")
            ),
            Open,
            TimeOnly.ParseExact(Start, "HH:mm", CultureInfo.InvariantCulture),
            TimeOnly.ParseExact(Close, "HH:mm", CultureInfo.InvariantCulture),
            YearGroup
        );

    /// <summary>The stored text of a year's lines: in time order, the whole school before its year groups, so that equal calendars are equal texts.</summary>
    public static string Text(IEnumerable<CalendarSession> sessions) =>
        JsonSerializer.Serialize(
            sessions.OrderBy(s => s.Session).ThenBy(s => s.YearGroup, StringComparer.Ordinal).Select(From).ToArray(),
            CalendarJsonContext.Default.CalendarLineArray
        );

    /// <summary>Reads the stored text.</summary>
    public static IEnumerable<CalendarSession> Parse(string text) =>
        (JsonSerializer.Deserialize(text, CalendarJsonContext.Default.CalendarLineArray) ?? []).Select(line => line.ToSession());
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CalendarLine[]))]
internal sealed partial class CalendarJsonContext : JsonSerializerContext;
