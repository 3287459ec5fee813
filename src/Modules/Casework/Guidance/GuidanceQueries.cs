using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Guidance;

/// <summary>The library that the authority and its schools share.</summary>
[QueryRoot]
internal sealed class GuidanceQueries(GuidanceStore store, IPolicy policy, IMediator mediator, CaseReads reads)
{
    // Every role may one of these: together they tell all the roles that a person has.
    private static readonly Act[] Telling = [Act.ReadChild, Act.ReadByAgreement, Act.ReadFigures, Act.ReadPublicFigures, Act.SetUpUsers];

    [Description(
        "Guidance of the authority, for everybody who is signed in, and of the schools in the caller's scope: the latest version of each document with its earlier ones."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<GuidanceNode>> Guidance(
        Caller caller,
        [Description("Only documents about this register code.")] string? code = null,
        [Description("Only documents that are issued to a role of the caller's, or to everybody.")] bool mine = false,
        CancellationToken cancellation = default
    )
    {
        var versions = await store.ReadAsync(caller, cancellation);
        var readings = await store.ReadingsAsync(cancellation);
        var roles = new HashSet<Role>();
        foreach (var act in Telling)
            roles.UnionWith(await mediator.Send(new ReadRolesWith(caller, act), cancellation));
        var leads = await policy.CouldAsync(caller, Act.ApproveRules, GrantTarget.All, cancellation);
        var nodes = new List<GuidanceNode>();
        foreach (var own in versions.GroupBy(version => version.Id))
        {
            var latest = own.MaxBy(version => version.Version)!;
            if (code is not null && !latest.Codes.Contains(code))
                continue;
            var forMe = latest.Roles.Count == 0 || latest.Roles.Any(roles.Contains);
            if (mine && !forMe)
                continue;
            var publishes = latest.School is { } school
                ? leads || await policy.CouldAsync(caller, Act.SettleRegister, GrantTarget.Of(school), cancellation)
                : leads;
            nodes.Add(
                new GuidanceNode(
                    latest,
                    [.. own.OrderByDescending(version => version.Version)],
                    [.. readings[latest.Id]],
                    caller.Person,
                    forMe,
                    publishes,
                    reads
                )
            );
        }
        return nodes;
    }
}

/// <summary>Publishing, and reading.</summary>
[MutationRoot]
internal sealed class GuidanceMutations(GuidanceStore store, IPolicy policy, IAuditTrail audit)
{
    private const int LongestBody = 40_000;

    [Description(
        "Publishes a document, or the next version of one, in the library: the attendance leader for the authority, a school's people for their school. Nothing in it may name a child."
    )]
    [Cost(10)]
    public async Task<GuidancePayload?> PublishGuidance(
        Caller caller,
        [Description("The document.")] GuidanceInput input,
        CancellationToken cancellation = default
    )
    {
        var may = input.School is { } own
            ? await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(own), cancellation: cancellation)
            : await policy.MayAsync(caller, Act.ApproveRules, GrantTarget.All, cancellation: cancellation);
        var known = input.Id is null ? null : await store.FindAsync(input.Id, cancellation);
        if (!may || caller.Person is null || (input.Id is not null && (known is null || known.School != input.School)))
            throw Refusal.NotFound();
        await audit.ChangingAsync(
            caller,
            nameof(PublishGuidance),
            input.School is { } school ? $"school/{school}" : "authority",
            null,
            cancellation
        );
        var words = new Words();
        var title = words.Need("title", input.Title, 200);
        var body = words.Need("body", input.Body, LongestBody);
        var codes = input.Codes ?? [];
        words.Check(codes.All(code => AttendanceCode.TryParse(code, out _)), "codes", "code-unknown", "Register codes only.");
        words.Check(input.Dated.Year is > 1900 and < 2200, "dated", "date-invalid", "The date of the document.");
        if (words.Error is { } error)
            return new GuidancePayload(null, InputProblem.Of(error));
        var id = await store.PublishAsync(
            known is null ? null : long.Parse(known.Id, System.Globalization.CultureInfo.InvariantCulture),
            new GuidanceText(title, input.Dated, body, input.Roles ?? [], codes),
            input.School,
            caller.Name,
            cancellation
        );
        return new GuidancePayload(id, []);
    }

    [Description("Notes that the person who asks has read a version of a document. Again changes nothing.")]
    [Cost(5)]
    public async Task<TermsPayload?> ReadGuidance(
        Caller caller,
        [Description("The document's id."), Id] string id,
        [Description("The version.")] int version,
        CancellationToken cancellation = default
    )
    {
        if (
            caller.Person is not { } person
            || !(await store.ReadAsync(caller, cancellation)).Any(document => document.Id == id && document.Version == version)
        )
            throw Refusal.NotFound();
        await store.ReadByAsync(id, version, person, cancellation);
        return new TermsPayload(true, []);
    }
}

/// <summary>A document as it is shown.</summary>
[Description("A document of the shared library, in its latest version.")]
[GraphQL.Name("Guidance")]
internal sealed class GuidanceNode(
    GuidanceDocument latest,
    IReadOnlyList<GuidanceDocument> versions,
    IReadOnlyList<GuidanceReading> readings,
    long? person,
    bool forMe,
    bool publishes,
    CaseReads reads
)
{
    [Id]
    [Description("The document's id.")]
    public string Id => latest.Id;

    [Description("Whose it is; null: the authority's.")]
    public Laestab? School => latest.School;

    [Description("Its title.")]
    public string Title => latest.Title;

    [Description("The date of the document.")]
    public DateOnly Dated => latest.Dated;

    [Description("The number of the latest version.")]
    public int Version => latest.Version;

    [Description("What it says.")]
    public string Body => latest.Body;

    [Description("The roles that it is issued to; none: everybody.")]
    public IReadOnlyList<Role> Roles => latest.Roles;

    [Description("The register codes that it is about.")]
    public IReadOnlyList<string> Codes => latest.Codes;

    [Description("What it asks of each role about each code.")]
    public IReadOnlyList<GuidancePointer> Pointers => latest.Pointers;

    [Description("Every version, the latest first.")]
    public IReadOnlyList<GuidanceVersion> Versions =>
        [.. versions.Select(version => new GuidanceVersion(version.Version, version.Dated, version.Title, version.Body))];

    [Description("True when it is issued to a role that the caller has.")]
    public bool ForMe => forMe;

    [Description("True when the caller has read the latest version.")]
    public bool Read => readings.Any(reading => reading.Person == person && reading.Version == latest.Version);

    [Description("True when the caller may publish its next version.")]
    public bool MayPublish => publishes && !latest.Id.StartsWith(GuidanceDocument.ShippedPrefix, StringComparison.Ordinal);

    [Description("Who has read which version; null for who does not publish here.")]
    public IReadOnlyList<GuidanceReceipt>? Receipts =>
        publishes ? [.. readings.Select(reading => new GuidanceReceipt(reading, reads))] : null;
}

/// <summary>That somebody has read a version.</summary>
[Description("That somebody has read a version of a document.")]
internal sealed class GuidanceReceipt(GuidanceReading reading, CaseReads reads)
{
    [Description("The version.")]
    public int Version => reading.Version;

