using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement;
using Attendance.Casework.Enforcement.Law;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Casework.Letters;

/// <summary>Writes the letters that go with steps, and records that they left.</summary>
internal sealed class LetterDesk(CaseDesk desk, CaseBook book, LetterStore store, EnforcementOptions options, SchoolClock clock)
{
    /// <summary>The events with the letters that go with them: one handed over on the day of its step has left already.</summary>
    public CaseEvent[] WithLetters(CaseEvent[] events, EnforcementFile known, ChildFacts child)
    {
        var all = new List<CaseEvent>(events);
        foreach (var step in events.OfType<MatterStepTaken>())
        {
            // The police and head teachers hand over their own.
            if (step.Taken is { Step: Step.Warn or Step.IssueNotice, Details.Issuer: not NoticeIssuer.Authority })
                continue;
            var matter = step.Taken.Apply(known.Matters.FirstOrDefault(file => file.Matter.Number == step.Taken.Matter)?.Matter);
            var contact = child.Contacts.FirstOrDefault(contact =>
                string.Equals(contact.Name, step.ParentName, StringComparison.OrdinalIgnoreCase)
            );
            var fields = new LetterFields(
                options.Authority,
                options.HowToPay,
                step.Taken.On,
                step.ParentName,
                child.Place is { } place ? $"{place.Pupil.GivenName} {place.Pupil.FamilyName}" : "your child",
                child.Place?.SchoolName ?? "school",
                "Education Welfare Service",
                step.Team,
                (step.Evidence ?? known.Matters.FirstOrDefault(file => file.Matter.Number == step.Taken.Matter)?.Evidence)?.Count ?? 0
            );
            if (LetterText.Of(step.Taken, matter, fields) is not { } letter)
                continue;
            var id = GrowingNumber.Next(TimeProvider.System);
            // The law has a penalty notice handed over or posted.
            var email = letter.Kind is LetterKind.PenaltyNotice or LetterKind.NoticeWithdrawn ? null : contact?.Email;
            all.Add(new LetterWritten(id, matter.Number, letter.Kind, step.ParentName, email, letter.Subject, letter.Body, step.Taken.On));
            if (step.Taken.Details.ReceivedOn is { } received && letter.Kind is LetterKind.PenaltyNotice)
                all.Add(new LetterSent(id, matter.Number, LetterRoad.HandedOver, step.Taken.On, received, []));
        }
        return [.. all];
    }

    /// <summary>Records that a letter left on a day.</summary>
    public async Task<CasePayload> SendAsync(
        Caller caller,
        string id,
        long letter,
        LetterRoad road,
        DateOnly? on,
        CancellationToken cancellation
    )
    {
        var folder = await desk.OpenAsync(caller, id, cancellation);
        Matter? changed = null;
        return await desk.ChangeAsync(
            caller,
            id,
            Act.Enforce,
            "sendLetter",
            file =>
            {
                if (!file.IsOpen)
                    return CaseDesk.Closed;
                var day = on ?? clock.Today;
                var known = EnforcementFile.Of([], file);
                if (known.Unsent.FirstOrDefault(waiting => waiting.Letter == letter) is not { } waiting)
                    return new Error("validation", "No such letter waits to be sent.", [new FieldError("/letter", "letter-unknown")]);
                if (day > clock.Today || day < waiting.On)
                    return new Error("validation", "A letter left between its writing and today.", [new FieldError("/on", "date-invalid")]);
                if (road is LetterRoad.Email)
                    return new Error("validation", "Email goes by itself where it is set up.", [new FieldError("/road", "road-invalid")]);
                var sent = Sent(waiting, road, day, known);
                changed = sent.Matter;
                return new CaseEvent[] { sent.Event };
            },
            (transaction, _, _) => SaveAsync(transaction, folder.File, letter, "sent", changed),
            cancellation
        );
    }

