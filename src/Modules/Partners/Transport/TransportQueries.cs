using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Transport;

/// <summary>Routes, failures and children, for the transport unit.</summary>
[QueryRoot]
internal sealed class TransportQueries(OwnActs acts, TransportBook book, SharedScopes scopes, SharedReader reader, SchoolClock clock)
{
    [Description("The routes from home to school, by name.")]
    [Cost(10)]
    public async Task<IReadOnlyList<TransportRouteNode>?> TransportRoutes(Caller caller, CancellationToken cancellation = default)
    {
        await acts.RequireAsync(caller, Act.RunTransport, cancellation);
        var riders = (await book.OnAsync(clock.Today, cancellation)).CountBy(record => record.Route ?? 0).ToDictionary();
        return
        [
            .. (await book.RoutesAsync(cancellation)).Select(route => new TransportRouteNode(
                $"{route.Id}",
                route.Name,
                route.Operator,
                Told(riders.GetValueOrDefault(route.Id))
            )),
        ];
    }

    [Description("Services that failed this school year, the latest first, and what schools made of them.")]
    [Cost(10)]
    public async Task<IReadOnlyList<TransportFailureNode>?> TransportFailures(Caller caller, CancellationToken cancellation = default)
    {
        await acts.RequireAsync(caller, Act.RunTransport, cancellation);
        var since = AcademicYear.Of(clock.Today).FirstDay;
        var routes = (await book.RoutesAsync(cancellation)).ToDictionary(route => route.Id, route => route.Name);
        var explained = (await book.ExplainedAsync(since, cancellation)).CountBy(each => each.Failure).ToDictionary();
        return
        [
            .. (await book.FailuresAsync(since, cancellation)).Select(failure => new TransportFailureNode(
                $"{failure.Id}",
                routes[failure.Route],
                failure.Session.Date,
                failure.Session.Half,
                failure.Kind,
                failure.MinutesLate,
                failure.What,
                Told(explained.GetValueOrDefault(failure.Id))
            )),
        ];
    }

    [Description(
        "The children whom live agreements share with the caller's transport unit, with what is recorded of their way to school today. Each is written into the ledger of disclosures."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<TransportChild>> TransportChildren(Caller caller, CancellationToken cancellation = default)
    {
        var shown = new List<TransportChild>();
        var routes = (await book.RoutesAsync(cancellation)).ToDictionary(route => route.Id, route => route.Name);
        foreach (var scope in await scopes.OwnAsync(caller, Role.PassengerTransport, cancellation))
        {
            var pupils = scope.Children.ToDictionary(child => child.PseudonymousId, child => child.Pupil, StringComparer.Ordinal);
            foreach (var child in await reader.ListAsync(scope, all => all, caller, cancellation))
            {
                var records = await book.OfAsync(pupils[child.Id], cancellation);
                shown.Add(
                    new TransportChild(
                        scope.Agreement.Id,
                        child.Id,
                        child.GivenName,
                        child.FamilyName,
                        child.SchoolName,
                        records.FirstOrDefault(record => record.Covers(clock.Today)) is { } record ? WayNode.Of(record, routes, null) : null
                    )
                );
            }
        }
        return shown;
    }

    /// <summary>A count of children, or null when it is too small to be told.</summary>
    private static int? Told(int children) => children is > 0 and < AbsenceSums.Fewest ? null : children;
}

/// <summary>Failures, beside the school whose children they concern.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolTransport(IPolicy policy, TransportOffers offers)
{
    [Description(
        "Services that failed in the last month and carry children of the school, the latest first, with the marks that they may explain."
    )]
    [Cost(30)]
    public async Task<IReadOnlyList<SchoolTransportFailure>> TransportFailures(
        SchoolNode school,
        Caller caller,
        CancellationToken cancellation = default
    ) =>
        await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school.Laestab), cancellation: cancellation)
            ? await offers.OfAsync(caller, school.Laestab, cancellation)
            : throw Refusal.NotFound();
}

