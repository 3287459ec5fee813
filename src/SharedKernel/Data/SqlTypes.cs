using System.Data;
using System.Globalization;
using Dapper;

namespace Attendance.SharedKernel.Data;

/// <summary>
/// How values travel to both databases. Dates are `date` (SQLite: text yyyy-MM-dd), instants are `timestamptz`
/// (SQLite: text yyyy-MM-ddTHH:mm:ss.fffZ, always UTC, so that text order is time order).
/// </summary>
public static class SqlTypes
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Registers the handlers with Dapper; harmless when repeated.</summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.AddTypeHandler(new DateHandler());
    }

    /// <summary>An instant as a parameter value for either database.</summary>
    public static object Instant(DateTimeOffset value, bool sqlite) =>
        sqlite ? value.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture) : value.UtcDateTime;

    /// <summary>A date as a parameter value for either database.</summary>
    public static object Date(DateOnly value, bool sqlite) => sqlite ? value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value;

    /// <summary>Reads an instant as either database returns it.</summary>
    public static DateTimeOffset ToInstant(object value) =>
        value switch
        {
            DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            DateTimeOffset time => time.ToUniversalTime(),
            string text => DateTimeOffset.Parse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            ),
            _ => throw new DataException($"Not an instant: {value.GetType()}"),
        };

    /// <summary>Reads a date as either database returns it.</summary>
    public static DateOnly ToDate(object value) =>
        value switch
        {
            DateOnly date => date,
            DateTime time => DateOnly.FromDateTime(time),
            string text => DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => throw new DataException($"Not a date: {value.GetType()}"),
        };

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => ToInstant(value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = Instant(value, parameter is Microsoft.Data.Sqlite.SqliteParameter);
    }

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => ToDate(value);

        public override void SetValue(IDbDataParameter parameter, DateOnly value) =>
            parameter.Value = Date(value, parameter is Microsoft.Data.Sqlite.SqliteParameter);
    }
}
