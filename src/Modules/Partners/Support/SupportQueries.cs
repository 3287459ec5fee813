using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Disclosures;
using Attendance.Partners.Referrals;
using Attendance.Partners.Sharing;
using Attendance.Partners.WorkLog;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Support;

/// <summary>What agencies do with children, as their own people see it.</summary>
[QueryRoot]
internal sealed class SupportQueries(
    OwnAgencies own,
    SupportBook book,
    AgencyBook agencies,
    DisclosureBook ledger,
    IPupilTexts texts,
    IMediator mediator
)
{
    private static readonly Caller Job = Caller.System("agreements");

    [Description("The agencies that the caller works for, with the kinds of support and of other work that each gives. About no child.")]
    [Cost(5)]
    public async Task<IReadOnlyList<OwnAgencyKinds>> OwnAgencies(Caller caller, CancellationToken cancellation = default) =>
        [
            .. (await own.ListAsync(caller, cancellation)).Select(agency => new OwnAgencyKinds(
                agency.Id,
                agency.Name,
                [.. SupportKind.All.Where(kind => (kind.Agency ?? agency.Id) == agency.Id)],
                [.. WorkKind.All.Where(kind => kind.Agency == agency.Id)]
            )),
        ];

    [Description(
        "What the agencies that the caller works for do, the latest first. Of the children those whom a live agreement shares, each written into the ledger of disclosures; the others are counted."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<OwnSupportRecord>> OwnSupport(Caller caller, CancellationToken cancellation = default)
    {
        var names = (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
        var shown = new List<OwnSupportRecord>();
        foreach (var agency in await own.ListAsync(caller, cancellation))
        {
            var records = await book.OfAgencyAsync(agency.Id, cancellation);
            var shared = await own.ChildrenAsync(caller, agency.Id, cancellation);
            var children = records.SelectMany(record => record.Children).Select(child => child.Pupil).Distinct();
            var seen = children.Select(pupil => (Pupil: pupil, Shown: shared.Of(pupil))).Where(pair => pair.Shown is not null).ToList();
            foreach (var alike in seen.GroupBy(pair => pair.Shown!.Value.Scope))
                await ledger.WriteAsync(alike.Key, caller, [.. alike.Select(pair => pair.Pupil)], cancellation);
            var pupils = await mediator.Send(new ReadPupils(Job, [.. seen.Select(pair => pair.Pupil)]), cancellation);
            foreach (var record in records)
                shown.Add(await ShowAsync(record, agency, shared, pupils, names, cancellation));
        }
        return shown;
    }

    private async Task<OwnSupportRecord> ShowAsync(
        SupportRecord record,
        Agency agency,
        OwnChildren shared,
        IReadOnlyDictionary<PupilId, PupilAtSchool> pupils,
        Dictionary<string, string> names,
        CancellationToken cancellation
    )
    {
        var children = new List<OwnSupportedChild>();
        foreach (var child in record.Children)
        {
            if (shared.Of(child.Pupil) is not var (scope, id))
                continue;
            // What leads it wrote is for it alone where the kind is restricted.
            var reads = !record.Kind.Restricted || record.Agency == agency.Id;
            var sealedTexts = new[]
            {
                reads ? child.Detail : null,
                child.Summary,
                reads ? child.Onward : null,
                reads ? child.OutcomeWords : null,
            };
            var opened = await texts.OpenAsync(
                child.Pupil,
                [.. sealedTexts.OfType<byte[]>().Select(text => new ReadOnlyMemory<byte>(text))],
                cancellation
            );
            var next = 0;
            var words = sealedTexts.Select(text => text is null ? null : opened[next++]).ToList();
            children.Add(
                new OwnSupportedChild(
                    scope.Agreement.Id,
                    id,
                    scope.Fields.Contains(SharedFields.GivenName) ? pupils.GetValueOrDefault(child.Pupil)?.Pupil.GivenName : null,
                    child.JoinedOn,
                    words[0],
                    words[1],
                    words[2],
                    child.OnwardState,
                    child.Start?.Values,
                    child.End?.Values,
                    child.EndedOn,
                    child.Outcome,
                    words[3],
                    record.Sessions.Count(session => session.Attended.Contains(child.Pupil))
                )
            );
        }
        return new OwnSupportRecord(
            $"{record.Id}",
            record.Kind,
            record.Agency,
            [.. record.Owners.Where(owner => owner != agency.Id).Select(owner => names[owner])],
            record.Title,
            record.Place,
            record.School,
            record.Programme,
            record.From,
            record.Until,
            record.EndedOn,
            record.Evaluation,
            record.ExclusionAvoided,
            children,
            record.Children.Count - children.Count,
            [
                .. record.Sessions.Select(session => new SupportSessionNode(
                    session.Number,
                    session.On,
                    session.Topic,
                    session.Attended.Count
                )),
            ]
        );
    }
}

[Description("An agency that the caller works for, and what it does.")]
internal sealed record OwnAgencyKinds(
    [property: Description("Its short name."), Id] string Id,
    [property: Description("Its name.")] string Name,
    [property: Description("Kinds of support of children.")] IReadOnlyList<SupportKind> Support,
    [property: Description("Kinds of work that names no child.")] IReadOnlyList<WorkKind> Work
);

[Description("What an agency does with children, as its own people see it.")]
internal sealed record OwnSupportRecord(
    [property: Description("The record's id."), Id] string Id,
    [property: Description("The kind.")] SupportKind Kind,
    [property: Description("The agency that leads, by its short name."), Id] string Agency,
    [property: Description("Names of the other agencies that own it.")] IReadOnlyList<string> With,
    [property: Description("What the group or activity is called; empty for one child.")] string Title,
    [property: Description("Where.")] string Place,
    [property: Description("The school where it is done.")] Laestab? School,
    [property: Description("The programme or stream of money that pays.")] string? Programme,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last day that was planned; null: open.")] DateOnly? Until,
    [property: Description("The day on which it was over for the last child; null: it goes on.")] DateOnly? EndedOn,
    [property: Description("What its owners say of it together.")] string? Evaluation,
    [property: Description("True when an exclusion from school was avoided.")] bool ExclusionAvoided,
    [property: Description("Its children whom a live agreement shows to the caller.")] IReadOnlyList<OwnSupportedChild> Children,
    [property: Description("How many more children are in it, whom no live agreement shows.")] int OtherChildren,
    [property: Description("When it met.")] IReadOnlyList<SupportSessionNode> Sessions
);

[Description("A child in an agency's support.")]
internal sealed record OwnSupportedChild(
    [property: Description("The agreement that shows the child."), Id] string Agreement,
    [property: Description("The child's id under it."), Id] string Child,
    [property: Description("Given name, when the agreement opens it.")] string? GivenName,
    [property: Description("The day of joining.")] DateOnly JoinedOn,
    [property: Description("What only who leads it reads.")] string? Detail,
    [property: Description("What the school and the case were told.")] string? Summary,
    [property: Description("To whom else the child was referred, and for what.")] string? Onward,
    [property: Description("Where that stands; null: not referred on.")] OnwardState? OnwardState,
    [property: Description("The six outcomes for young people at the start, each 1 to 10.")] IReadOnlyList<int>? ScaleStart,
    [property: Description("The six at the end.")] IReadOnlyList<int>? ScaleEnd,
    [property: Description("When it was over for the child; null: it goes on.")] DateOnly? EndedOn,
    [property: Description("What came of it.")] ReferralOutcome? Outcome,
    [property: Description("What came of it, in words.")] string? OutcomeWords,
    [property: Description("How many of its meetings the child came to.")] int Attended
);

[Description("One meeting of a group or with a child.")]
[GraphQL.Name("SupportSession")]
internal sealed record SupportSessionNode(
    [property: Description("Its number, from 1.")] int Number,
    [property: Description("The day.")] DateOnly On,
    [property: Description("What was done.")] string Topic,
    [property: Description("How many of its children came.")] int Came
);