    /// <summary>Takes a letter back that has not left.</summary>
    public async Task<CasePayload> WithdrawAsync(Caller caller, string id, long letter, string reason, CancellationToken cancellation)
    {
        var folder = await desk.OpenAsync(caller, id, cancellation);
        return await desk.ChangeAsync(
            caller,
            id,
            Act.Enforce,
            "withdrawLetter",
            file =>
            {
                var words = new Words();
                var said = words.Need("reason", reason, 500);
                var waiting = EnforcementFile.Of([], file).Unsent.FirstOrDefault(candidate => candidate.Letter == letter);
                words.Check(waiting is not null, "letter", "letter-unknown", "No such letter waits to be sent.");
                return words.Or(new LetterWithdrawn(letter, waiting?.Matter ?? 0, said));
            },
            (transaction, _, _) => SaveAsync(transaction, folder.File, letter, "withdrawn", null),
            cancellation
        );
    }

    /// <summary>Records that a letter went by email. Nothing when it does not wait any more.</summary>
    public async Task EmailedAsync(CaseFile file, long letter, CancellationToken cancellation)
    {
        await book.ChangeAsync(
            Caller.System("letters"),
            file.Id,
            now =>
                EnforcementFile.Of([], now) is var known
                && known.Unsent.FirstOrDefault(candidate => candidate.Letter == letter) is { } waiting
                    ? new CaseEvent[] { Sent(waiting, LetterRoad.Email, clock.Today, known).Event }
                    : [],
            (transaction, _, _) => SaveAsync(transaction, file, letter, "sent", null),
            cancellation
        );
    }

    /// <summary>Records that a letter cannot go by email, so that it is not tried again, by this Host or another, and says so where it waits.</summary>
    public async Task RefusedAsync(CaseFile file, long letter, CancellationToken cancellation)
    {
        await book.ChangeAsync(
            Caller.System("letters"),
            file.Id,
            now =>
                now.Of<LetterRefused>().Any(refused => refused.Letter == letter)
                    ? Array.Empty<CaseEvent>()
                    : new CaseEvent[] { new LetterRefused(letter, clock.Today) },
            (transaction, _, _) => LetterStore.KeepFromEmailAsync(transaction, letter),
            cancellation
        );
    }

    /// <summary>Stores rows of letters written and sent with a step.</summary>
    public static async Task SaveAsync(DbTransaction transaction, CaseFile file, IReadOnlyList<CaseEvent> events)
    {
        foreach (var letter in events.OfType<LetterWritten>())
            await LetterStore.AddAsync(transaction, file, letter);
        foreach (var sent in events.OfType<LetterSent>())
            await LetterStore.SetAsync(transaction, sent.Letter, "sent");
        foreach (var withdrawn in events.OfType<LetterWithdrawn>())
            await LetterStore.SetAsync(transaction, withdrawn.Letter, "withdrawn");
    }

    /// <summary>The letters that wait in a case.</summary>
    public Task<IReadOnlyList<(long Case, long Letter)>> WaitingForEmailAsync(CancellationToken cancellation) =>
        store.WaitingAsync(cancellation);

    private async Task SaveAsync(DbTransaction transaction, CaseFile file, long letter, string state, Matter? changed)
    {
        await LetterStore.SetAsync(transaction, letter, state);
        if (changed is not null)
            await MatterStore.SaveAsync(transaction, file, changed, clock.Today);
    }

    private (LetterSent Event, Matter? Matter) Sent(LetterWritten letter, LetterRoad road, DateOnly on, EnforcementFile known)
    {
        var received = road is LetterRoad.Posted ? WorkingDays.After(on, options.DeemedServiceDays) : on;
        var matter = known.Matters.FirstOrDefault(file => file.Matter.Number == letter.Matter)?.Matter;
        // A notice's days run from the day of receipt, whenever it was written.
        if (letter.Kind is LetterKind.PenaltyNotice && matter is { Notice: { } notice, Stage: Stage.NoticeIssued })
        {
            var moved = matter with { Notice = notice with { ReceivedOn = received } };
            return (
                new LetterSent(
                    letter.Letter,
                    letter.Matter,
                    road,
                    on,
                    received,
                    [.. Deadlines.Of(moved).Select(due => new MatterDue(due.Item, due.On, due.Sentence))]
                ),
                moved
            );
        }
        return (new LetterSent(letter.Letter, letter.Matter, road, on, received, []), null);
    }
}
