using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Support;

/// <summary>Who may do what with records of support, how their texts are kept, and what the child's case is told. Everybody else meets NOT_FOUND.</summary>
internal sealed class SupportDesk(
    OwnAgencies own,
    AgreementBook agreements,
    SupportBook book,
    IPupilTexts texts,
    IMediator mediator,
    SchoolClock clock
)
{
    private const int MostChildren = 60;
    private const int LongestDetail = 4000;
    private const int LongestSummary = 1000;
    private const int LongestOnward = 500;

    /// <summary>The caller's agency of a name.</summary>
    public async Task<Agency> RequireAgencyAsync(Caller caller, string id, CancellationToken cancellation) =>
        await own.FindAsync(caller, id, cancellation) ?? throw Refusal.NotFound();

    /// <summary>A record that one of the caller's agencies owns, with that agency and the children that it sees.</summary>
    public async Task<(SupportRecord Support, Agency Agency, OwnChildren Children)> RequireAsync(
        Caller caller,
        string id,
        CancellationToken cancellation
    )
    {
        var support = long.TryParse(id, out var number) ? await book.FindAsync(number, cancellation) : null;
        var mine = await own.ListAsync(caller, cancellation);
        var agency =
            mine.FirstOrDefault(each => each.Id == support?.Agency)
            ?? mine.FirstOrDefault(each => support?.Owners.Contains(each.Id) is true);
        return support is not null && agency is not null
            ? (support, agency, await own.ChildrenAsync(caller, agency.Id, cancellation))
            : throw Refusal.NotFound();
    }

    /// <summary>The children of an input, found under the agency's agreements; says what is wrong with it.</summary>
    public async Task<IReadOnlyList<AskedChild>> ChildrenAsync(
        Caller caller,
        Agency agency,
        IReadOnlyList<SupportedChildInput> input,
        SupportKind? kind,
        Words words,
        CancellationToken cancellation
    )
    {
        words.Check(input.Count is > 0 and <= MostChildren, "children", "count-invalid", $"1 to {MostChildren} children.");
        var shared = await own.ChildrenAsync(caller, agency.Id, cancellation);
        var found = new List<AskedChild>();
        foreach (var child in input.Take(MostChildren))
        {
            if (shared.Of(child.Child) is not { } pupil)
                throw Refusal.NotFound();
            var scale = child.Scale is { } values ? new OutcomeScale(values) : null;
            words.Check(scale?.IsValid is not false, "children", "scale-invalid", "Six numbers from 1 to 10.");
            words.Check(
                kind?.Restricted is not true || string.IsNullOrWhiteSpace(child.Summary),
                "children",
                "summary-restricted",
                "Others are told only that support is in place: write no summary."
            );
            if (found.TrueForAll(known => known.Pupil != pupil))
                found.Add(
                    new AskedChild(
                        pupil,
                        words.May("detail", child.Detail, LongestDetail),
                        words.May("summary", child.Summary, LongestSummary),
                        words.May("onward", child.Onward, LongestOnward),
                        scale
                    )
                );
        }
        return found;
    }

    /// <summary>True when live agreements of each agency share every child.</summary>
    public async Task<bool> ShareAsync(
        IReadOnlyCollection<string> agencies,
        IReadOnlyList<AskedChild> children,
        CancellationToken cancellation
    )
    {
        var live = (await agreements.ListAsync(agencies, cancellation))
            .Where(agreement => agreement.On(clock.Today) is AgreementState.Live)
            .ToLookup(agreement => agreement.Agency, agreement => agreement.Id);
        foreach (var child in children)
        {
            var naming = await agreements.NamingAsync(child.Pupil, cancellation);
            if (!agencies.All(agency => live[agency].Any(naming.Contains)))
                return false;
        }
        return true;
    }

    /// <summary>Children as they are stored: their texts under their own keys.</summary>
    public async Task<IReadOnlyList<SupportedChild>> SealAsync(
        IReadOnlyList<AskedChild> children,
        DateOnly joined,
        CancellationToken cancellation
    )
    {
        var stored = new List<SupportedChild>();
        foreach (var child in children)
            stored.Add(
                new SupportedChild(
                    child.Pupil,
                    joined,
                    await SealAsync(child.Pupil, child.Detail),
                    await SealAsync(child.Pupil, child.Summary),
                    await SealAsync(child.Pupil, child.Onward),
                    child.Onward is null ? null : OnwardState.Asked,
                    child.Start,
                    null,
                    null,
                    null,
                    null
                )
            );
        return stored;

        async Task<byte[]?> SealAsync(PupilId pupil, string? text) =>
            text is null ? null : await texts.SealAsync(pupil, text, cancellation);
    }

    /// <summary>Tells the child's open case, when it has one, that the work begins: a restricted kind only that support is in place.</summary>
    public Task TellStartAsync(Caller caller, Agency agency, SupportRecord support, AskedChild child, CancellationToken cancellation)
    {
        var what = support.Kind.Restricted
            ? SupportKind.InPlace
            : string.Join(": ", new[] { support.Kind.Name, support.Title }.Where(part => part.Length > 0));
        var more = support.Kind.Restricted ? null : child.Summary;
        return TellAsync(
            caller,
            agency,
            child.Pupil,
            $"{what}, from {support.From:d MMMM yyyy}.{(more is null ? "" : $" {more}")}",
            support.Kind.Restricted ? $"{SupportKind.InPlace}." : $"{agency.Name}: {what}.{(more is null ? "" : $" {more}")}",
            $"support/{support.Id}/start",
            cancellation
        );
    }

    /// <summary>Tells the child's open case, when it has one, something about support.</summary>
    public async Task TellAsync(
        Caller caller,
        Agency agency,
        PupilId pupil,
        string words,
        string? schoolWords,
        string reference,
        CancellationToken cancellation
    )
    {
        var told = await mediator.Send(new NoteAgencyInCase(caller, pupil, agency.Name, words, schoolWords, reference), cancellation);
        if (told.Error is { } error && error.Code != "case-missing")
            throw new InvalidOperationException($"The case was not told of {reference}: {error.Code} {error.Message}");
    }
}

/// <summary>A child as an agency wrote about it.</summary>
internal sealed record AskedChild(PupilId Pupil, string? Detail, string? Summary, string? Onward, OutcomeScale? Start);
