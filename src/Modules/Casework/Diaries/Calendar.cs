using System.Globalization;
using System.Text;

namespace Attendance.Casework.Diaries;

/// <summary>Writes a diary as iCalendar (RFC 5545): one all-day event for each thing that is due. Pure.</summary>
internal static class Calendar
{
    /// <summary>The longest line, in bytes without its end (RFC 5545, 3.1).</summary>
    private const int LongestLine = 75;

    /// <summary>The calendar as text. <paramref name="now"/>: when it was written.</summary>
    public static string Write(IEnumerable<DiaryLine> lines, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Attendance//Casework diary//EN");
        foreach (var line in lines)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{line.Case}-{line.Item.Replace('/', '-')}@attendance");
            Line($"DTSTAMP:{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
            Line($"DTSTART;VALUE=DATE:{Day(line.On)}");
            Line($"DTEND;VALUE=DATE:{Day(line.On.AddDays(1))}");
            Line($"SUMMARY:{Escape(line.Sentence)}");
            Line($"DESCRIPTION:{Escape($"Case {line.Case}")}");
            Line("END:VEVENT");
        }
        Line("END:VCALENDAR");
        return text.ToString();

        void Line(string content)
        {
            // A long line goes on in the next one after a space; no character is cut in two.
            var bytes = 0;
            foreach (var rune in content.EnumerateRunes())
            {
                if (bytes + rune.Utf8SequenceLength > LongestLine)
                {
                    text.Append("\r\n ");
                    bytes = 1;
                }
                text.Append(rune.ToString());
                bytes += rune.Utf8SequenceLength;
            }
            text.Append("\r\n");
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