/// <summary>A child's way to school, beside the child.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilTransport(IPolicy policy, TransportBook book, TransportPrompts prompts, IPupilTexts texts, SchoolClock clock)
{
    [Description("What is recorded of the child's way to school, and whether to ask for transport; null for who may record neither.")]
    [Cost(20)]
    public async Task<TransportNode?> Transport(PupilNode pupil, Caller caller, CancellationToken cancellation = default)
    {
        if (!TransportDesk.Opens(await policy.OfAsync(caller, pupil.Key, cancellation)))
            return null;
        var records = await book.OfAsync(pupil.Key, cancellation);
        var routes = (await book.RoutesAsync(cancellation)).ToDictionary(route => route.Id, route => route.Name);
        var shown = new List<WayNode>();
        foreach (var record in records)
        {
            var note = record.Note is null ? null : (await texts.OpenAsync(record.Pupil, [record.Note], cancellation))[0];
            shown.Add(WayNode.Of(record, routes, note));
        }
        var current = records.FirstOrDefault(record => record.Covers(clock.Today));
        return new TransportNode(shown, await prompts.OfAsync(pupil, current, cancellation));
    }
}

[Description("A route from home to school.")]
[global::GraphQL.Name("TransportRoute")]
internal sealed record TransportRouteNode(
    [property: Description("Its id."), Id] string Id,
    [property: Description("Its name.")] string Name,
    [property: Description("Who drives it.")] string Operator,
    [property: Description("Children with a place on it today; null: fewer than five.")] int? Children
);

[Description("A service that failed, for the transport unit.")]
[global::GraphQL.Name("TransportFailure")]
internal sealed record TransportFailureNode(
    [property: Description("Its id."), Id] string Id,
    [property: Description("The route's name.")] string Route,
    [property: Description("The day.")] DateOnly Date,
    [property: Description("The half-day.")] HalfDay Half,
    [property: Description("How it failed.")] TransportFailureKind Kind,
    [property: Description("How late it came, in minutes.")] int? MinutesLate,
    [property: Description("What happened.")] string What,
    [property: Description("Marks that schools explained by it; null: fewer than five.")] int? Explained
);

[Description("A child whom an agreement shares with the transport unit.")]
internal sealed record TransportChild(
    [property: Description("The agreement, by its id."), Id] string Agreement,
    [property: Description("The child's id under the agreement."), Id] string Child,
    [property: Description("Given name, where the agreement opens it.")] string? GivenName,
    [property: Description("Family name, where the agreement opens it.")] string? FamilyName,
    [property: Description("The school, where the agreement opens it.")] string? SchoolName,
    [property: Description("Its way to school today; null: nothing is recorded.")] WayNode? Way
);

[Description("A child's way to school, and whether to ask for transport.")]
[global::GraphQL.Name("Transport")]
internal sealed record TransportNode(
    [property: Description("What was recorded, the newest first.")] IReadOnlyList<WayNode> Ways,
    [property: Description("Why to ask for transport now; null: no reason to.")] TransportPrompt? Prompt
);

[Description("What was recorded of a child's way to school.")]
[global::GraphQL.Name("WayToSchool")]
internal sealed record WayNode(
    [property: Description("The shortest way on foot, in metres; null: not measured.")] int? Metres,
    [property: Description("Special needs, a disability or difficulty in walking.")] bool SpecialNeeds,
    [property: Description("The way cannot be walked in safety.")] bool UnsafeRoute,
    [property: Description("A low income, as the policy means it.")] bool LowIncome,
    [property: Description("On what ground the child is taken, or why not.")] TransportBasis Basis,
    [property: Description("The route on which it has a place; null: none.")] string? Route,
    [property: Description("From which day.")] DateOnly From,
    [property: Description("The last day; null: still.")] DateOnly? Until,
    [property: Description("What else was said; null: nothing, or erased.")] string? Note
)
{
    public static WayNode Of(TransportRecord record, IReadOnlyDictionary<long, string> routes, string? note) =>
        new(
            record.Way.Metres,
            record.Way.SpecialNeeds,
            record.Way.UnsafeRoute,
            record.Way.LowIncome,
            record.Basis,
            record.Route is { } route ? routes[route] : null,
            record.From,
            record.Until,
            note
        );
}
