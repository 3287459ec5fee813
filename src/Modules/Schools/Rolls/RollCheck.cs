using System.Globalization;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;

namespace Attendance.Schools.Rolls;

/// <summary>Judges roll lines by themselves and against each other, without looking at what is stored. Pure.</summary>
internal static class RollCheck
{
    /// <summary>Source: RULES 1, NCY.</summary>
    private static readonly HashSet<string> YearGroups = [.. Enumerable.Range(1, 14).Select(year => $"{year}"), "N1", "N2", "R", "X"];

    /// <summary>The right lines as entries, and a problem for each of the others.</summary>
    public static (IReadOnlyList<RollEntry> Entries, IReadOnlyList<RowProblem> Problems) Check(
        IReadOnlyList<(int Row, RollLine? Line)> lines
    )
    {
        var problems = new List<RowProblem>();
        var entries = new List<RollEntry>(lines.Count);
        foreach (var (row, said) in lines)
        {
            var line = new LineCheck(row, problems);
            if (said is null)
                line.Wrong(null, "missing", "The row is empty.");
            else if (line.Read(said) is { } entry)
                entries.Add(entry);
        }
        return (Together(entries, problems), problems);
    }

    /// <summary>True for a year group as taught: N1, N2, R, 1 to 14, X.</summary>
    public static bool IsYearGroup(string? text) => text is not null && YearGroups.Contains(text);

    /// <summary>Reads yyyy-MM-dd and nothing else: a serial number or a date with slashes could be any day.</summary>
    public static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date.Year is >= 1900 and <= 2200;

    /// <summary>Lines that contradict each other are all refused: nobody can say which is right.</summary>
    private static List<RollEntry> Together(List<RollEntry> entries, List<RowProblem> problems)
    {
        var bad = new HashSet<int>();
        foreach (var same in entries.GroupBy(entry => entry.Upn).Where(group => group.Skip(1).Any()))
        {
            if (same.DistinctBy(entry => (entry.GivenName, entry.FamilyName, entry.BirthDate)).Skip(1).Any())
                Refuse(same, "upn", "upn-two-names", "The same UPN stands for two names or birth dates.");
            else if (same.DistinctBy(entry => entry.EntryDate).Count() < same.Count())
                Refuse(same, "entryDate", "duplicate-row", "The same child and entry date stand in several rows.");
        }
        var holders = entries.ToLookup(entry => entry.Upn);
        var formers = entries.SelectMany(entry => entry.FormerUpns.Select(former => (former, entry))).ToLookup(x => x.former, x => x.entry);
        foreach (var former in formers)
        {
            var claims = former.Concat(holders[former.Key]).DistinctBy(entry => entry.Upn).ToList();
            if (claims.Count > 1)
                Refuse(claims, "formerUpns", "upn-of-another", "A former UPN is also another child's in the same input.");
        }
        return entries.Where(entry => !bad.Contains(entry.Row)).ToList();

        void Refuse(IEnumerable<RollEntry> rows, string field, string code, string detail)
        {
            foreach (var entry in rows.Where(entry => bad.Add(entry.Row)))
                problems.Add(new RowProblem(entry.Row, field, code, detail));
        }
    }

    /// <summary>Reads one line; every wrong value of it is told.</summary>
    private sealed class LineCheck(int row, List<RowProblem> problems)
    {
        private bool _wrong;

