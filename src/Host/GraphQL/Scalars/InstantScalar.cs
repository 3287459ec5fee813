using System.Globalization;
using System.Text.RegularExpressions;

namespace Attendance.Host.GraphQL.Scalars;

/// <summary>An instant, always with an offset.</summary>
internal sealed partial class InstantScalar : TextScalar<DateTimeOffset>
{
    public InstantScalar()
    {
        Name = "Instant";
        Description = "A moment with its offset, RFC 3339: 2026-11-24T09:12:00Z. Answers are in UTC.";
    }

    protected override bool TryRead(string text, out DateTimeOffset value)
    {
        value = default;
        return Form().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out value);
    }

    protected override string Write(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
