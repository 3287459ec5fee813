using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Transport;

/// <summary>Routes, and services that failed: about no child by name.</summary>
[MutationRoot]
internal sealed class RouteMutations(
    OwnActs acts,
    TransportBook book,
    ISharedNotices notices,
    IMediator mediator,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    private const int OldestDays = 31;
    private static readonly Caller Job = Caller.System("transport");

    [Description("Adds a route from home to school, or names one anew.")]
    [Cost(10)]
    public async Task<AgreementPayload?> SaveTransportRoute(
        Caller caller,
        [Description("The route.")] SaveTransportRouteInput input,
        CancellationToken cancellation = default
    )
    {
        await acts.RequireAsync(caller, Act.RunTransport, cancellation);
        var known = await book.RoutesAsync(cancellation);
        var words = new Words();
        var name = words.Need("name", input.Name, 100);
        var by = words.Need("operator", input.Operator, 100);
        words.Check(input.Id is null || known.Any(route => $"{route.Id}" == input.Id), "id", "route-unknown", "There is no such route.");
        words.Check(
            !known.Any(route => $"{route.Id}" != input.Id && string.Equals(route.Name, name, StringComparison.OrdinalIgnoreCase)),
            "name",
            "route-exists",
            "Another route has this name."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var route = new TransportRoute(input.Id is null ? GrowingNumber.Next(TimeProvider.System) : long.Parse(input.Id), name, by);
        await audit.ChangingAsync(caller, nameof(SaveTransportRoute), $"route/{route.Id}", name, cancellation);
        await writer.Run(transaction => book.SaveRouteAsync(transaction, route, caller.Name), cancellation);
        return new AgreementPayload($"{route.Id}", []);
    }

    [Description(
        "Reports that the service of a route failed at a half-day. The schools of its children hear of it and are offered it as the reason of marks; registers stay as they are until a school says so."
    )]
    [Cost(20)]
    public async Task<AgreementPayload?> ReportTransportFailure(
        Caller caller,
        [Description("What happened.")] ReportTransportFailureInput input,
        CancellationToken cancellation = default
    )
    {
        await acts.RequireAsync(caller, Act.RunTransport, cancellation);
        var route = (await book.RoutesAsync(cancellation)).FirstOrDefault(each => $"{each.Id}" == input.Route);
        var words = new Words();
        var what = words.Need("what", input.What, 500);
        words.Check(route is not null, "route", "route-unknown", "There is no such route.");
        words.Check(
            input.Date <= clock.Today && input.Date >= clock.Today.AddDays(-OldestDays),
            "date",
            "date-invalid",
            $"Today, or at most {OldestDays} days back."
        );
        words.Check(
            input.MinutesLate is null ? input.Kind is not TransportFailureKind.Late : input.MinutesLate is > 0 and <= 480,
            "minutesLate",
            "minutes-late",
            "Say how late it came, in minutes from 1 to 480; only then."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var session = new SessionKey(input.Date, input.Half);
        var failure = new TransportFailure(
            GrowingNumber.Next(TimeProvider.System),
            route!.Id,
            session,
            input.Kind,
            input.MinutesLate,
            what,
            clock.Now
        );
        var riders = (await book.OnAsync(input.Date, cancellation)).Where(record => record.Route == route.Id).ToList();
        var places = await mediator.Send(new ReadPupils(Job, [.. riders.Select(record => record.Pupil)]), cancellation);
        var schools = places.Values.Select(place => place.School).OfType<Laestab>().Distinct().ToList();
        await audit.ChangingAsync(caller, nameof(ReportTransportFailure), $"route/{route.Id}", $"{session}", cancellation);
        var isNew = await writer.Run(
            async transaction =>
            {
                if (!await TransportBook.ReportAsync(transaction, failure, caller.Name))
                    return false;
                foreach (var school in schools)
                    await notices.TellAsync(
                        transaction,
                        new SchoolNotice(
                            $"transport/{failure.Id}/{school}",
                            school,
                            $"{route.Name} failed on {input.Date:d MMMM yyyy} {input.Half}: look whether it explains marks.",
                            $"/schools/{school}/transport"
                        )
                    );
                return true;
            },
            cancellation
        );
        return isNew
            ? new AgreementPayload($"{failure.Id}", [])
            : AgreementPayload.Of(Error.Validation("/route", "failure-known", "A failure of this route and half-day was reported before."));
    }
}

[Description("A route from home to school.")]
internal sealed record SaveTransportRouteInput(
    [property: Description("Its name, 1 to 100 characters.")] string Name,
    [property: Description("Who drives it, 1 to 100 characters.")] string Operator,
    [property: Description("Its id, to name it anew."), Id] string? Id = null
);

[Description("A service that failed.")]
internal sealed record ReportTransportFailureInput(
    [property: Description("The route, by its id."), Id] string Route,
    [property: Description("The day, at most 31 days back.")] DateOnly Date,
    [property: Description("The half-day that children were to reach.")] HalfDay Half,
    [property: Description("How it failed.")] TransportFailureKind Kind,
    [property: Description("What happened, 1 to 500 characters. Schools read it; name no child.")] string What,
    [property: Description("How late it came, in minutes.")] int? MinutesLate = null
);