        public RollEntry? Read(RollLine line)
        {
            var upn = Upn(line.Upn, "upn");
            var formers = Upns(line.FormerUpns, "formerUpns") ?? [];
            var given = Text(line.GivenName, "givenName", 100);
            var family = Text(line.FamilyName, "familyName", 100);
            var birth = Date(line.BirthDate, "birthDate");
            var entry = Date(line.EntryDate, "entryDate");
            var leaving = line.LeavingDate is null ? null : Date(line.LeavingDate, "leavingDate");
            var groupFrom = line.GroupFrom is null ? null : Date(line.GroupFrom, "groupFrom");
            if (line.Sex is not ("F" or "M" or "U"))
                Wrong("sex", "sex-invalid", "Sex is F, M or U.");
            var status = Status(line.Status);
            if (!IsYearGroup(line.YearGroup))
                Wrong("yearGroup", "year-group-invalid", "A year group is N1, N2, R, 1 to 14 or X.");
            var group = line.Group is null ? null : Text(line.Group, "group", 40);
            var siblings = Upns(line.Siblings, "siblings");
            var contacts = line.Contacts?.Select(Contact).ToList();
            var markers = line.Markers?.Select(Marker).ToList();
            if (
                markers is not null
                && markers.Where(m => m is not null).GroupBy(m => (m!.Kind, m.Source, m.From)).Any(g => g.Skip(1).Any())
            )
                Wrong("markers", "duplicate-marker", "The same kind, source and first day stand twice.");
            if (entry < birth || (birth is { } born && entry >= born.AddYears(25)))
                Wrong("birthDate", "birth-date-invalid", "The child would enter before birth or after 25.");
            if (leaving < entry)
                Wrong("leavingDate", "date-order", "The last day is before the first.");
            if (groupFrom < entry || groupFrom > leaving)
                Wrong("groupFrom", "date-order", "The group would count outside the time on roll.");
            if (upn is { } own && (formers.Contains(own) || siblings?.Contains(own) is true))
                Wrong("upn", "upn-repeated", "The child's own UPN is also among the former ones or the siblings.");
            if (_wrong)
                return null;
            return new RollEntry(
                row,
                upn!.Value,
                formers,
                given!,
                family!,
                birth!.Value,
                line.Sex![0],
                entry!.Value,
                leaving,
                status,
                line.Boarder ?? false,
                line.YearGroup!,
                group,
                groupFrom,
                siblings?.Order().ToList(),
                contacts!,
                markers!
            );
        }

        public void Wrong(string? field, string code, string detail)
        {
            _wrong = true;
            problems.Add(new RowProblem(row, field, code, detail));
        }

        private Upn? Upn(string? text, string field)
        {
            if (SharedKernel.Upn.TryParse(text, out var upn))
                return upn;
            Wrong(field, "upn-invalid", "Not a unique pupil number: 13 characters with the right check letter.");
            return null;
        }

        private List<Upn>? Upns(IReadOnlyList<string>? texts, string field)
        {
            if (texts is null)
                return null;
            if (texts.Count > 30)
            {
                Wrong(field, "too-many", "More than 30.");
                return [];
            }
            return texts.Select(text => Upn(text, field)).OfType<Upn>().Distinct().ToList();
        }

        private string? Text(string? text, string field, int most)
        {
            var value = text?.Trim();
            if (string.IsNullOrEmpty(value))
                Wrong(field, "missing", "A value is needed.");
            else if (value.Length > most)
                Wrong(field, "too-long", $"At most {most} characters.");
            else if (!PlainText.IsPlain(value))
                Wrong(field, "text-invalid", "Control characters and broken characters are not text.");
            else
                return value;
            return null;
        }

        private DateOnly? Date(string? text, string field)
        {
            if (TryDate(text, out var date))
                return date;
            Wrong(field, text is null or "" ? "missing" : "date-invalid", "A date is written yyyy-MM-dd.");
            return null;
        }

        private EnrolmentStatus Status(string? text)
        {
            switch (text)
            {
                case null or "C":
                    return EnrolmentStatus.Single;
                case "M" or "S" or "F" or "O" or "G":
                    return (EnrolmentStatus)text[0];
                default:
                    Wrong("status", "status-invalid", "An enrolment status is C, M, S, F, O or G.");
                    return EnrolmentStatus.Single;
            }
        }

        private PupilContact? Contact(ContactLine? line)
        {
            var name = Text(line?.Name, "contacts", 200);
            var relationship = Text(line?.Relationship, "contacts", 60);
            var phone = line?.Phone is null ? null : Text(line.Phone, "contacts", 40);
            var email = line?.Email is null ? null : Text(line.Email, "contacts", 200);
            return name is null || relationship is null
                ? null
                : new PupilContact(name, relationship, line!.ParentalResponsibility ?? false, phone, email);
        }

        private MarkerSpan? Marker(MarkerLine? line)
        {
            if (!MarkerKinds.IsKnown(line?.Kind))
                Wrong("markers", "marker-kind-invalid", "Not a kind of marker.");
            var source = Text(line?.Source, "markers", 60);
            var from = Date(line?.From, "markers");
            var to = line?.To is null ? null : Date(line.To, "markers");
            var detail = line?.Detail is null ? null : Text(line.Detail, "markers", 60);
            if (to < from)
                Wrong("markers", "date-order", "The last day is before the first.");
            return source is null || from is null ? null : new MarkerSpan(line!.Kind!, source, from.Value, to, detail);
        }
    }
}
