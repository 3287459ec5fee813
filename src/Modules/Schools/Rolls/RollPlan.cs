using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Decides what a roll input changes in what is stored. Pure: <see cref="RollState"/> in, rows to write out. Rows of the input that contradict what is
/// stored become problems; rows that say what is stored already write nothing.
/// </summary>
internal sealed class RollPlan
{
    private readonly RollState _state;
    private readonly DateOnly _today;
    private readonly long _rollVersion;
    private readonly Func<PupilId> _newId;
    private readonly Dictionary<long, (string Given, string Family, DateOnly Birth)> _said = [];
    private readonly HashSet<long> _changed = [];

    private RollPlan(RollState state, DateOnly today, Func<PupilId> newId)
    {
        _state = state;
        _today = today;
        _newId = newId;
        _rollVersion = state.School.RollVersion + 1;
    }

    /// <summary>Pupils that are new or whose own record changed.</summary>
    public List<PupilRow> Pupils { get; } = [];

    /// <summary>UPNs that are new here, with their child.</summary>
    public List<(Upn Upn, long Pupil)> Upns { get; } = [];

    /// <summary>Enrolments that are new or changed.</summary>
    public List<EnrolmentRow> Enrolments { get; } = [];

    /// <summary>Contact lists that changed.</summary>
    public List<(long Pupil, int Version, string Contacts)> Contacts { get; } = [];

    /// <summary>Siblings that were added or dropped.</summary>
    public List<(long Pupil, Upn Upn, int Version, bool Removed)> Siblings { get; } = [];

    /// <summary>Markers that are new or changed.</summary>
    public List<(long Pupil, MarkerSpan Span, int Version)> Markers { get; } = [];

    /// <summary>Rows that contradict what is stored.</summary>
    public List<RowProblem> Problems { get; } = [];

    /// <summary>Survivors of which anything changed.</summary>
    public IReadOnlyCollection<long> ChangedPupils => _changed;

    /// <summary>Those of them whose UPN or birth date changed: their other schools' rolls change too.</summary>
    public HashSet<long> ChangedEverywhere { get; } = [];

    /// <summary>How many rows changed anything.</summary>
    public int Changed { get; private set; }

    /// <summary>How many rows said what is stored.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Makes the plan. New children get their ids class by class, so that class mates lie side by side in every table.</summary>
    public static RollPlan Make(RollState state, IReadOnlyList<RollEntry> entries, DateOnly today, Func<PupilId> newId)
    {
        var plan = new RollPlan(state, today, newId);
        foreach (
            var entry in entries
                .OrderBy(e => e.YearGroup, StringComparer.Ordinal)
                .ThenBy(e => e.Group, StringComparer.Ordinal)
                .ThenBy(e => e.Row)
        )
            plan.Add(entry);
        plan.Problems.Sort((left, right) => left.Row.CompareTo(right.Row));
        return plan;
    }

    private void Add(RollEntry entry)
    {
        if (Find(entry) is not { } found)
            return;
        var stored = found.Id is { } known ? _state.Pupils[known] : null;
        if (stored is not null && IsAnother(stored, entry))
        {
            Wrong(entry, "upn", "upn-of-another", "This UPN is another child's: both names and the birth date differ.");
            return;
        }
        if (found.Id is { } id && _said.TryGetValue(id, out var said) && said != (entry.GivenName, entry.FamilyName, entry.BirthDate))
        {
            Wrong(entry, "upn", "upn-two-names", "Two UPNs of the same child stand for two names or birth dates.");
            return;
        }
        var enrolment = found.Id is { } enrolled ? Overlapping(enrolled, entry) : null;
        if (enrolment is { } overlap && overlap.EntryDate != entry.EntryDate)
        {
            Wrong(entry, "entryDate", "enrolment-overlap", "The child is on this roll already, under another entry date.");
            return;
        }

        var pupil = found.Id ?? _newId().Value;
        _said[pupil] = (entry.GivenName, entry.FamilyName, entry.BirthDate);
        var changed = SavePupil(entry, pupil, stored, found.TakesUpn);
        changed |= SaveUpns(entry, pupil);
        changed |= SaveEnrolment(entry, pupil, enrolment);
        changed |= SaveSiblings(entry, pupil);
        changed |= SaveContacts(entry, pupil);
        changed |= SaveMarkers(entry, pupil);
        if (changed)
        {
            Changed++;
            _changed.Add(pupil);
        }
        else
            Unchanged++;
    }

    /// <summary>
    /// The child that the row is about: by its UPN, else by a former one (then it takes the row's UPN). A null id is a child not known yet; null is a row
    /// that is about several.
    /// </summary>
    private (long? Id, bool TakesUpn)? Find(RollEntry entry)
    {
        var byUpn = _state.HolderOf(entry.Upn);
        var byFormer = entry.FormerUpns.Select(_state.HolderOf).OfType<long>().Distinct().ToList();
        if (byFormer.Exists(id => byUpn is not null && id != byUpn) || byFormer.Count > 1)
        {
            Wrong(entry, "formerUpns", "upn-of-another", "The UPNs belong to several known children: merge them first, if they are one.");
            return null;
        }
        if (byUpn is not null)
            return (byUpn, false);
        return byFormer.Count == 1 ? (byFormer[0], true) : (null, true);
    }

