using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Transport;

/// <summary>Which marks of a school's children a failure may explain, and by which code: what the school is offered.</summary>
internal sealed class TransportOffers(TransportBook book, IMediator mediator, SchoolClock clock)
{
    /// <summary>How far back a school is offered failures.</summary>
    public const int Days = 31;

    // Late, and absent without a reason that the school has accepted. Illness, leave and the like have their own.
    private static readonly string[] Explicable = ["L", "U", "N", "O"];

    private static readonly Caller Job = Caller.System("transport");

    /// <summary>The failures of the last month whose routes carry children of the school, the latest first, with those children.</summary>
    public async Task<IReadOnlyList<SchoolTransportFailure>> OfAsync(Caller caller, Laestab school, CancellationToken cancellation)
    {
        var since = clock.Today.AddDays(-Days);
        var failures = await book.FailuresAsync(since, cancellation);
        if (failures.Count == 0)
            return [];
        var explained = (await book.ExplainedAsync(since, cancellation)).ToDictionary(each => (each.Failure, each.Pupil));
        var routes = (await book.RoutesAsync(cancellation)).ToDictionary(route => route.Id);
        var shown = new List<SchoolTransportFailure>();
        foreach (var day in failures.GroupBy(failure => failure.Session.Date))
        {
            var records = await book.OnAsync(day.Key, cancellation);
            foreach (var failure in day)
            {
                var riders = records.Where(record => record.Route == failure.Route).ToDictionary(record => record.Pupil);
                // Where the child is on roll is asked without the caller, who may be a system; who is shown is judged below.
                var here = (await mediator.Send(new ReadPupils(Job, riders.Keys), cancellation)).Where(place =>
                    place.Value.School == school
                );
                var own = await mediator.Send(new ReadPupils(caller, [.. here.Select(place => place.Key)]), cancellation);
                var children = new List<TransportOffer>();
                foreach (var (id, place) in own.OrderBy(each => each.Value.Pupil.FamilyName).ThenBy(each => each.Key.Value))
                    children.Add(await OfferAsync(caller, failure, riders[id], place, explained, cancellation));
                if (children.Count > 0)
                    shown.Add(
                        new SchoolTransportFailure(
                            $"{failure.Id}",
                            routes[failure.Route].Name,
                            failure.Session.Date,
                            failure.Session.Half,
                            failure.Kind,
                            failure.MinutesLate,
                            failure.What,
                            failure.ReportedAt,
                            children
                        )
                        {
                            Session = failure.Session,
                        }
                    );
            }
        }
        return shown;
    }

    private async Task<TransportOffer> OfferAsync(
        Caller caller,
        TransportFailure failure,
        TransportRecord record,
        PupilAtSchool at,
        Dictionary<(long Failure, PupilId Pupil), TransportExplained> explained,
        CancellationToken cancellation
    )
    {
        var date = failure.Session.Date;
        var read = await mediator.Send(new ReadSessions(caller, record.Pupil, date, date), cancellation);
        var mark = read.IsOk ? read.Value.Sessions.FirstOrDefault(session => session.Session == failure.Session).Code : null;
        var done = explained.GetValueOrDefault((failure.Id, record.Pupil));
        AttendanceCode? code = null;
        if (done is null && mark is not null && Explicable.Contains(mark, StringComparer.Ordinal))
            // Who came late was there: the mark stays, and is explained.
            code =
                mark == "L"
                    ? AttendanceCode.Parse("L")
                    : TransportPolicy.CodeOn(date, TransportPolicy.IsBeyondWalking(record.Way, at.Pupil.BirthDate, date));
        return new TransportOffer(at.Pupil, mark, code?.Text, code?.Label, done?.At) { Upn = at.Pupil.Upn, Key = record.Pupil };
    }
}

[Description("A service that failed, for a school whose children it carries.")]
internal sealed record SchoolTransportFailure(
    [property: Description("Its id."), Id] string Id,
    [property: Description("The route's name.")] string Route,
    [property: Description("The day.")] DateOnly Date,
    [property: Description("The half-day that children were to reach.")] HalfDay Half,
    [property: Description("How it failed.")] TransportFailureKind Kind,
    [property: Description("How late it came, in minutes.")] int? MinutesLate,
    [property: Description("What happened.")] string What,
    [property: Description("When the transport unit said so.")] DateTimeOffset ReportedAt,
    [property: Description("The school's children on the route.")] IReadOnlyList<TransportOffer> Children
)
{
    /// <summary>The half-day itself.</summary>
    [global::GraphQL.Ignore]
    public SessionKey Session { get; init; }
}

[Description("A child on a route that failed, with its mark and what is offered as the reason.")]
internal sealed record TransportOffer(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("Its mark of the half-day; null: none yet.")] string? Mark,
    [property: Description(
        "The code that the failure would give it, valid on that day; the same for a child who came late: that mark stays and is explained. Null: nothing is offered."
    )]
        string? Code,
    [property: Description("What the offered code means.")] string? CodeLabel,
    [property: Description("When the school took the failure as the reason; null: it has not.")] DateTimeOffset? ExplainedAt
)
{
    /// <summary>The child's number in registers.</summary>
    [global::GraphQL.Ignore]
    public Upn Upn { get; init; }

    /// <summary>The id under which its way is recorded.</summary>
    [global::GraphQL.Ignore]
    public PupilId Key { get; init; }
}
