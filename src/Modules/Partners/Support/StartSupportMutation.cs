using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Support;

/// <summary>Beginning to work with a child or a group.</summary>
[MutationRoot]
internal sealed class StartSupportMutation(
    SupportDesk desk,
    IAuditTrail audit,
    IWriter writer,
    ProgrammeBook programmes,
    IFindSchool schools,
    SchoolClock clock
)
{
    [Description(
        "Somebody of an agency says that it works with children whom its live agreements share. The open case of each is told, in as many words as the kind allows. Other agencies own it too when they are named; each must share every child."
    )]
    [Cost(20)]
    public async Task<AgreementPayload?> StartSupport(
        Caller caller,
        [Description("What is done, and with whom.")] StartSupportInput input,
        CancellationToken cancellation = default
    )
    {
        var agency = await desk.RequireAgencyAsync(caller, input.Agency, cancellation);
        var words = new Words();
        var kind = SupportKind.All.FirstOrDefault(each => each.Id == input.Kind && (each.Agency ?? agency.Id) == agency.Id);
        words.Check(kind is not null, "kind", "kind-unknown", "The agency gives no such support.");
        words.Check(
            input.From > clock.Today.AddYears(-1) && input.From < clock.Today.AddYears(1),
            "from",
            "date-invalid",
            "Within a year of today."
        );
        words.Check(input.Until is null || input.Until >= input.From, "until", "until-before-from", "The last day is before the first.");
        words.Check(
            input.Programme is null || (await programmes.ListAsync(cancellation)).Any(programme => programme.Id == input.Programme),
            "programme",
            "programme-unknown",
            "There is no such programme."
        );
        words.Check(
            input.School is not { } at || (await schools.UnknownAsync([at], cancellation)).Count == 0,
            "school",
            "school-unknown",
            "There is no such school."
        );
        var title = kind?.Group is true ? words.Need("title", input.Title, 100) : words.May("title", input.Title, 100) ?? "";
        var place = words.May("place", input.Place, 200) ?? "";
        var children = await desk.ChildrenAsync(caller, agency, input.Children, kind, words, cancellation);
        words.Check(
            kind?.Group is not false || children.Count == 1,
            "children",
            "child-one",
            "This is done with one child at a time: begin another for each."
        );
        var owners = new[] { agency.Id }.Concat(input.With ?? []).Distinct(StringComparer.Ordinal).ToList();
        words.Check(
            (kind?.Agency is not null || owners.Count > 1) && await desk.ShareAsync(owners, children, cancellation),
            "with",
            "agreement-missing",
            "Each agency that does it with yours needs an agreement in force that shares every child; joint work needs another agency."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var support = new SupportRecord(
            GrowingNumber.Next(TimeProvider.System),
            kind!,
            agency.Id,
            owners,
            title,
            place,
            input.School,
            input.Programme,
            input.From,
            input.Until,
            caller.Name,
            clock.Now,
            null,
            null,
            false,
            await desk.SealAsync(children, input.From, cancellation),
            []
        );
        foreach (var child in children)
            await audit.ChangingAsync(caller, nameof(StartSupport), child.Pupil, $"support/{support.Id}", cancellation);
        await writer.Run(transaction => SupportBook.AddAsync(transaction, support), cancellation);
        foreach (var child in children)
            await desk.TellStartAsync(caller, agency, support, child, cancellation);
        return new AgreementPayload($"{support.Id}", []);
    }
}

[Description("Support that an agency begins.")]
internal sealed record StartSupportInput(
    [property: Description("The caller's agency, by its short name."), Id] string Agency,
    [property: Description("The kind, by its short name."), Id] string Kind,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The children, at most 60; one, unless the kind is of a group.")] IReadOnlyList<SupportedChildInput> Children,
    [property: Description("What the group or activity is called, 1 to 100 characters, without a child's name; needed for a group.")]
        string? Title = null,
    [property: Description("Where, at most 200 characters.")] string? Place = null,
    [property: Description("The school where it is done.")] Laestab? School = null,
    [property: Description("The programme or stream of money that pays, by its short name."), Id] string? Programme = null,
    [property: Description("The last day that is planned.")] DateOnly? Until = null,
    [property: Description("Agencies that do it together with the caller's, by short name.")] IReadOnlyList<string>? With = null
);

[Description("A child that an agency begins to support.")]
internal sealed record SupportedChildInput(
    [property: Description("The child's id under a live agreement of the agency.")] string Child,
    [property: Description("What only the agency that leads reads, at most 4,000 characters."), Personal] string? Detail = null,
    [property:
        Description("What the school and the case are told, at most 1,000 characters. Not taken where the kind is restricted."),
        Personal
    ]
        string? Summary = null,
    [property: Description("To whom else the child is referred, and for what, at most 500 characters."), Personal] string? Onward = null,
    [property: Description("The six outcomes for young people at the start, in the strategy's order, each 1 to 10.")]
        IReadOnlyList<int>? Scale = null
);
