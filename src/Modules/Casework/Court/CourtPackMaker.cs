using System.Security.Cryptography;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Enforcement;
using Attendance.Casework.Enforcement.Law;
using Attendance.Casework.Interventions;
using Attendance.Casework.Letters;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Casework.Court;

/// <summary>Makes court packs: one action, one PDF, frozen at an instant; and makes them again after a correction.</summary>
internal sealed class CourtPackMaker(
    CaseDesk desk,
    CaseBook book,
    CaseReader cases,
    EnforcementReader reader,
    DocumentStore documents,
    EnforcementOptions options,
    SchoolClock clock
)
{
    /// <summary>Makes a pack of a matter, with the statements that were said; those of an earlier version stay.</summary>
    public async Task<CasePayload> MakeAsync(
        Caller caller,
        string id,
        int matter,
        IReadOnlyList<PackStatement> statements,
        CancellationToken cancellation
    )
    {
        var folder = await desk.OpenAsync(caller, id, cancellation);
        var made = folder.Rights.May(Act.Enforce)
            ? await ComposeAsync(folder.File, matter, statements, reissued: false, cancellation)
            : null;
        return await desk.ChangeAsync(
            caller,
            id,
            Act.Enforce,
            "makeCourtPack",
            file =>
                !file.IsOpen ? CaseDesk.Closed
                : made is null
                    ? new Error("validation", "There is no such matter with evidence.", [new FieldError("/matter", "matter-unknown")])
                : new CaseEvent[] { made.Value.Event },
            (transaction, _, _) => DocumentStore.SaveAsync(transaction, folder.File, made!.Value.Document),
            cancellation
        );
    }

    /// <summary>Makes the packs again that a correction touched. Answers how many.</summary>
    public async Task<int> ReissueAsync(CaseId id, CancellationToken cancellation)
    {
        var count = 0;
        if (await cases.LoadAsync(id, cancellation) is not { IsOpen: true } file)
            return 0;
        foreach (var last in file.Of<CourtPackMade>().GroupBy(pack => pack.Matter).Select(packs => packs.Last()).ToList())
        {
            var made = await ComposeAsync(file, last.Matter, [], reissued: true, cancellation);
            if (
                made is not { } pack
                || pack.Event.Evidence.Select(mark => mark.Session).SequenceEqual(last.Evidence.Select(mark => mark.Session))
            )
                continue;
            await book.ChangeAsync(
                Caller.System("enforcement"),
                id,
                now =>
                    now.Of<CourtPackMade>().Any(other => other.Matter == last.Matter && other.Version > last.Version)
                        ? []
                        : new CaseEvent[] { pack.Event },
                (transaction, _, _) => DocumentStore.SaveAsync(transaction, file, pack.Document),
                cancellation
            );
            count++;
        }
        return count;
    }

    private async Task<(CourtPackMade Event, SealedDocument Document)?> ComposeAsync(
        CaseFile file,
        int number,
        IReadOnlyList<PackStatement> statements,
        bool reissued,
        CancellationToken cancellation
    )
    {
        // Frozen here: whatever is recorded later belongs to a later version.
        var knownAt = clock.Now;
        var caller = Caller.System("enforcement");
        if (await reader.ReadAsync(caller, file, knownAt, cancellation) is not { } child)
            return null;
        var known = EnforcementFile.Of(child.Earlier, file);
        if (
            known.Matters.FirstOrDefault(candidate => candidate.Matter.Number == number)
            is not { IsPresent: true, Matter.Period: { } period } matter
        )
            return null;
        var earlier = file.Of<CourtPackMade>().Where(pack => pack.Matter == number).ToList();
        IReadOnlyList<PackStatement> said = [.. earlier.LastOrDefault()?.Statements ?? [], .. statements];
        var pack = new CourtPack(
            options.Authority,
            child.Place is { } place ? $"{place.Pupil.GivenName} {place.Pupil.FamilyName}" : "the child",
            child.BirthDate,
            child.Place?.SchoolName,
            matter.ParentName,
            MatterWords.Title(matter.Matter.Track),
            matter.Matter.Offence,
            period.From,
            period.To,
            knownAt,
            earlier.Count + 1,
            Evidence.Of(child.Sessions, period.From, period.To, child.BirthDate),
            [
                .. file
                    .Events.Select(recorded => recorded.Event)
                    .Select(said =>
                        said switch
                        {
                            ConsiderationRecorded { Kind: Consideration.SupportOffered or Consideration.SupportEffect } support =>
                                new PackEntry(support.On, support.Tell()),
                            InterventionStarted started => new PackEntry(started.From, started.Tell()),
                            InterventionEnded ended => new PackEntry(ended.On, ended.Tell()),
                            _ => null,
                        }
                    )
                    .OfType<PackEntry>(),
            ],
            [
                .. file
                    .Events.Where(recorded => recorded is { Audience: CaseAudience.Case, Event: not null })
                    .Select(recorded => new PackEntry(DateOnly.FromDateTime(SchoolClock.Local(recorded.At)), recorded.Event!.Tell())),
            ],
            [
                .. file.Of<LetterWritten>()
                    .Where(letter => letter.ToName == matter.ParentName)
                    .Select(letter => new PackEntry(letter.On, letter.Body, letter.Subject)),
            ],
            [
                .. known
                    .Matters.Where(other => other.Matter.Parent == matter.Matter.Parent && other.Matter.Notice is not null)
                    .Select(other => other.Matter.Notice!),
            ],
            [.. said.Select(statement => new PackEntry(statement.On, statement.Words, statement.By))]
        );
        var pdf = pack.Print();
        var document = await documents.SealAsync(file, $"court-pack-{number}-v{pack.Version}.pdf", pdf, cancellation);
        return (
            new CourtPackMade(
                number,
                pack.Version,
                knownAt,
                period.From,
                period.To,
                [.. pack.Evidence.Admitted.Select(mark => new EvidenceMark(mark.Session.Number, mark.Code))],
                said,
                document.Id,
                Convert.ToHexStringLower(SHA256.HashData(pdf)),
                reissued
            ),
            document
        );
    }
}