    [Description("When.")]
    public DateTimeOffset At => reading.At;

    [Description("Who.")]
    [Cost(1)]
    public IDataLoaderResult<CaseWorker?> Who() => reads.Worker(reading.Person);
}

[Description("A version of a document.")]
internal sealed record GuidanceVersion(
    [property: Description("Its number, from 1.")] int Version,
    [property: Description("Its date.")] DateOnly Dated,
    [property: Description("Its title.")] string Title,
    [property: Description("What it says.")] string Body
);

[Description("A document to publish.")]
internal sealed record GuidanceInput(
    [property: Description("Its title, 1 to 200 characters.")] string Title,
    [property: Description("Its date.")] DateOnly Dated,
    [property: Description("What it says, 1 to 40,000 characters. It names no child.")] string Body,
    [property: Description("The document of which this is the next version; left out: a new one."), Id] string? Id = null,
    [property: Description("The school whose it is; left out: the authority's.")] Laestab? School = null,
    [property: Description("The roles that it is issued to; left out: everybody.")] IReadOnlyList<Role>? Roles = null,
    [property: Description("The register codes that it is about.")] IReadOnlyList<string>? Codes = null
);

[Description("What became of a document.")]
internal sealed record GuidancePayload(
    [property: Description("The document's id; null when a problem kept it from being published."), Id] string? Id,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