    private static bool IsAnother(PupilRow stored, RollEntry entry) =>
        stored.BirthDate != entry.BirthDate && stored.GivenName != entry.GivenName && stored.FamilyName != entry.FamilyName;

    /// <summary>The stored enrolment with the same entry date, else one whose time the row's would touch.</summary>
    private EnrolmentRow? Overlapping(long pupil, RollEntry entry)
    {
        var here = _state.EnrolmentsOf(pupil);
        return here.FirstOrDefault(e => e.EntryDate == entry.EntryDate)
            ?? here.FirstOrDefault(e =>
                (e.LeavingDate is null || e.LeavingDate >= entry.EntryDate)
                && (entry.LeavingDate is null || entry.LeavingDate >= e.EntryDate)
            );
    }

    private bool SavePupil(RollEntry entry, long pupil, PupilRow? stored, bool takesUpn)
    {
        var next = new PupilRow(
            pupil,
            (stored?.Version ?? 0) + 1,
            takesUpn || stored is null ? entry.Upn : stored.Upn,
            entry.GivenName,
            entry.FamilyName,
            entry.BirthDate,
            entry.Sex
        );
        if (stored is not null && next with { Version = stored.Version } == stored)
            return false;
        if (stored is not null && (stored.Upn != next.Upn || stored.BirthDate != next.BirthDate))
            ChangedEverywhere.Add(pupil);
        Pupils.Add(next);
        _state.Pupils[pupil] = next;
        return true;
    }

    private bool SaveUpns(RollEntry entry, long pupil)
    {
        var fresh = entry.FormerUpns.Prepend(entry.Upn).Where(upn => _state.HolderOf(upn) is null).ToList();
        foreach (var upn in fresh)
        {
            Upns.Add((upn, pupil));
            _state.Holders[upn] = pupil;
        }
        return fresh.Count > 0;
    }

    private bool SaveEnrolment(RollEntry entry, long pupil, EnrolmentRow? stored)
    {
        var next = (
            stored
            ?? new EnrolmentRow(
                _state.School.School,
                new PupilId(pupil),
                entry.EntryDate,
                0,
                null,
                entry.Status,
                false,
                entry.YearGroup,
                entry.Group,
                []
            )
        ) with
        {
            Version = _rollVersion,
            LeavingDate = entry.LeavingDate,
            Status = entry.Status,
            Boarder = entry.Boarder,
        };
        if (entry.GroupFrom is { } from)
            next = GroupMoves.Move(next, from, entry.YearGroup, entry.Group);
        else if (next.YearGroup != entry.YearGroup || next.Group != entry.Group)
            next = GroupMoves.Move(next, GroupMoves.DefaultFrom(next, entry.YearGroup, _today), entry.YearGroup, entry.Group);
        if (stored is not null && stored.Same(next))
            return false;
        Enrolments.Add(next);
        _state.Put(next, pupil);
        return true;
    }

    private bool SaveSiblings(RollEntry entry, long pupil)
    {
        if (entry.Siblings is not { } said)
            return false;
        var stored = _state.Siblings.GetValueOrDefault(pupil, []);
        var changes = said.Where(upn => !stored.TryGetValue(upn, out var row) || row.Removed)
            .Select(upn => (Upn: upn, Removed: false))
            .Concat(stored.Where(row => !row.Value.Removed && !said.Contains(row.Key)).Select(row => (Upn: row.Key, Removed: true)))
            .ToList();
        foreach (var (upn, removed) in changes)
        {
            var version = stored.TryGetValue(upn, out var row) ? row.Version + 1 : 1;
            Siblings.Add((pupil, upn, version, removed));
            stored[upn] = (version, removed);
        }
        _state.Siblings[pupil] = stored;
        return changes.Count > 0;
    }

    private bool SaveContacts(RollEntry entry, long pupil)
    {
        if (entry.Contacts is not { } said)
            return false;
        var text = RollJson.Contacts(said);
        var stored = _state.Contacts.GetValueOrDefault(pupil, (Version: 0, Text: RollJson.Contacts([])));
        if (stored.Text == text)
            return false;
        Contacts.Add((pupil, stored.Version + 1, text));
        _state.Contacts[pupil] = (stored.Version + 1, text);
        return true;
    }

    private bool SaveMarkers(RollEntry entry, long pupil)
    {
        var changed = false;
        foreach (var span in entry.Markers ?? [])
        {
            var key = (pupil, span.Kind, span.Source, span.From);
            var stored = _state.Markers.GetValueOrDefault(key);
            if (stored is { Removed: false } && stored.Span == span)
                continue;
            var version = (stored?.Version ?? 0) + 1;
            Markers.Add((pupil, span, version));
            _state.Markers[key] = new MarkerRow(pupil, span, version, Removed: false);
            changed = true;
        }
        return changed;
    }

    private void Wrong(RollEntry entry, string field, string code, string detail) =>
        Problems.Add(new RowProblem(entry.Row, field, code, detail));
}
