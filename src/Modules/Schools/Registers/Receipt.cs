using System.Buffers;
using System.Text;
using System.Text.Json;
using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>
/// A receipt, kept with its submission as one line of text and rendered from it, so that a repeat years later gets the first bytes again.
/// The form of the line: a letter per mark (s, u, t, h), then for each problem or warning "|ordinal:code"; ordinal -1 is the register itself.
/// </summary>
internal static class Receipt
{
    private const string Letters = "suth";

    /// <summary>The line to keep.</summary>
    public static string Encode(IReadOnlyList<MarkStatus> statuses, IReadOnlyList<(int Ordinal, string Code)> remarks)
    {
        var line = new StringBuilder(statuses.Count + (remarks.Count * 20));
        foreach (var status in statuses)
            line.Append(Letters[(int)status]);
        foreach (var (ordinal, code) in remarks)
            line.Append('|').Append(ordinal).Append(':').Append(code);
        return line.ToString();
    }

    /// <summary>The JSON body. <paramref name="seq"/> is the submission's number, null when nothing was written.</summary>
    public static byte[] Render(Laestab school, long? seq, SessionKey session, DateTimeOffset? recordedAt, string line)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (line.Length * 12));
        using var json = new Utf8JsonWriter(buffer);
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        var letters = line.AsSpan(0, bar < 0 ? line.Length : bar);
        json.WriteStartObject();
        if (seq is { } number)
            json.WriteString("receipt"u8, $"{school}-{number}");
        else
            json.WriteNull("receipt"u8);
        json.WriteString("school"u8, school.ToString());
        json.WriteString("date"u8, session.Date.ToString("yyyy-MM-dd"));
        json.WriteString("session"u8, session.Half is HalfDay.AM ? "AM"u8 : "PM"u8);
        if (recordedAt is { } instant)
            json.WriteString("recordedAt"u8, instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        for (var i = 0; i < Letters.Length; i++)
            json.WriteNumber(Name((MarkStatus)i), letters.Count(Letters[i]));
        json.WriteStartArray("marks"u8);
        foreach (var letter in letters)
            json.WriteStringValue(Name((MarkStatus)Letters.IndexOf(letter, StringComparison.Ordinal)));
        json.WriteEndArray();
        json.WriteStartArray("problems"u8);
        if (bar >= 0)
        {
            foreach (var part in line[(bar + 1)..].Split('|'))
            {
                var colon = part.IndexOf(':', StringComparison.Ordinal);
                var (ordinal, code) = (int.Parse(part.AsSpan(0, colon)), part[(colon + 1)..]);
                json.WriteStartObject();
                json.WriteString("pointer"u8, ordinal < 0 ? "/takenAt" : $"/marks/{ordinal}{MarkProblem.Member(code)}");
                json.WriteString("code"u8, code);
                json.WriteString("detail"u8, MarkProblem.Detail(code));
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static ReadOnlySpan<byte> Name(MarkStatus status) =>
        status switch
        {
            MarkStatus.Stored => "stored"u8,
            MarkStatus.Unchanged => "unchanged"u8,
            MarkStatus.Stale => "stale"u8,
            MarkStatus.Held => "held"u8,
        };
}

/// <summary>What became of one mark of a post.</summary>
internal enum MarkStatus
{
    /// <summary>Journalled and effective.</summary>
    Stored,

    /// <summary>Equal to the effective mark: nothing written.</summary>
    Unchanged,

    /// <summary>Journalled but not effective: the effective mark was taken later.</summary>
    Stale,

    /// <summary>Wrong in itself: kept aside, to be released or discarded.</summary>
    Held,
}
