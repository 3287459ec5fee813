using Npgsql;
using NpgsqlTypes;

namespace Attendance.SharedKernel.Data;

/// <summary>Parameters for statements that take many rows at once, a column each: <c>select * from unnest($1, $2, ...)</c>.</summary>
public static class PostgresArrays
{
    /// <summary>Adds a column of the rows as the next positional parameter. Nulls become SQL nulls.</summary>
    public static void AddColumn<TRow, TValue>(
        this NpgsqlParameterCollection parameters,
        IReadOnlyList<TRow> rows,
        Func<TRow, TValue> value,
        NpgsqlDbType type
    )
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(rows[i]);
        parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
