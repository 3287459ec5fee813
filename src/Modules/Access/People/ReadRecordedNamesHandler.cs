using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class ReadRecordedNamesHandler(Database database) : IRequestHandler<ReadRecordedNames, IReadOnlyDictionary<string, string>>
{
    private const string Prefix = "person/";

    public async Task<IReadOnlyDictionary<string, string>> Handle(ReadRecordedNames request, CancellationToken cancellationToken)
    {
        var people = request.Who.Select(NumberOf).OfType<long>().ToHashSet();
        if (people.Count == 0)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        await using var connection = await database.OpenAsync(cancellationToken);
        var names = await PersonStore.NamesAsync(connection, people, cancellationToken);
        return names.ToDictionary(pair => $"{Prefix}{pair.Key}", pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>The number of a person's record in the name that records keep, or null.</summary>
    public static long? NumberOf(string who) =>
        who.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(who.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var person)
            ? person
            : null;
}
