using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using GraphQL.DataLoader;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Enquiries;

/// <summary>Enquiries that somebody asked or answers.</summary>
[QueryRoot]
internal sealed class EnquiryQueries(EnquiryStore store, IPolicy policy, CaseReads reads, SchoolClock clock)
{
    private const int Most = 100;

    [Description(
        "Enquiries that the caller asked, answers or manages the school of: open ones with the earliest day first, or answered ones with the latest first; at most 100."
    )]
    [Cost(30)]
    public async Task<IReadOnlyList<EnquiryNode>> Enquiries(
        Caller caller,
        [Description("True for those that were answered.")] bool answered = false,
        CancellationToken cancellation = default
    )
    {
        // Keys manage schools too, and are nobody's words to read.
        if (caller.Kind is not CallerKind.Person)
            return [];
        var found = await store.ListAsync(caller, answered, Most, cancellation);
        var children = found.Select(enquiry => enquiry.Pupil).OfType<PupilId>().Distinct().ToList();
        var rights = await policy.OfAsync(caller, children, cancellation);
        foreach (var child in children)
            AuditScope.Current?.Show(child);
        return
        [
            .. found.Select(enquiry => new EnquiryNode(
                enquiry,
                caller,
                enquiry.Pupil is { } pupil && rights.GetValueOrDefault(pupil).May(Act.ReadCodes),
                clock.Today,
                reads
            )),
        ];
    }
}

/// <summary>An enquiry as it is shown.</summary>
[Description("A question about a mark, a flag or a figure.")]
[GraphQL.Name("Enquiry")]
internal sealed class EnquiryNode(Enquiry enquiry, Caller caller, bool codes, DateOnly today, CaseReads reads)
{
    [Id]
    [Description("Its number.")]
    public string Id => enquiry.Id.ToString(CultureInfo.InvariantCulture);

    [Description("What it is about.")]
    public EnquirySubject Subject => enquiry.Subject;

    [Description("The school whose mark or figure it is, or where the flagged child is on roll.")]
    public Laestab? School => enquiry.School;

    [Description("The child's id; null for a figure."), Id]
    public string? Pupil => enquiry.Pupil?.ToString();

    [Description("The child's name; null for a figure, and out of scope.")]
    [Cost(1)]
    public IDataLoaderResult<string?> PupilName() =>
        reads
            .Pupil(caller, enquiry.Pupil ?? default)
            .Then(found => enquiry.Pupil is null || found is null ? null : $"{found.Pupil.GivenName} {found.Pupil.FamilyName}");

    [Description("The date of the mark.")]
    public DateOnly? Date => enquiry.Session?.Date;

    [Description("The half of the mark.")]
    public HalfDay? Half => enquiry.Session?.Half;

    [Description("The rule of the flag, by its stable id.")]
    public string? Rule => enquiry.Rule;

    [Description("What the figure is called.")]
    public string? Figure => enquiry.Figure;

    [Description("Who answers.")]
    public EnquiryOwner Owner => enquiry.Owner;

    [Description("The question; null when the child's texts were erased.")]
    public string? Question => enquiry.Question;

    [Description("When it was asked.")]
    public DateOnly AskedOn => enquiry.AskedOn;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> AskedBy() => reads.By(enquiry.AskedBy);

    [Description("By when it is answered.")]
    public DateOnly DueOn => enquiry.DueOn;

    [Description("True when it was to be answered before today and was not.")]
    public bool Overdue => enquiry.AnsweredAt is null && enquiry.DueOn < today;

    [Description("The answer; null while there is none.")]
    public string? Answer => enquiry.Answer;

    [Description("When it was answered.")]
    public DateTimeOffset? AnsweredAt => enquiry.AnsweredAt;

    [Description("Who answered.")]
    [Cost(1)]
    public IDataLoaderResult<string?> AnsweredBy() =>
        reads.By(enquiry.AnsweredBy ?? "").Then(name => enquiry.AnsweredBy is null ? null : name);

    [Description("The correction that was made of the mark since it was asked about; null without one.")]
    public EnquiryCorrection? Correction =>
        enquiry.CodeAfter is null ? null : new EnquiryCorrection(codes ? enquiry.CodeBefore : null, codes ? enquiry.CodeAfter : null);
}

[Description("The correction that answered an enquiry.")]
internal sealed record EnquiryCorrection(
    [property: Description("The code before; null when there was no mark, and for a role that is shown no codes.")] string? Before,
    [property: Description("The code after; null for a role that is shown no codes.")] string? After
);
