using Attendance.Casework.Enforcement.Law;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Documents;
using Attendance.SharedKernel.Time;

namespace Attendance.Casework.Court;

/// <summary>
/// What a court is given about one matter: the certificate of attendance with only unauthorised half-days, as known at an instant, and the exhibits. <see cref="Evidence"/>
/// cannot hold anything else. What is under legal privilege, or restricted for safeguarding, never comes in.
/// </summary>
internal sealed record CourtPack(
    string Authority,
    string ChildName,
    DateOnly BirthDate,
    string? SchoolName,
    string ParentName,
    string Title,
    Offence? Offence,
    DateOnly From,
    DateOnly To,
    DateTimeOffset KnownAt,
    int Version,
    Evidence Evidence,
    IReadOnlyList<PackEntry> Support,
    IReadOnlyList<PackEntry> Chronology,
    IReadOnlyList<PackEntry> Letters,
    IReadOnlyList<PenaltyNotice> Notices,
    IReadOnlyList<PackEntry> Statements
)
{
    /// <summary>The pack as a PDF.</summary>
    public byte[] Print()
    {
        using var pages = PdfPages.New($"Court pack, version {Version}");
        pages.Title(Authority);
        pages.Heading($"{Title}: court pack, version {Version}");
        pages.Text($"Child: {ChildName}, born {Guards.Day(BirthDate)}, {SchoolName ?? "on no school's roll"}");
        pages.Text($"Parent: {ParentName}");
        if (Offence is { } offence)
            pages.Text($"Offence: {OffenceLaw.Of(offence).Section}: the child {OffenceLaw.Of(offence).Words}.");
        pages.Text($"Period: {Guards.Day(From)} to {Guards.Day(To)}");
        pages.Text($"Registers as they were known on {Instant(KnownAt)}. A later correction makes a new version.");

        pages.Heading("1. Certificate of attendance");
        pages.Text(
            $"From {Guards.Day(From)} to {Guards.Day(To)} {ChildName} could have attended {Evidence.Possible} half-days, attended {Evidence.Attended}, and was absent without the school's permission on {Evidence.Admitted.Count} half-days, which are listed here. Absence that the school approved is not part of this certificate and is not relied on."
        );
        pages.Table(
            [0.3, 0.15, 0.1, 0.45],
            ["Date", "Half-day", "Code", "Meaning"],
            Evidence.Admitted.Select(mark =>
                (IReadOnlyList<string>)
                    [
                        Guards.Day(mark.Session.Date),
                        mark.Session.Half is HalfDay.AM ? "morning" : "afternoon",
                        mark.Code,
                        AttendanceCode.Parse(mark.Code).Label,
                    ]
            )
        );
        pages.Text($"Total: {Evidence.Admitted.Count} unauthorised half-days.", bold: true);

        Part(pages, "2. Support offered", Support, "No support is recorded.");
        pages.Heading("3. Notices");
        if (Notices.Count == 0)
            pages.Text("No penalty notice was issued to this parent for this child.");
        foreach (var notice in Notices)
            pages.Text(
                $"Penalty notice {notice.Number}, issued {Guards.Day(notice.IssuedOn)}, received {Guards.Day(notice.ReceivedOn)}: "
                    + (notice.Terms.Low is { } low ? $"£{low:0} until {Guards.Day(notice.LowUntil!.Value)}, then " : "")
                    + $"£{notice.Terms.High:0} until {Guards.Day(notice.HighUntil)}."
            );
        Part(pages, "4. Letters", Letters, "No letter was sent.");
        Part(pages, "5. Statements", Statements, "No statement was given.");
        pages.Heading("6. Chronology", newPage: true);
        pages.Table(
            [0.2, 0.8],
            ["Date", "What happened"],
            Chronology.Select(entry => (IReadOnlyList<string>)[Guards.Day(entry.On), entry.Text])
        );
        return pages.Save($"{Title}, version {Version}, as known on {Instant(KnownAt)}", KnownAt);
    }

    private static void Part(PdfPages pages, string heading, IReadOnlyList<PackEntry> entries, string none)
    {
        pages.Heading(heading);
        if (entries.Count == 0)
            pages.Text(none);
        foreach (var entry in entries)
        {
            pages.Text(Guards.Day(entry.On) + (entry.Who is { } who ? $", {who}" : ""), bold: true);
            pages.Text(entry.Text);
        }
    }

    private static string Instant(DateTimeOffset at) => SchoolClock.Local(at).ToString("d MMMM yyyy 'at' HH:mm");
}

/// <summary>Something with its day, and in whose words when that matters.</summary>
internal sealed record PackEntry(DateOnly On, string Text, string? Who = null);
