namespace Attendance.Schools.Rolls;

/// <summary>Which child records turned out to be the same child. A chain (a into b, b into c) ends at its last survivor.</summary>
internal sealed class PupilAliases
{
    private readonly Dictionary<long, long> _into = [];
    private readonly Lazy<ILookup<long, long>> _members;

    /// <param name="rows">Every merge (into a survivor) and unmerge (null), oldest first for each record.</param>
    public PupilAliases(IEnumerable<(long Pupil, long? Into)> rows)
    {
        foreach (var (pupil, into) in rows)
        {
            if (into is { } survivor)
                _into[pupil] = survivor;
            else
                _into.Remove(pupil);
        }
        _members = new Lazy<ILookup<long, long>>(() => _into.Keys.ToLookup(Survivor));
    }

    /// <summary>The record that a record's marks, flags and grants are shown under; itself when it was never merged.</summary>
    public long Survivor(long pupil)
    {
        while (_into.TryGetValue(pupil, out var into))
            pupil = into;
        return pupil;
    }

    /// <summary>A survivor and every record merged into it.</summary>
    public IReadOnlyList<long> Family(long survivor) => [survivor, .. _members.Value[survivor].Order()];

    /// <summary>These records, their survivors, and all that was merged into those.</summary>
    public IReadOnlyCollection<long> WithAll(IEnumerable<long> pupils)
    {
        var all = new HashSet<long>();
        foreach (var pupil in pupils)
        {
            if (!all.Add(pupil) && !_into.ContainsKey(pupil))
                continue;
            all.UnionWith(Family(Survivor(pupil)));
        }
        return all;
    }
}
