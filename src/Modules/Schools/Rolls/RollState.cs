using Attendance.SharedKernel;

namespace Attendance.Schools.Rolls;

/// <summary>What is stored of one school's roll and of the children that an input names. <see cref="RollPlan"/> keeps it in step with its own decisions.</summary>
internal sealed class RollState(SchoolRow school, PupilAliases aliases)
{
    private readonly Dictionary<long, List<EnrolmentRow>> _enrolments = [];

    public SchoolRow School { get; } = school;

    /// <summary>Who holds or held a UPN, as stored (a merged record keeps its own).</summary>
    public Dictionary<Upn, long> Holders { get; init; } = [];

    /// <summary>The records of survivors.</summary>
    public Dictionary<long, PupilRow> Pupils { get; init; } = [];

    /// <summary>Siblings ever named, by child.</summary>
    public Dictionary<long, Dictionary<Upn, (int Version, bool Removed)>> Siblings { get; init; } = [];

    /// <summary>The latest contact list, by child.</summary>
    public Dictionary<long, (int Version, string Text)> Contacts { get; init; } = [];

    /// <summary>The latest version of each marker.</summary>
    public Dictionary<(long Pupil, string Kind, string Source, DateOnly From), MarkerRow> Markers { get; init; } = [];

    /// <summary>The surviving child behind a UPN; null: nobody.</summary>
    public long? HolderOf(Upn upn) => Holders.TryGetValue(upn, out var holder) ? aliases.Survivor(holder) : null;

    /// <summary>The enrolments of a survivor at this school, also those stored under a merged id.</summary>
    public IReadOnlyList<EnrolmentRow> EnrolmentsOf(long survivor) => _enrolments.GetValueOrDefault(survivor, []);

    /// <summary>Adds an enrolment, or replaces the one with its key.</summary>
    public void Put(EnrolmentRow row, long? survivor = null)
    {
        var pupil = survivor ?? aliases.Survivor(row.Pupil.Value);
        if (!_enrolments.TryGetValue(pupil, out var rows))
            _enrolments[pupil] = rows = [];
        rows.RemoveAll(other => other.Pupil == row.Pupil && other.EntryDate == row.EntryDate);
        rows.Add(row);
    }
}

/// <summary>A marker as stored.</summary>
internal sealed record MarkerRow(long Pupil, MarkerSpan Span, int Version, bool Removed);
