using System.Data.Common;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Access.People;

/// <summary>
/// Writes <c>access_place</c> with few statements, because a roll is loaded whole. Everything written into the text is a number, a date in ISO form or a name
/// of an enumeration, so nothing needs escaping.
/// </summary>
internal sealed class Places : IPlaces
{
    private const int RowsInStatement = 200;

    public async Task ReplaceAsync(
        DbTransaction transaction,
        IReadOnlyCollection<PupilId> children,
        IReadOnlyCollection<GrantTargetKind> kinds,
        IReadOnlyCollection<ChildPlace> places,
        CancellationToken cancellation = default
    )
    {
        var named = string.Join(", ", kinds.Select(kind => $"'{PersonStore.Name(kind)}'"));
        foreach (var some in children.Order().Chunk(RowsInStatement))
            await RunAsync(
                transaction,
                $"delete from access_place where target in ({named}) and pupil in ({string.Join(", ", some.Select(child => child.Value))})",
                cancellation
            );
        foreach (var some in places.OrderBy(place => place.Child).ThenBy(place => place.From).Chunk(RowsInStatement))
            await RunAsync(
                transaction,
                $"insert into access_place (pupil, target, target_id, from_date, until_date) values {string.Join(", ", some.Select(Row))}",
                cancellation
            );
    }

    private static string Row(ChildPlace place) =>
        $"({place.Child.Value}, '{PersonStore.Name(place.On.Kind)}', {place.On.Id}, {Date(place.From)}, {(place.Until is { } until ? Date(until) : "null")})";

    private static string Date(DateOnly date) => $"'{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

#pragma warning disable CA2100 // See above: numbers, dates and names of enumerations.
    private static async Task RunAsync(DbTransaction transaction, string sql, CancellationToken cancellation)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
#pragma warning restore CA2100
}
