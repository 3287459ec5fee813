using Dapper;

namespace Attendance.Access.Contracts;

/// <summary>
/// A condition that holds for the children a caller may reach with an act on a school day, to be put into a list's <c>where</c>, so that the database
/// filters and counts. It joins <c>access_grant</c> and <c>access_place</c> (ADR 0009). Parameters are named access_*; <see cref="AddTo"/> adds them all.
/// </summary>
/// <param name="Sql">The condition, in brackets. Never empty.</param>
/// <param name="Parameters">Name without the @, and value: long, DateOnly or DateTimeOffset.</param>
public sealed record Visible(string Sql, IReadOnlyList<(string Name, object Value)> Parameters)
{
    /// <summary>True when nobody at all is in scope, because the caller holds nothing that allows the act.</summary>
    public bool IsNobody => Parameters.Count == 0 && Sql.Contains("1 = 0", StringComparison.Ordinal);

    /// <summary>Adds its parameters to those of a statement that has <see cref="Sql"/> in it.</summary>
    public void AddTo(DynamicParameters parameters)
    {
        foreach (var (name, value) in Parameters)
            parameters.Add(name, value);
    }
}
