using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Npgsql;

namespace Attendance.Schools.Rolls;

/// <summary>One change of reference data under way: what it reads, when it is recorded and by whom, and which schools it touches.</summary>
internal sealed class RollTransaction(
    DbTransaction transaction,
    SchoolClock clock,
    IPlaces places,
    string by,
    CancellationToken cancellation
)
{
    private readonly Dictionary<Laestab, SchoolRow> _schools = [];
    private readonly SortedDictionary<Laestab, (string Kind, HashSet<long> Pupils)> _rolls = [];
    private readonly SortedDictionary<Laestab, long> _calendars = [];

    public DbTransaction Transaction { get; } = transaction;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What is stored now.</summary>
    public RollRows Rows { get; } = new(transaction, knownAt: null);

    /// <summary>When the change is recorded: never before anything recorded of a school it locked.</summary>
    public DateTimeOffset RecordedAt { get; private set; } = clock.Now;

    /// <summary>Who changes.</summary>
    public string RecordedBy { get; } = by;

    /// <summary>The date in England.</summary>
    public DateOnly Today { get; } = clock.Today;

    /// <summary>After the commit: the new roll versions, with the children.</summary>
    public List<(Laestab School, long Version, IReadOnlyCollection<PupilId> Pupils)> TouchedRolls { get; } = [];

    /// <summary>After the commit: the new calendar versions.</summary>
    public List<(Laestab School, long Version)> TouchedCalendars => _calendars.Select(c => (c.Key, c.Value)).ToList();

    /// <summary>Locks a school until the end and reads it. Null: there is none.</summary>
    public async Task<SchoolRow?> LockAsync(Laestab school)
    {
        if (_schools.TryGetValue(school, out var known))
            return known;
        if (Transaction is NpgsqlTransaction)
            await Transaction
                .Command("select 1 from schools_school where school_id = @school for update")
                .With("school", (long)school.Value)
                .RunAsync(Cancellation);
        var row = await Rows.SchoolAsync(school, Cancellation);
        if (row is null)
            return null;
        _schools[school] = row;
        if (row.RecordedAt > RecordedAt)
            RecordedAt = row.RecordedAt;
        return row;
    }

    /// <summary>Notes that a school's roll changes for these children; its version rises by one, however often it is noted.</summary>
    public async Task TouchRollAsync(Laestab school, string kind, IEnumerable<long> pupils)
    {
        _ = await LockAsync(school) ?? throw new InvalidOperationException($"School {school} has a roll and does not exist.");
        if (!_rolls.TryGetValue(school, out var change))
            _rolls[school] = change = (kind, []);
        change.Pupils.UnionWith(pupils);
    }

    /// <summary>The version that the roll of a locked school will have after this change.</summary>
    public long NextRollVersion(Laestab school) => _schools[school].RollVersion + 1;

    /// <summary>The next version of a locked school's calendar; its calendar is noted as changed.</summary>
    public long NextCalendarVersion(Laestab school) =>
        _calendars[school] = _calendars.GetValueOrDefault(school, _schools[school].CalendarVersion) + 1;

    /// <summary>Gives up: whatever was written is rolled back and the caller gets the refusal.</summary>
    public Result<T> Refuse<T>(Error error)
    {
        Refused = true;
        return error;
    }

    /// <summary>True when the change was given up.</summary>
    public bool Refused { get; private set; }

    /// <summary>
    /// Tells Access where the touched children are now: on a roll until the day after they left it. The school that had a child last keeps it until another
    /// takes it over, for it still answers for the child. A record merged into another leaves its places to that one.
    /// </summary>
    private async Task SavePlacesAsync()
    {
        var aliases = await Rows.AliasesAsync(Cancellation);
        var family = aliases.WithAll(_rolls.Values.SelectMany(change => change.Pupils));
        var enrolments = await Rows.EnrolmentsOfAsync(family, Cancellation);
        var rows = new List<ChildPlace>();
        foreach (var child in enrolments.GroupBy(row => aliases.Survivor(row.Pupil.Value)))
        {
            var latest = child.Max(row => row.LeavingDate ?? DateOnly.MaxValue);
            foreach (var stay in child.GroupBy(row => (row.School, row.EntryDate)))
            {
                var left = stay.Max(row => row.LeavingDate ?? DateOnly.MaxValue);
                rows.Add(
                    new ChildPlace(
                        new PupilId(child.Key),
                        GrantTarget.Of(stay.Key.School),
                        stay.Key.EntryDate,
                        left == latest ? null : left.AddDays(1)
                    )
                );
            }
        }
        rows.AddRange(
            family
                .Where(member => aliases.Survivor(member) != member)
                .Select(member => new ChildPlace(
                    new PupilId(aliases.Survivor(member)),
                    GrantTarget.Of(new PupilId(member)),
                    DateOnly.MinValue,
                    null
                ))
        );
        await places.ReplaceAsync(
            Transaction,
            family.Select(member => new PupilId(member)).ToList(),
            [GrantTargetKind.School, GrantTargetKind.Pupil],
            rows,
            Cancellation
        );
    }

    /// <summary>Writes the changes noted; the last step before the commit.</summary>
    public async Task CloseAsync()
    {
        if (_rolls.Count > 0)
            await SavePlacesAsync();
        foreach (var (school, (kind, pupils)) in _rolls)
        {
            var version = NextRollVersion(school);
            var ids = pupils.Order().ToList();
            await Transaction
                .Command(
                    """
                    insert into schools_roll_change (school_id, version, kind, pupils, recorded_at, recorded_by)
                    values (@school, @version, @kind, @pupils, @at, @by)
                    """
                )
                .With("school", (long)school.Value)
                .With("version", version)
                .With("kind", kind)
                .With("pupils", RollJson.Ids(ids))
                .With("at", RecordedAt)
                .With("by", RecordedBy)
                .RunAsync(Cancellation);
            TouchedRolls.Add((school, version, ids.Select(id => new PupilId(id)).ToList()));
        }
        foreach (var school in _rolls.Keys.Union(_calendars.Keys).Order())
            await Transaction
                .Command(
                    "update schools_school set roll_version = @roll, calendar_version = @calendar, recorded_at = @at where school_id = @school"
                )
                .With("school", (long)school.Value)
                .With("roll", _rolls.ContainsKey(school) ? NextRollVersion(school) : _schools[school].RollVersion)
                .With("calendar", _calendars.GetValueOrDefault(school, _schools[school].CalendarVersion))
                .With("at", RecordedAt)
                .RunAsync(Cancellation);
    }
}
