using Attendance.Schools.Data;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Flags;

/// <summary>Reads the approved changes of options for the fold. One set of options is shared by every grain that loads after the last approval.</summary>
internal sealed class FlagOptionStore(Database database)
{
    private volatile StoredOptions _latest = new(FlagOptions.Default, 0);

    /// <summary>The options in force, now or as known at an instant.</summary>
    public async Task<StoredOptions> LoadAsync(DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        if (knownAt is null)
        {
            var count = await transaction
                .Command("select count(*) from schools_flag_option_approval")
                .ReadAsync(reader => reader.GetInt64(0), cancellation);
            if (_latest is var latest && latest.Version == count[0])
                return latest;
        }
        var command = transaction.Command(
            $"""
            select o.from_date, o.rule, o.option_name, o.value from schools_flag_option_approval a
            join schools_flag_option o on o.number = a.number {(knownAt is null ? "" : "where a.recorded_at <= @known")}
            order by a.recorded_at, o.number
            """
        );
        if (knownAt is { } known)
            command.With("known", known);
        var changes = await command.ReadAsync(
            reader => new FlagOptionChange(reader.Date(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3)),
            cancellation
        );
        var stored = new StoredOptions(changes.Count == 0 ? FlagOptions.Default : new FlagOptions(changes), changes.Count);
        if (knownAt is null)
            _latest = stored;
        return stored;
    }
}

/// <summary>Options with their version: how many changes were approved.</summary>
internal sealed record StoredOptions(FlagOptions Options, long Version);
